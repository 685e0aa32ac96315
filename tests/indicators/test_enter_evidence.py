import hashlib
import io
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import AuditEntry, Evaluation, Role
from indicators.models import Evidence, Indicator
from tests.factories import make_department, make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.files]

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
JPG = b"\xff\xd8\xff\xe0\x00"


def office(*members):
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name in members:
            archive.writestr(name, "")
    return content.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")


@pytest.fixture
def leaf(client):
    client.force_login(make_member())
    evaluation = make_evaluation()
    branch = evaluation.indicators.get(name="数量指标")
    return Indicator.objects.create(
        evaluation=evaluation, parent=branch, is_leaf=True, name="指标", points=10, rule="positive", target=100
    )


def address(leaf):
    return reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk])


def download_address(evidence):
    return reverse("indicators:evidence", args=[evidence.indicator.evaluation_id, evidence.pk])


def upload(client, leaf, *files, **changes):
    values = form_values(client.get(address(leaf))) | {f"indicator-{key}": changes[key] for key in changes}
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(address(leaf), values | {"upload-files": sent})


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
def test_proof_is_stored_under_its_hash(client, leaf, name, content, content_type):
    upload(client, leaf, (name, content))

    evidence = leaf.evidence.get()
    digest = hashlib.sha256(content).hexdigest()
    assert content_type in evidence.content_type
    assert (evidence.name, evidence.size, evidence.sha256) == (name, len(content), digest)
    assert evidence.file.name == f"{digest[:2]}/{digest}"
    assert evidence.file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("空.pdf", b"", "“空.pdf”是空文件", id="empty"),
        pytest.param("网页.pdf", b"<html><script>alert(1)</script>", "不是可以接受的文件类型", id="html named pdf"),
        pytest.param("图片.pdf", PNG, "内容是PNG图片，与扩展名“.pdf”不符", id="png named pdf"),
        pytest.param("压缩.docx", office("a.txt"), "不是可以接受的文件类型", id="zip named docx"),
        pytest.param("破损.docx", b"PK\x03\x04broken", "不是可以接受的文件类型", id="broken zip"),
        pytest.param(
            "宏.xlsx",
            office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
            "不是可以接受的文件类型",
            id="macros",
        ),
        pytest.param("程序.csv", b"MZ\x90\x00\x03", "不是可以接受的文件类型", id="program named csv"),
        pytest.param("图.csv", b"<svg onload=alert(1)>", "不是可以接受的文件类型", id="svg named csv"),
        pytest.param("证明", PDF, "扩展名“（无）”不符", id="no suffix"),
        pytest.param("大.pdf", PDF + b" " * 2048, "超过上限", id="too large"),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_is_stored(client, leaf, settings, name, content, message):
    settings.EVIDENCE_MAX_BYTES = 1024

    response = upload(client, leaf, (name, content), narrative="已完成")

    leaf.refresh_from_db()
    assert message in described(response, "upload-files")
    assert "请重新选择" in described(response, "upload-files")
    assert "已完成" in response.content.decode()
    assert (leaf.narrative, leaf.evidence.count()) == ("", 0)
    assert not (settings.MEDIA_ROOT).exists()


def test_one_bad_file_refuses_all_and_every_fault_is_told(client, leaf):
    response = upload(client, leaf, ("好.pdf", PDF), ("空.pdf", b""), ("网页.pdf", b"<html>"))

    told = described(response, "upload-files")
    assert "空.pdf" in told
    assert "网页.pdf" in told
    assert not leaf.evidence.exists()


def test_same_file_twice_is_one_proof(client, leaf):
    upload(client, leaf, ("证明.pdf", PDF))
    upload(client, leaf, ("证明（副本）.pdf", PDF))

    assert leaf.evidence.get().name == "证明.pdf"


def test_very_long_name_keeps_its_suffix(client, leaf):
    upload(client, leaf, (f"{'长' * 200}.pdf", PDF))

    assert leaf.evidence.get().name == f"{'长' * 146}.pdf"


