"""What a scheme asks for beside the report: shown, sent, checked, read by the check, taken away, and never public."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import AuditEntry, Evaluation, Role
from departments.workflow import Status
from indicators.models import Attachment
from indicators.schemes import preset
from indicators.schemes.spec import Attachment as Asked
from indicators.services import clear_stray_files, missing_evidence, remove_evidence
from reports.gather import gather
from reports.public_view import public_view
from reports.services.findings import findings_of
from tests.factories import make_department, make_evaluation, make_member
from tests.indicators.evidence.proofs import PDF, make_leaf, make_proof, stored_files
from tests.indicators.limited import make_changed_cycle
from tests.pages import text_of

pytestmark = pytest.mark.django_db

MINUTES = Asked("minutes", "绩效自评工作会议纪要")


@pytest.fixture
def user(client):
    user = make_member()
    client.force_login(user)
    return user


@pytest.fixture
def evaluation(user):
    return make_evaluation(cycle=make_changed_cycle(attachments=(*preset("donghu").attachments, MINUTES)))


def page_of(client, evaluation):
    return text_of(client.get(reverse("indicators:enter_signature", args=[evaluation.pk])))


def send(client, evaluation, *files, key="minutes", kind="整体"):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    url = reverse("indicators:attachment_add", args=[evaluation.pk])
    return client.post(url, {"kind": kind, "key": key, "uploads": sent}, follow=True)


def findings(evaluation):
    stored = Evaluation.objects.get(pk=evaluation.pk)
    return [finding for finding in findings_of(stored) if finding.check_id == "C01-attachments"]


def test_page_says_what_the_system_makes_and_what_is_to_be_sent(client, evaluation):
    page = page_of(client, evaluation)

    assert "部门整体支出绩效自评表 由系统根据填报内容生成，不必上传。" in page
    assert "绩效自评工作会议纪要 尚未上传，不能送审。" in page
    assert "不对外公开" in page


def test_missing_attachment_blocks_and_is_named_until_it_is_sent(client, evaluation):
    [missing] = findings(evaluation)

    response = send(client, evaluation, ("会议纪要.pdf", PDF))

    assert missing.blocks
    assert missing.message == "缺少附件“绩效自评工作会议纪要”，请在“填报信息”中上传。"
    assert "已上传“会议纪要.pdf”。" in text_of(response)
    assert "尚未上传，不能送审" not in text_of(response)
    assert findings(evaluation) == []
    row = Attachment.objects.get()
    assert AuditEntry.objects.get(action="attachment.add").changes["sha256"] == [None, row.sha256]


def test_form_that_the_system_makes_is_not_asked_of_the_unit(client, user):
    evaluation = make_evaluation()

    assert findings(evaluation) == []
    assert send(client, evaluation, ("表.pdf", PDF), key="form").status_code == 404


@pytest.mark.parametrize(
    ("key", "kind"),
    [("minutes", "项目"), ("letter", "整体"), ("", "")],
    ids=["other scheme", "not asked for", "nothing"],
)
def test_what_is_not_asked_for_is_not_taken(client, evaluation, key, kind):
    assert send(client, evaluation, ("a.pdf", PDF), key=key, kind=kind).status_code == 404


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param([("纪要.exe", b"MZ")], "纪要.exe", id="kind of file"),
        pytest.param([("纪要.pdf", b"")], "空文件", id="empty"),
        pytest.param([("一.pdf", PDF), ("二.pdf", PDF)], "内容完全相同", id="twice"),
        pytest.param([], "没有收到文件", id="none"),
    ],
)
def test_attachment_goes_through_the_checks_of_proofs(client, evaluation, files, message):
    assert message in text_of(send(client, evaluation, *files))
    assert Attachment.objects.count() == max(len(files) - 1, 0)


def test_attachments_count_towards_the_total_of_the_evaluation(client, evaluation, user, settings):
    settings.EVIDENCE_TOTAL_BYTES = len(PDF) + 5
    make_proof(make_leaf(evaluation), user)

    assert "超过总量上限" in text_of(send(client, evaluation, ("纪要.pdf", PDF + b"x")))


def test_same_file_may_be_proof_and_attachment_and_either_goes_alone(
    client, evaluation, user, settings, django_capture_on_commit_callbacks
):
    proof = make_proof(make_leaf(evaluation), user)
    send(client, evaluation, ("纪要.pdf", PDF))

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(proof, actor=user)

    assert stored_files(settings) == [settings.MEDIA_ROOT / Attachment.objects.get().file.name]


def test_attachment_is_saved_under_its_name_by_those_who_may_see_the_evaluation(client, evaluation):
    send(client, evaluation, ("会议纪要.pdf", PDF))
    address = reverse("indicators:attachment", args=[evaluation.pk, Attachment.objects.get().pk])

    response = client.get(address)

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    client.force_login(make_member(Role.REVIEWER, make_department("202")))
    assert client.get(address).status_code == 404


def test_attachment_is_taken_away_with_its_file_and_blocks_again(client, evaluation, settings):
    send(client, evaluation, ("会议纪要.pdf", PDF))
    address = reverse("indicators:attachment_remove", args=[evaluation.pk, Attachment.objects.get().pk])

    refused = text_of(client.post(address, {"reason": "长" * 201}, follow=True))
    assert "没有移除“会议纪要.pdf”" in refused
    client.post(address, {"reason": "传错了"})

    assert not Attachment.objects.exists()
    assert AuditEntry.objects.get(action="attachment.remove").comment == "传错了"
    assert len(findings(evaluation)) == 1


def test_locked_evaluation_takes_none_and_loses_none(client, evaluation):
    send(client, evaluation, ("会议纪要.pdf", PDF))
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status=Status.SUBMITTED, submitted_at="2023-05-01T00:00Z", submitted_by=make_member()
    )
    address = reverse("indicators:attachment_remove", args=[evaluation.pk, Attachment.objects.get().pk])

    send(client, evaluation, ("第二份.pdf", PDF + b"2"))
    client.post(address)

    assert Attachment.objects.get().name == "会议纪要.pdf"
    page = client.get(reverse("indicators:enter_signature", args=[evaluation.pk])).content.decode()
    assert "attachments/" in page
    assert "确认移除" not in page


def test_snapshot_names_the_file_and_nothing_of_it_is_public(client, evaluation):
    send(client, evaluation, ("会议纪要.pdf", PDF))

    snapshot = gather(Evaluation.objects.get(pk=evaluation.pk))

    [sent] = snapshot.attachments
    assert (sent.kind, sent.title, sent.name) == ("整体", "绩效自评工作会议纪要", "会议纪要.pdf")
    assert sent.sha256 == Attachment.objects.get().sha256
    assert "会议纪要" not in json.dumps(public_view(snapshot), ensure_ascii=False)


def test_sweep_keeps_the_file_and_misses_it_when_it_is_gone(client, evaluation, settings):
    send(client, evaluation, ("会议纪要.pdf", PDF))
    row = Attachment.objects.get()

    assert clear_stray_files(stale_after=timedelta(0)) == 0
    (settings.MEDIA_ROOT / row.file.name).unlink()

    assert missing_evidence() == [row]
    assert str(row.subject) == str(evaluation)
