"""Every kind of bad file that is sent as an entry workbook has its own message, and nothing of it stays anywhere."""

import tracemalloc
from io import BytesIO

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from departments.models import AuditEntry
from departments.workbooks import Problem
from indicators.models import EntryUpload, QuarantinedFile
from reports.workbooks.annotating import annotated
from tests.departments.workbooks.files import workbook
from tests.departments.workbooks.test_reading import BAD
from tests.indicators.evidence.scanner import SIGNATURE, TEXT, clamd_program, running_clamd
from tests.pages import text_of
from tests.reports.foreign.sheets import chongqing
from tests.reports.workbooks.book import Book, confirmed, sent

SENT = {
    "not a workbook": "不是Excel工作簿",
    "a web page": "内容是网页",
    "old workbook": "旧版Excel文件（xls）",
    "macros": "含有宏",
    "password": "打开密码",
    "too large": "超过上限",
    "phantom rows": "只有格式、没有内容的行或列太多",
    "phantom columns": "只有格式、没有内容的行或列太多",
    "too many rows": "超过上限50行",
    "merged without end": "合并单元格过多",
    "external links": "指向其他工作簿的链接",
    "entities": "内容已损坏",
    "garbled": "有乱码“编码,锟斤拷”",
    "misread": "是乱码",
    "unknown encoding": "文字编码无法识别",
    "interrupted": "可能上传中断",
}
IN_CELLS = {
    "a formula where an input belongs": ("=1+1", "这里是公式"),
    "an error value": ("#REF!", "这里是错误值"),
    "a text where a number belongs": ("很多", "无法识别“很多”"),
}


def assert_nothing_is_stored():
    assert not EntryUpload.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="entryupload").exists()
    assert not settings.INCOMING_ROOT.exists() or not list(settings.INCOMING_ROOT.glob("*"))


@pytest.fixture
def small_limits(settings):
    settings.WORKBOOK_MAX_ROWS, settings.WORKBOOK_MAX_COLUMNS, settings.WORKBOOK_MAX_CELLS = 50, 10, 100


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", SENT)
def test_a_bad_file_is_refused_by_its_own_name(stage, signed_in, settings, name):
    content, file_name, _ = BAD[name]
    if name == "too large":
        settings.WORKBOOK_MAX_BYTES = 1000

    response = sent(signed_in, stage.evaluation, content, file_name)

    assert response.status_code == 200
    assert SENT[name] in text_of(response)
    assert_nothing_is_stored()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(stage, signed_in, settings):
    settings.WORKBOOK_UNPACKED_BYTES = 1_000

    response = sent(signed_in, stage.evaluation, workbook({"甲": [["一"]]}))

    assert "解开后超过" in text_of(response)
    assert_nothing_is_stored()


@pytest.mark.parametrize("name", IN_CELLS)
def test_what_cannot_stand_in_a_cell_has_its_own_message(stage, signed_in, name):
    value, words = IN_CELLS[name]
    book = Book.of(stage.evaluation)
    cell = book.cell("lines", "executed", key="basic")
    cell.value = value
    cell.data_type = "e" if value.startswith("#") else cell.data_type

    response = sent(signed_in, stage.evaluation, book.content)

    [problem] = response.context["comparison"].problems
    assert (problem.sheet, problem.cell) == (cell.parent.title, cell.coordinate)
    assert words in problem.message
    assert not EntryUpload.objects.exists()
    confirmed(signed_in, response)
    assert not EntryUpload.objects.exists()


def test_an_entry_workbook_without_its_hidden_sheet_is_taken_for_nobodys(stage, signed_in):
    book = Book.of(stage.evaluation)
    del book.book["_perfeval"]

    response = sent(signed_in, stage.evaluation, book.content)

    assert "记载单位和年度的隐藏工作表已丢失或损坏" in text_of(response)
    assert_nothing_is_stored()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_table_in_csv_is_read_in_either_encoding(stage, signed_in, encoding):
    content = "三级指标,实际完成值\n民生保障数量,1150\n".encode(encoding)

    response = sent(signed_in, stage.evaluation, content, "自评表.csv")

    assert [spot.title for spot in response.context["layout"].spots.values()] == ["三级指标", "实际完成值"]


def test_an_upload_that_breaks_off_leaves_nothing(stage, signed_in):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nPK\x03\x04 half a fi'
    address = reverse("reports:workbook", args=[stage.evaluation.pk])

    response = signed_in.generic("POST", address, body, content_type="multipart/form-data; boundary=x")

    assert response.status_code in (200, 400)
    assert_nothing_is_stored()


def test_a_cell_at_the_end_of_the_world_costs_no_memory_when_the_workbook_is_handed_back():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "很远"
    file = BytesIO()
    book.save(file)
    tracemalloc.start()

    returned = annotated(file.getvalue(), [Problem("请改正。", "Sheet", "B5")])

    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert openpyxl.load_workbook(BytesIO(returned))["Sheet"]["B5"].comment.text == "请改正。"


@pytest.mark.parametrize("step", ["preview", "corrections", "confirm", "mapping"])
def test_a_file_that_can_no_longer_be_read_leads_back_with_the_reason(stage, signed_in, settings, step):
    content = chongqing() if step == "mapping" else Book.of(stage.evaluation).content
    page = sent(signed_in, stage.evaluation, content)
    settings.WORKBOOK_SECONDS = 0
    address = reverse(f"reports:workbook_{step}", args=[stage.evaluation.pk, page.context["key"]])

    ask = signed_in.post if step == "confirm" else signed_in.get
    response = ask(address, follow=True)

    assert response.redirect_chain == [(reverse("reports:workbook", args=[stage.evaluation.pk]), 302)]
    assert "文件没有读取，什么也没有保存" in text_of(response)


def test_a_table_that_nobody_has_mapped_is_not_previewed(stage, signed_in):
    page = sent(signed_in, stage.evaluation, chongqing())

    response = signed_in.get(reverse("reports:workbook_preview", args=[stage.evaluation.pk, page.context["key"]]))

    assert response.url == page.redirect_chain[-1][0]


# The virus scanner


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    if clamd_program() is None:
        pytest.skip("clamd is not there: run deploy/setup test, or install ClamAV's daemon")
    with running_clamd(tmp_path_factory.mktemp("clamd")) as addresses:
        yield addresses[0]


@pytest.mark.files
def test_a_workbook_with_a_virus_goes_into_quarantine_unread(stage, signed_in, clamd, settings):
    settings.CLAMD_URL = clamd

    response = sent(signed_in, stage.evaluation, workbook({"甲": [["一"]]}) + TEXT)

    assert f"发现病毒（{SIGNATURE}" in text_of(response)
    assert QuarantinedFile.objects.get().name == "填报表.xlsx"
    assert_nothing_is_stored()


@pytest.mark.files
def test_a_clean_workbook_is_previewed(stage, signed_in, clamd, settings):
    settings.CLAMD_URL = clamd

    response = sent(signed_in, stage.evaluation, Book.of(stage.evaluation).content)

    assert "没有需要保存的变动" in text_of(response)
    assert not QuarantinedFile.objects.exists()


def test_without_an_answer_of_the_scanner_nothing_is_read(stage, signed_in, settings, tmp_path):
    settings.CLAMD_URL = f"unix://{tmp_path}/nobody"

    response = sent(signed_in, stage.evaluation, Book.of(stage.evaluation).content)

    assert "病毒扫描" in text_of(response)
    assert_nothing_is_stored()
