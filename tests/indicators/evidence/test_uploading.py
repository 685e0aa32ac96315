"""Files become proofs: several at once, each on its own, recognised by content, kept under their hash."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import AuditEntry, Evaluation, Project
from indicators.models import Evidence, Indicator
from indicators.services import add_evidence, plant_projects
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.evidence.proofs import (
    DOCX,
    JPG,
    PDF,
    PNG,
    XLSX,
    address,
    answers,
    download_address,
    make_leaf,
    make_proof,
    send,
    stored_files,
)
from tests.pages import form_values, text_of

pytestmark = pytest.mark.django_db


def page_of(leaf):
    return reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk])


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        pytest.param("证明.pdf", PDF, "application/pdf", id="pdf"),
        pytest.param("截图.PNG", PNG, "image/png", id="png"),
        pytest.param("照片.jpeg", JPG, "image/jpeg", id="jpg"),
        pytest.param("材料.docx", DOCX, "vnd.openxmlformats-officedocument.wordprocessingml.document", id="docx"),
        pytest.param("台账.xlsx", XLSX, "vnd.openxmlformats-officedocument.spreadsheetml.sheet", id="xlsx"),
        pytest.param("台账.csv", "户数,325\n".encode(), "text/plain", id="csv"),
        pytest.param("台账.txt", "户数 325".encode("gb18030"), "text/plain", id="text in the national encoding"),
    ],
)
def test_proof_is_stored_under_its_hash(client, leaf, preparer, name, content, content_type):
    page = send(client, leaf, (name, content))

    evidence = leaf.evidence.get()
    digest = hashlib.sha256(content).hexdigest()
    assert f"已上传“{name}”。" in text_of(page)
    assert content_type in evidence.content_type
    assert (evidence.name, evidence.size, evidence.sha256) == (name, len(content), digest)
    assert evidence.uploaded_by == preparer
    assert evidence.file.name == f"{digest[:2]}/{digest}"
    assert evidence.file.read() == content


def test_upload_is_logged_with_name_size_and_hash(client, leaf, preparer):
    send(client, leaf, ("证明.pdf", PDF))

    entry = AuditEntry.objects.get(action="evidence.add")
    assert entry.actor == preparer
    assert entry.changes["sha256"] == [None, hashlib.sha256(PDF).hexdigest()]
    assert (entry.changes["name"], entry.changes["size"]) == ([None, "证明.pdf"], [None, len(PDF)])


def test_each_file_is_answered_on_its_own(client, leaf):
    told = answers(client, leaf, ("好.pdf", PDF), ("空.pdf", b""), ("网页.pdf", b"<html>"), ("图.png", PNG))

    assert [answer["is_accepted"] for answer in told] == [True, False, False, True]
    assert [row.name for row in leaf.evidence.all()] == ["好.pdf", "图.png"]
    assert "“空.pdf”是空文件" in told[1]["message"]
    assert "“网页.pdf”不是可以接受的文件类型" in told[2]["message"]


def test_script_gets_the_list_as_it_looks_now(client, leaf):
    sent = {"uploads": SimpleUploadedFile("证明.pdf", PDF)}

    response = client.post(address(leaf), sent, headers={"accept": "application/json"})

    assert download_address(leaf.evidence.get()) in response.json()["list"]


def test_form_of_the_indicator_stays_as_it_was(client, leaf):
    values = form_values(client.get(page_of(leaf)))

    send(client, leaf, ("证明.pdf", PDF))

    response = client.post(page_of(leaf), values | {"indicator-narrative": "已完成"})
    leaf.refresh_from_db()
    assert response.status_code == 302
    assert (leaf.narrative, leaf.evidence.count()) == ("已完成", 1)


def test_page_of_the_indicator_offers_the_upload(client, leaf):
    page = client.get(page_of(leaf)).content.decode()

    assert f'action="{address(leaf)}" enctype="multipart/form-data"' in page
    assert 'type="file" name="uploads"' in page
    assert "multiple" in page
    assert "evidence.js" in page


def test_new_indicator_gets_proofs_once_it_is_stored(client, leaf):
    url = reverse("indicators:indicator_add", args=[leaf.evaluation_id, leaf.parent_id])

    assert "佐证材料清单" not in client.get(url).content.decode()


def test_indicator_of_a_project_has_proofs_too(client, preparer):
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project"))
    Project.objects.create(evaluation=evaluation, name="道路维修", position=1)
    plant_projects(evaluation)
    project = evaluation.project_evaluations.get()
    branch = project.indicators.filter(is_leaf=False, parent__isnull=False).first()
    leaf = Indicator.objects.create(
        evaluation=evaluation, project_evaluation=project, parent=branch, is_leaf=True, name="里程", points=5
    )

    page = send(client, leaf, ("验收单.pdf", PDF))

    assert leaf.evidence.get().name == "验收单.pdf"
    assert page_of(leaf) in page.content.decode()


def test_budget_execution_has_proofs_too(client, leaf):
    execution = leaf.evaluation.indicators.get(rule="execution")

    page = send(client, execution, ("决算批复.pdf", PDF))

    assert execution.evidence.get().name == "决算批复.pdf"
    assert reverse("indicators:enter_indicators", args=[leaf.evaluation_id]) in page.content.decode()


def test_branch_takes_no_proof(client, leaf):
    assert client.get(address(leaf.parent)).status_code == 404


def test_same_file_may_prove_two_indicators(client, leaf, preparer):
    other = make_leaf(leaf.evaluation, "另一指标")

    first, second = (make_proof(row, preparer) for row in (leaf, other))

    assert first.sha256 == second.sha256
    assert first.file.name != second.file.name


def test_locked_evaluation_takes_no_file(client, leaf, settings):
    Evaluation.objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=make_member())

    page = send(client, leaf, ("证明.pdf", PDF))

    assert "自评现为“已送审”" in text_of(page) or "不能修改" in text_of(page)
    assert not leaf.evidence.exists()
    assert stored_files(settings) == []


def test_evaluation_that_is_locked_meanwhile_keeps_nothing(leaf, preparer, settings):
    leaf.evaluation.refresh_from_db()
    stale = Indicator.objects.select_related("evaluation").get(pk=leaf.pk)
    Evaluation.objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=preparer)

    with pytest.raises(Exception, match="不能修改"):
        add_evidence(stale, SimpleUploadedFile("证明.pdf", PDF), actor=preparer)

    assert not Evidence.objects.exists()
    assert stored_files(settings) == []


def test_locked_page_still_offers_the_download(client, leaf, preparer):
    evidence = make_proof(leaf, preparer)
    Evaluation.objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=preparer)

    for url in (page_of(leaf), address(leaf)):
        page = client.get(url)
        assert download_address(evidence) in page.content.decode()
        assert "选择文件" not in text_of(page)
        assert "移除理由" not in text_of(page)


def test_foreign_unit_cannot_send(client, leaf):
    client.force_login(make_member(department=make_department("202")))

    assert client.post(address(leaf), {"uploads": SimpleUploadedFile("证明.pdf", PDF)}).status_code == 404
