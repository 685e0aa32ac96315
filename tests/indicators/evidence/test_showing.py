"""Who may see a proof, how a browser gets it, and what remains of one that was removed."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from departments.models import AuditEntry, Evaluation, Role
from indicators.models import Evidence
from tests.factories import make_department, make_evaluation, make_member
from tests.indicators.evidence.proofs import (
    JPG,
    PDF,
    PNG,
    XLSX,
    address,
    download_address,
    make_leaf,
    make_proof,
    preview_address,
    removal_address,
    stored_files,
)
from tests.pages import form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proof(leaf, preparer):
    return make_proof(leaf, preparer)


@pytest.mark.parametrize("role", [Role.PREPARER, Role.REVIEWER, Role.PUBLISHER, Role.AUDITOR])
def test_download_is_saved_never_shown(client, proof, role):
    client.force_login(make_member(role))

    response = client.get(download_address(proof))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content", "content_type", "policy"),
    [
        pytest.param("图.png", PNG, "image/png", "sandbox; default-src 'none'", id="png"),
        pytest.param("图.jpg", JPG, "image/jpeg", "sandbox; default-src 'none'", id="jpg"),
        pytest.param("证明.pdf", PDF, "application/pdf", "default-src 'none'", id="pdf"),
    ],
)
def test_preview_shows_images_and_pdf_in_the_browser(client, leaf, preparer, name, content, content_type, policy):
    response = client.get(preview_address(make_proof(leaf, preparer, name, content)))

    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("inline;")
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith(policy)
    assert "script-src" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content"), [pytest.param("表.xlsx", XLSX, id="xlsx"), pytest.param("表.csv", b"a,b", id="csv")]
)
def test_everything_else_has_no_preview(client, leaf, preparer, name, content):
    proof = make_proof(leaf, preparer, name, content)

    assert client.get(preview_address(proof)).status_code == 404
    assert preview_address(proof) not in client.get(address(leaf)).content.decode()


def test_list_shows_images_in_place_and_pdf_in_a_window_of_its_own(client, leaf, preparer):
    image, pdf = make_proof(leaf, preparer, "图.png", PNG), make_proof(leaf, preparer)

    page = client.get(address(leaf)).content.decode()

    assert f'<img src="{preview_address(image)}" alt="图.png" loading="lazy">' in page
    assert f'href="{preview_address(pdf)}" target="_blank" rel="noopener"' in page
    assert pdf.sha256 in page


@pytest.mark.parametrize("where", [download_address, preview_address, removal_address])
def test_proof_of_another_unit_does_not_exist(client, proof, where):
    client.force_login(make_member(Role.PREPARER, make_department("202")))

    ask = client.post if where is removal_address else client.get
    assert ask(where(proof)).status_code == 404


@pytest.mark.parametrize("name", ["evidence", "evidence_preview"])
def test_proof_is_not_found_through_another_evaluation(client, proof, name):
    department = make_department("202")
    mine = make_evaluation(department)
    client.force_login(make_member(Role.PREPARER, department))

    assert client.get(reverse(f"indicators:{name}", args=[mine.pk, proof.pk])).status_code == 404


@pytest.mark.parametrize("where", [download_address, preview_address])
def test_lost_file_is_not_found(client, proof, where):
    default_storage.delete(proof.file.name)

    assert client.get(where(proof)).status_code == 404


def test_removal_leaves_a_trace_and_no_file(
    client, leaf, proof, preparer, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(removal_address(proof), {"reason": "传错了文件"}, follow=True)

    entry = AuditEntry.objects.get(action="evidence.remove")
    assert not leaf.evidence.exists()
    assert stored_files(settings) == []
    assert (entry.actor, entry.comment) == (preparer, "传错了文件")
    assert entry.changes["name"] == ["证明.pdf", None]
    assert entry.changes["sha256"] == [proof.sha256, None]
    assert entry.changes["size"] == [len(PDF), None]
    assert "已移除“证明.pdf”。" in text_of(page)
    assert "已移除 1 个文件" in text_of(page)
    assert f"由{preparer}于" in text_of(page)
    assert "理由：传错了文件" in text_of(page)
    assert proof.sha256 in text_of(page)


def test_trace_stands_at_its_own_indicator_only(client, leaf, proof):
    other = make_leaf(leaf.evaluation, "另一指标")
    client.post(removal_address(proof))

    assert "已移除 1 个文件" not in text_of(client.get(address(other)))


def test_removing_one_of_two_equal_proofs_keeps_the_other(
    client, leaf, proof, preparer, django_capture_on_commit_callbacks
):
    other = make_proof(make_leaf(leaf.evaluation, "另一指标"), preparer)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(removal_address(proof))

    assert other.file.read() == PDF


def test_removed_file_may_be_sent_again(client, leaf, proof, preparer):
    client.post(removal_address(proof))

    assert make_proof(leaf, preparer).sha256 == proof.sha256


def test_reason_that_is_too_long_removes_nothing(client, leaf, proof):
    page = client.post(removal_address(proof), {"reason": "长" * 201}, follow=True)

    assert "没有移除“证明.pdf”：最多200个字，现有201个字，请缩短。" in text_of(page)
    assert leaf.evidence.exists()


def test_script_gets_the_list_after_a_removal(client, leaf, proof):
    response = client.post(removal_address(proof), headers={"accept": "application/json"})

    [answer] = response.json()["answers"]
    assert answer == {"name": "证明.pdf", "message": "已移除“证明.pdf”。", "is_accepted": True}
    assert download_address(proof) not in response.json()["list"]


def test_locked_evaluation_keeps_its_proofs(client, leaf, proof, preparer):
    Evaluation.objects.update(status="submitted", submitted_at="2023-05-01T00:00Z", submitted_by=preparer)

    page = client.post(removal_address(proof), follow=True)

    assert "不能修改" in text_of(page)
    assert leaf.evidence.exists()


def test_removing_the_indicator_removes_its_proofs_with_a_trace(
    client, leaf, proof, settings, django_capture_on_commit_callbacks
):
    url = reverse("indicators:indicator_remove", args=[leaf.evaluation_id, leaf.pk])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, form_values(client.get(url)))

    assert not Evidence.objects.exists()
    assert AuditEntry.objects.filter(action="evidence.remove").count() == 1
    assert stored_files(settings) == []


def test_list_costs_the_same_for_many_proofs(client, leaf, preparer):
    make_proof(leaf, preparer)
    few = queries_of(client, address(leaf))
    for index in range(10):
        make_proof(leaf, preparer, f"{index}.pdf", PDF + bytes([index]))

    assert queries_of(client, address(leaf)) == few
