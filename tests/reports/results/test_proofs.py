"""Files prove what became of a measure: sent after the approval, downloaded by whoever may see the report."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import AuditEntry, Cycle
from indicators.evidence_kinds import Unacceptable
from indicators.models import CycleScheme
from indicators.services import clear_stray_files, missing_evidence, start_evaluation
from reports.dossier.pieces import pieces_of
from reports.models import FollowupProof
from reports.services.proofs import add_proof, remove_proof
from reports.services.rectification import FollowupRefused, take_over
from tests.indicators.evidence.proofs import JPG, PDF, stored_files
from tests.pages import text_of

MINUTE = "会议纪要.pdf"


@pytest.fixture
def approved(stage):
    return stage.approved()


@pytest.fixture
def measure(approved):
    return approved.evaluation.measures.order_by("problem__position", "position", "pk").first()


def sent(name=MINUTE, content=PDF):
    return SimpleUploadedFile(name, content)


def page_of(measure):
    return reverse("reports:followup_proofs", args=[measure.evaluation_id, measure.pk])


def address(name, proof):
    return reverse(f"reports:{name}", args=[proof.evaluation_id, proof.pk])


def test_unit_sends_several_files_and_each_is_judged_on_its_own(client, approved, measure):
    client.force_login(approved.preparer)
    files = [sent(), sent("现场.jpg", JPG), sent("脚本.exe", b"MZ")]

    page = text_of(client.post(page_of(measure), {"uploads": files}, follow=True))

    assert "已上传“会议纪要.pdf”" in page
    assert "已上传“现场.jpg”" in page
    assert "脚本.exe" in page
    assert [proof.name for proof in measure.proofs.all()] == [MINUTE, "现场.jpg"]
    assert AuditEntry.objects.filter(action="followupproof.add", evaluation=approved.evaluation).count() == 2


def test_whoever_sees_the_report_reads_the_proofs_in_the_ledger(client, approved, measure):
    proof = add_proof(measure, sent(), actor=approved.preparer)
    client.force_login(approved.reviewer)

    ledger = client.get(reverse("reports:followup", args=[approved.evaluation.pk])).content.decode()
    response = client.get(address("followup_proof", proof))

    assert address("followup_proof", proof) in ledger
    assert b"".join(response.streaming_content) == PDF
    assert "attachment" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert "上传、移除" not in ledger


def test_removed_proof_leaves_no_file_but_its_name_hash_and_reason(
    client, approved, measure, settings, django_capture_on_commit_callbacks
):
    proof = add_proof(measure, sent(), actor=approved.preparer)
    client.force_login(approved.preparer)

    with django_capture_on_commit_callbacks(execute=True):
        page = text_of(client.post(address("followup_proof_remove", proof), {"reason": "传错"}, follow=True))

    assert "已移除“会议纪要.pdf”" in page
    assert stored_files(settings) == []
    entry = AuditEntry.objects.get(action="followupproof.remove")
    assert (entry.comment, entry.changes["sha256"][0]) == ("传错", proof.sha256)


def test_before_the_approval_nothing_is_taken(stage, settings):
    measure = stage.evaluation.measures.first()

    with pytest.raises(FollowupRefused, match="审核通过后"):
        add_proof(measure, sent(), actor=stage.preparer)

    assert stored_files(settings) == []


def test_only_the_unit_sends_and_removes(approved, measure):
    proof = add_proof(measure, sent(), actor=approved.preparer)

    with pytest.raises(FollowupRefused, match="没有登记整改情况的权限"):
        add_proof(measure, sent(), actor=approved.reviewer)
    with pytest.raises(FollowupRefused, match="没有登记整改情况的权限"):
        remove_proof(proof, actor=approved.reviewer)


@pytest.mark.parametrize(
    ("second", "limit", "message"),
    [
        pytest.param(sent("副本.pdf"), 10**6, "内容完全相同", id="the same again"),
        pytest.param(sent("另一份.pdf", PDF + b"2"), len(PDF) + 1, "超过总量上限", id="too much"),
    ],
)
def test_refused_file_leaves_nothing(approved, measure, settings, second, limit, message):
    settings.EVIDENCE_TOTAL_BYTES = limit
    add_proof(measure, sent(), actor=approved.preparer)

    with pytest.raises(Unacceptable, match=message):
        add_proof(measure, second, actor=approved.preparer)

    assert len(stored_files(settings)) == 1


def test_sweep_keeps_proofs_and_misses_lost_ones(approved, measure, settings):
    proof = add_proof(measure, sent(), actor=approved.preparer)

    assert clear_stray_files(stale_after=-date.resolution) == 0
    (settings.MEDIA_ROOT / str(proof.file)).unlink()

    assert missing_evidence() == [proof]
    assert proof.subject == measure


def test_dossier_holds_the_proofs(approved, measure):
    proof = add_proof(measure, sent(), actor=approved.preparer)

    paths = [piece.path for piece in pieces_of(approved.reload(), lambda: b"")]

    assert any(path.startswith("整改/") and path.endswith(f"/{proof.pk}-{MINUTE}") for path in paths)


@pytest.fixture
def following(approved):
    """The evaluation of the year after."""
    before = approved.evaluation.cycle
    cycle = Cycle.objects.create(year=before.year + 1, opens_on=date(2024, 3, 1), due_on=date(2024, 6, 30))
    for choice in before.schemes.all():
        CycleScheme.objects.create(cycle=cycle, kind=choice.kind, scheme=choice.scheme)
    return start_evaluation(approved.evaluation.department, cycle, actor=None)


def test_next_year_names_the_proofs_that_the_unit_has_not_named_itself(approved, measure, following):
    add_proof(measure, sent(), actor=approved.preparer)

    take_over(following, actor=approved.preparer)

    assert following.rectifications.get(source=measure).proof == MINUTE


def test_more_names_than_the_field_holds_show_where_they_were_cut(approved, measure, following):
    for index in range(3):
        add_proof(measure, sent(f"{index}{'纪' * 80}.pdf", PDF + bytes([index])), actor=approved.preparer)

    take_over(following, actor=approved.preparer)

    named = following.rectifications.get(source=measure).proof
    assert (len(named), named[-1], named[:5]) == (200, "…", "0纪纪纪纪")


def test_proofs_of_another_unit_are_not_found(client, approved, measure):
    proof = add_proof(measure, sent(), actor=approved.preparer)
    other = FollowupProof(pk=proof.pk, evaluation_id=proof.evaluation_id + 1)
    client.force_login(approved.preparer)

    assert client.get(address("followup_proof", other)).status_code == 404