def test_removal_leaves_a_trace_and_no_file(client, leaf, django_capture_on_commit_callbacks):
    upload(client, leaf, ("证明.pdf", PDF))
    evidence = leaf.evidence.get()
    values = form_values(client.get(address(leaf))) | {f"evidence-{evidence.pk}-remove": "on"}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(leaf), values)

    assert not leaf.evidence.exists()
    assert AuditEntry.objects.get(action="evidence.remove").changes["sha256"] == [evidence.sha256, None]
    assert not default_storage.exists(evidence.file.name)


def test_file_that_proves_something_else_too_stays(client, leaf, django_capture_on_commit_callbacks):
    other = Indicator.objects.create(
        evaluation=leaf.evaluation, parent=leaf.parent, is_leaf=True, name="另一指标", points=5, rule="positive"
    )
    for indicator in (leaf, other):
        upload(client, indicator, ("证明.pdf", PDF))
    values = form_values(client.get(address(leaf))) | {f"evidence-{leaf.evidence.get().pk}-remove": "on"}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(leaf), values)

    assert other.evidence.get().file.read() == PDF


def test_refused_save_leaves_no_file_behind(client, leaf, settings):
    values = form_values(client.get(address(leaf)))
    upload(client, leaf, actual="60")

    response = client.post(
        address(leaf), values | {"indicator-actual": "50", "upload-files": [SimpleUploadedFile("证明.pdf", PDF)]}
    )

    assert response.status_code == 409
    assert not leaf.evidence.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_removing_the_indicator_removes_its_proofs_with_a_trace(client, leaf):
    upload(client, leaf, ("证明.pdf", PDF))
    url = reverse("indicators:indicator_remove", args=[leaf.evaluation_id, leaf.pk])

    client.post(url, form_values(client.get(url)))

    assert not Evidence.objects.exists()
    assert AuditEntry.objects.filter(action="evidence.remove").count() == 1


@pytest.mark.parametrize("role", [Role.PREPARER, Role.REVIEWER, Role.PUBLISHER, Role.AUDITOR])
def test_proof_is_saved_never_shown(client, leaf, role):
    upload(client, leaf, ("证明 1.pdf", PDF))
    client.force_login(make_member(role))

    response = client.get(download_address(leaf.evidence.get()))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_proof_of_another_unit_does_not_exist(client, leaf):
    upload(client, leaf, ("证明.pdf", PDF))
    client.force_login(make_member(Role.PREPARER, make_department("202")))

    assert client.get(download_address(leaf.evidence.get())).status_code == 404


def test_proof_is_not_found_through_another_evaluation(client, leaf):
    upload(client, leaf, ("证明.pdf", PDF))
    department = make_department("202")
    mine = make_evaluation(department)
    client.force_login(make_member(Role.PREPARER, department))

    assert client.get(reverse("indicators:evidence", args=[mine.pk, leaf.evidence.get().pk])).status_code == 404


def test_lost_file_is_not_found(client, leaf):
    upload(client, leaf, ("证明.pdf", PDF))
    evidence = leaf.evidence.get()
    default_storage.delete(evidence.file.name)

    assert client.get(download_address(evidence)).status_code == 404


def test_locked_evaluation_takes_no_file(client, leaf, settings):
    values = form_values(client.get(address(leaf)))
    Evaluation.objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=make_member())

    response = client.post(address(leaf), values | {"upload-files": [SimpleUploadedFile("证明.pdf", PDF)]})

    assert response.status_code == 409
    assert not settings.MEDIA_ROOT.exists()


def test_locked_page_still_offers_the_download(client, leaf):
    upload(client, leaf, ("证明.pdf", PDF))
    Evaluation.objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=make_member())

    page = client.get(address(leaf))

    assert download_address(leaf.evidence.get()) in page.content.decode()
    assert "添加佐证材料" not in text_of(page)
