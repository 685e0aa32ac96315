"""What cannot be a proof is refused with a message of its own, and nothing of it is left."""

import io
import struct
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.file_names import LONGEST_NAME, clean_name
from indicators.models import Evidence
from indicators.services import add_evidence
from perfeval.uploads import IncomingFile
from tests.indicators.evidence.proofs import (
    DOCX,
    PDF,
    PNG,
    address,
    answers,
    make_leaf,
    make_proof,
    office,
    refusal,
    send,
    stored_files,
)
from tests.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.files]

MEGABYTE = 1024 * 1024
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def bomb(size):
    """Return a document of a few kilobytes that is `size` bytes long when it is unpacked."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", bytes(size))
    return content.getvalue()


def crowded():
    """Return a document whose list of contents is longer than any real one's."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for index in range(12_000):
            archive.writestr(f"word/{index:060}.xml", "")
    return content.getvalue()


def locked_with_password():
    """Return a document whose members are marked as encrypted."""
    content = bytearray(DOCX)
    start = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, start + 8, 1)
    return bytes(content)


def with_64_bit_end():
    start = DOCX.rfind(b"PK\x05\x06")
    return DOCX[:start] + b"PK\x06\x07" + bytes(16) + DOCX[start:]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("空.pdf", b"", "“空.pdf”是空文件，请检查后重新上传。", id="empty"),
        pytest.param("网页.pdf", b"<html><script>alert(1)</script>", "不是可以接受的文件类型", id="html named pdf"),
        pytest.param("图片.pdf", PNG, "内容是PNG图片，与扩展名“.pdf”不符", id="png named pdf"),
        pytest.param("压缩.docx", office("a.txt"), "不是可以接受的文件类型", id="zip named docx"),
        pytest.param("破损.docx", b"PK\x03\x04broken", "不是可以接受的文件类型", id="broken zip"),
        pytest.param("截断.docx", DOCX[:-30], "不是可以接受的文件类型", id="zip cut off"),
        pytest.param(
            "宏.xlsx", office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "含有宏", id="macros"
        ),
        pytest.param("程序.csv", b"MZ\x90\x00\x03", "不是可以接受的文件类型", id="program named csv"),
        pytest.param("图.csv", b"<svg onload=alert(1)>", "不是可以接受的文件类型", id="svg named csv"),
        pytest.param("证明", PDF, "扩展名“（无）”不符", id="no suffix"),
        pytest.param("大.pdf", PDF + b" " * MEGABYTE, "有1.1MB，超过单个文件上限1MB，请压缩或拆分", id="too large"),
        pytest.param("旧.doc", OLD_WORD, "“旧.doc”是旧版Office（或WPS）文件，或设有密码", id="old office"),
        pytest.param("密.docx", locked_with_password(), "设有密码，请去掉密码后上传", id="encrypted"),
        pytest.param("弹.docx", bomb(3 * MEGABYTE), "解开后超过2MB，不像正常的文档", id="zip bomb"),
        pytest.param("长.docx", with_64_bit_end(), "不像正常的文档", id="64-bit zip"),
        pytest.param("../../合同\u202efdp.exe", PDF, "“合同fdp.exe”的内容是PDF文件", id="disguised by its direction"),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_is_stored(client, leaf, settings, name, content, message):
    settings.EVIDENCE_MAX_BYTES = MEGABYTE
    settings.EVIDENCE_UNPACKED_BYTES = 2 * MEGABYTE

    assert message in refusal(client, leaf, name, content)
    assert not leaf.evidence.exists()
    assert stored_files(settings) == []


def test_document_with_endless_contents_is_refused_before_they_are_read(client, leaf, settings):
    assert "不像正常的文档" in refusal(client, leaf, "多.docx", crowded())
    assert stored_files(settings) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("证明.pdf", "证明.pdf", id="as it is"),
        pytest.param("C:\\资料\\证明.pdf", "证明.pdf", id="folder of Windows"),
        pytest.param("../../etc/证明.pdf", "证明.pdf", id="folder of Unix"),
        pytest.param("证\u202e明\u200b.pdf", "证明.pdf", id="direction and zero width"),
        pytest.param("证\x00\x07明\n.pdf", "证明.pdf", id="control characters"),
        pytest.param("  证明  1 .pdf ", "证明 1 .pdf", id="spaces"),
        pytest.param('证"明"<1>:?*|.pdf', "证_明__1_____.pdf", id="reserved"),
        pytest.param("....pdf", "pdf", id="dots"),
        pytest.param("\u202e", "未命名", id="nothing left"),
        pytest.param(f"{'长' * 200}.pdf", f"{'长' * 146}.pdf", id="long, keeps its suffix"),
    ],
)
def test_name_is_kept_without_what_could_mislead(given, kept):
    assert clean_name(given) == kept
    assert len(clean_name(given)) <= LONGEST_NAME


def test_name_with_a_path_is_stored_clean(client, leaf):
    send(client, leaf, ("../../etc/证\u202e明.pdf", PDF))

    assert leaf.evidence.get().name == "证明.pdf"


def test_same_file_twice_is_one_proof_and_says_so(client, leaf, settings):
    send(client, leaf, ("证明.pdf", PDF))

    assert refusal(client, leaf, "副本.pdf", PDF) == "“副本.pdf”与已上传的“证明.pdf”内容完全相同，不必重复上传。"
    assert leaf.evidence.get().name == "证明.pdf"
    assert len(stored_files(settings)) == 1


def test_total_of_an_evaluation_is_limited_over_all_its_indicators(client, leaf, preparer, settings):
    settings.EVIDENCE_TOTAL_BYTES = 2 * MEGABYTE
    other = make_leaf(leaf.evaluation, "另一指标")
    make_proof(other, preparer, "甲.pdf", PDF.ljust(MEGABYTE * 3 // 2))

    message = refusal(client, leaf, "乙.pdf", PDF + b" " * MEGABYTE)

    assert "“乙.pdf”没有保存：本次自评上传的文件已有1.5MB，加上它超过总量上限2MB。" in message
    assert not leaf.evidence.exists()
    assert len(stored_files(settings)) == 1


def test_removed_proof_makes_room(client, leaf, preparer, settings, django_capture_on_commit_callbacks):
    settings.EVIDENCE_TOTAL_BYTES = len(PDF)
    make_proof(leaf, preparer).delete()

    assert answers(client, leaf, ("新.pdf", PDF)) == [
        {"name": "新.pdf", "message": "已上传“新.pdf”。", "is_accepted": True}
    ]


def test_request_without_files_is_told(client, leaf):
    page = client.post(address(leaf), {}, follow=True)

    assert "没有收到文件。请先选择文件；已经选择的，可能是上传时连接中断，请重新上传。" in text_of(page)


def test_too_many_files_at_once_are_refused_as_a_whole(client, leaf, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    sent = [SimpleUploadedFile(f"{index}.pdf", PDF) for index in range(3)]

    response = client.post(address(leaf), {"uploads": sent})

    assert response.status_code == 413
    assert "一次最多上传2个文件" in text_of(response)
    assert not leaf.evidence.exists()


def test_a_large_file_is_hashed_in_pieces(leaf, preparer):
    file = IncomingFile("大.pdf", "application/pdf", None, None)
    file.write(PDF)
    file.truncate(20 * MEGABYTE)
    file.size = 20 * MEGABYTE

    tracemalloc.start()
    add_evidence(leaf, file, actor=preparer)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    file.close()
    assert leaf.evidence.get().size == 20 * MEGABYTE
    assert peak < 3 * MEGABYTE


def test_storing_that_fails_leaves_nothing(leaf, preparer, settings, monkeypatch):
    monkeypatch.setattr("django.db.models.Model.save", refuse_to_save)

    with pytest.raises(OSError, match="disk"):
        make_proof(leaf, preparer)

    assert not Evidence.objects.exists()
    assert stored_files(settings) == []


def refuse_to_save(*args, **kwargs):
    raise OSError("disk")
