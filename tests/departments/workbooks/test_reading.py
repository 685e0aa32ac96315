"""What is read from workbooks and CSV files, and what is refused, each with a message of its own."""

import doctest
import io
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from time import perf_counter

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from departments import workbooks
from departments.workbooks import CellKind, Limits, Unreadable, cells, csv_files, formats, open_tables, texts
from perfeval.lib import sizes
from tests.departments.workbooks.files import old_office, repacked, sheet_xml, workbook

GOOD = workbook({"预算": [["编码", "金额"], ["101", 12.5]]})
MORNING = datetime(2023, 5, 18, 9, 30)  # noqa: DTZ001 (a workbook knows no time zone)
SMALL = Limits(rows=50, columns=10, cells=100)


def read(content, name="表.xlsx", limits=SMALL):
    return [
        (sheet.name, [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows()])
        for sheet in open_tables(io.BytesIO(content), name, limits)
    ]


def refusal(content, name="表.xlsx", limits=SMALL):
    with pytest.raises(Unreadable) as raised:
        read(content, name, limits)
    return str(raised.value)


def cells_of(content):
    [sheet] = open_tables(io.BytesIO(content), "表.xlsx", SMALL)
    return {cell.address: (cell.kind, cell.value) for row in sheet.rows() for cell in row.cells}


def test_every_kind_of_cell_is_read_as_a_person_would_have_typed_it():
    def look(book):
        sheet = book.active
        sheet["A1"], sheet["A1"].number_format = 0.985, "0.0%"
        sheet["A2"], sheet["A2"].number_format = 98.5, '0.0"%"'
        sheet["B1"] = date(2023, 5, 18)
        sheet["B2"] = MORNING
        sheet["C1"], sheet["C2"] = True, False
        sheet["D1"], sheet["D2"] = "=SUM(A1:A2)", "#N/A"
        sheet["E1"] = 1868.17 - 1845.5025
        sheet["E2"] = "街道\n办_x000D_"
        sheet["F1"] = ArrayFormula("F1", "=A1*2")

    assert cells_of(workbook({"甲": []}, look)) == {
        "A1": (CellKind.PERCENT, Decimal("0.985")),
        "B1": (CellKind.DATE, date(2023, 5, 18)),
        "C1": (CellKind.BOOLEAN, True),
        "D1": (CellKind.FORMULA, "SUM(A1:A2)"),
        "E1": (CellKind.NUMBER, Decimal("22.6675")),
        "F1": (CellKind.FORMULA, "A1*2"),
        "A2": (CellKind.NUMBER, Decimal("98.5")),
        "B2": (CellKind.DATE, MORNING),
        "C2": (CellKind.BOOLEAN, False),
        "D2": (CellKind.ERROR, "#N/A"),
        "E2": (CellKind.TEXT, "街道\n办\n"),
    }


def test_texts_of_cells():
    def look(book):
        sheet = book.active
        sheet.append([0.985, date(2023, 5, 18), MORNING, True, 1e20, "甲"])
        sheet["A1"].number_format = "0%"

    [(_, [(_, found)])] = read(workbook({"甲": []}, look))

    assert found == ["98.5%", "2023-05-18", "2023-05-18 09:30:00", "是", "100000000000000000000", "甲"]


def test_rows_and_cells_without_numbers_follow_each_other():
    rows = (
        '<row><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c><c><v>1</v></c></row>'
    )

    assert read(repacked(GOOD, sheet=sheet_xml(rows * 2)))[0][1] == [(1, ["甲乙", "1"]), (2, ["甲乙", "1"])]


def test_merged_areas_and_hidden_sheets_are_told():
    def look(book):
        book.active.merge_cells("B2:C4")
        book.create_sheet("藏").sheet_state = "veryHidden"

    first, second = open_tables(io.BytesIO(workbook({"甲": [["一"]]}, look)), "表.xlsx", SMALL)
    list(first.rows())

    assert first.merged == [(2, 4, 2, 3)]
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_the_calendar_of_1904_is_known():
    book = repacked(
        workbook({"甲": [[date(2023, 5, 18)]]}),
        book=lambda xml: xml.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1),
    )

    assert cells_of(book)["A1"] == (CellKind.DATE, date(2027, 5, 19))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_every_usual_encoding(encoding):
    content = "编码,名称\r\n101,“街道”办事处\r\n\r\n102,\r\n".encode(encoding)

    assert read(content, "单位.csv") == [("单位", [(1, ["编码", "名称"]), (2, ["101", "“街道”办事处"]), (4, ["102"])])]


@pytest.mark.parametrize("delimiter", ["\t", ";", "，"])
def test_csv_knows_other_delimiters(delimiter):
    assert read(f"编码{delimiter}名称".encode(), "单位.csv")[0][1] == [(1, ["编码", "名称"])]


PHANTOM_ROWS = sheet_xml("".join(f'<row r="{number}"/>' for number in range(1, 200)))
PHANTOM_COLUMNS = sheet_xml("<row>" + '<c s="0"/>' * 200 + "</row>")
MERGED = sheet_xml("<row><c><v>1</v></c></row>").replace(
    b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
)
BILLION_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>'
    b'<row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
BAD = {
    "empty": (b"", "表.xlsx", "空文件"),
    "interrupted": (GOOD[: len(GOOD) // 2], "表.xlsx", "可能上传中断"),
    "too large": (GOOD + bytes(2000), "表.xlsx", "超过上限"),
    "not a workbook": (b"%PDF-1.7 abc", "表.xlsx", "不是Excel工作簿"),
    "a web page": ("<html><table>甲</table></html>".encode(), "表.xls", "内容是网页"),
    "old workbook": (old_office("Workbook"), "表.xls", "旧版Excel文件（xls）"),
    "old document": (old_office("WordDocument"), "表.doc", "旧版Office文件"),
    "password": (old_office("EncryptionInfo", "EncryptedPackage"), "表.xlsx", "打开密码"),
    "macros": (repacked(GOOD, macros=b"x"), "表.xlsm", "含有宏"),
    "external links": (repacked(GOOD, link=b"<externalLink/>"), "表.xlsx", "指向其他工作簿的链接"),
    "a document": (repacked(GOOD, book=None, **{"word/document.xml": b"x"}), "表.xlsx", "是Word文档"),
    "a zip": (repacked(GOOD, book=None), "表.xlsx", "是压缩文件"),
    "phantom rows": (repacked(GOOD, sheet=PHANTOM_ROWS), "表.xlsx", "只有格式、没有内容的行或列太多"),
    "phantom columns": (repacked(GOOD, sheet=PHANTOM_COLUMNS), "表.xlsx", "只有格式、没有内容的行或列太多"),
    "merged without end": (repacked(GOOD, sheet=MERGED), "表.xlsx", "合并单元格过多"),
    "too many rows": (repacked(GOOD, sheet=sheet_xml('<row r="51"><c><v>1</v></c></row>')), "表.xlsx", "超过上限50行"),
    "too many columns": (workbook({"甲": [[None] * 10 + ["多"]]}), "表.xlsx", "工作表“甲”K1：超过上限10列"),
    "too many cells": (workbook({"甲": [list("一二三四五六七八九十")] * 11}), "表.xlsx", "有内容的单元格超过上限100个"),
    "entities": (repacked(GOOD, sheet=BILLION_LAUGHS), "表.xlsx", "内容已损坏（xl/worksheets/sheet1.xml）"),
    "broken markup": (repacked(GOOD, sheet=b"<worksheet><row>"), "表.xlsx", "内容已损坏"),
    "a text that is not there": (
        repacked(GOOD, sheet=sheet_xml('<row><c t="s"><v>99</v></c></row>')),
        "表.xlsx",
        "内容已损坏",
    ),
    "a negative text": (repacked(GOOD, sheet=sheet_xml('<row><c t="s"><v>-1</v></c></row>')), "表.xlsx", "内容已损坏"),
    "no number": (repacked(GOOD, sheet=sheet_xml("<row><c><v>一</v></c></row>")), "表.xlsx", "内容已损坏"),
    "a look that is not there": (
        repacked(GOOD, sheet=sheet_xml('<row><c s="9"><v>1</v></c></row>')),
        "表.xlsx",
        "损坏",
    ),
    "a missing part": (repacked(GOOD, relations=None), "表.xlsx", "内容已损坏（xl/_rels"),
    "a missing sheet": (repacked(GOOD, sheet=None), "表.xlsx", "内容已损坏"),
    "no sheets": (repacked(GOOD, book=b"<workbook/>"), "表.xlsx", "有0张工作表"),
    "garbled": ("编码,锟斤拷".encode(), "表.csv", "有乱码“编码,锟斤拷”"),
    "misread": ("编码,名称".encode().decode("gb18030").encode(), "表.csv", "是乱码：“缂栫爜,鍚嶇О”应为“编码,名称”"),
    "unknown encoding": (b"\xff\xff\x81,\xff", "表.csv", "文字编码无法识别"),
    "a binary csv": (b"a,b\0c", "表.csv", "不是Excel工作簿"),
    "csv too long": (b"a\n" * 51, "表.csv", "超过上限50行"),
    "csv too wide": (b"a," * 20 + b"a", "表.csv", "上限10列"),
    "csv field too long": (b'"' + b"a" * 200_000, "表.csv", "请核对引号是否成对"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_with_a_message_of_their_own(name):
    content, file_name, words = BAD[name]
    limits = SMALL if name != "too large" else Limits(file_bytes=len(GOOD))

    assert words in refusal(content, file_name, limits)


def test_every_message_says_what_to_do():
    for name, (content, file_name, _) in BAD.items():
        limits = SMALL if name != "too large" else Limits(file_bytes=len(GOOD))
        assert "请" in refusal(content, file_name, limits) or name == "no sheets"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(GOOD, sheet=b"<worksheet>" + b" " * 50_000_000 + b"</worksheet>")
    tracemalloc.start()

    words = refusal(bomb, limits=Limits(unpacked_bytes=10_000_000))

    assert "解开后超过9.6MB" in words
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_stopped_on_the_way():
    bomb = bytearray(repacked(GOOD, sheet=b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"))
    lie = (100).to_bytes(4, "little")
    size = (5_000_023).to_bytes(4, "little")

    assert "损坏" in refusal(bytes(bomb.replace(size, lie)), limits=Limits(unpacked_bytes=1_000_000))


def test_reading_stops_after_the_time_allowed():
    assert "读取超过0秒" in refusal(GOOD, limits=Limits(seconds=0))


def test_a_million_phantom_rows_cost_neither_time_nor_memory():
    rows = "".join(f'<row r="{number}" s="1"/>' for number in range(1, 1_048_576))
    book = repacked(GOOD, sheet=sheet_xml(rows))
    tracemalloc.start()
    began = perf_counter()

    words = refusal(book, limits=Limits(cells=50_000))

    assert "只有格式" in words
    assert perf_counter() - began < 5
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_rows_are_read_one_by_one():
    book = workbook({"甲": [[f"行{number}", number] for number in range(20_000)]})
    tracemalloc.start()
    [sheet] = open_tables(io.BytesIO(book), "表.xlsx", Limits())
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()

    assert sum(1 for _ in sheet.rows()) == 20_000

    assert tracemalloc.get_traced_memory()[1] - before < 3_000_000
    tracemalloc.stop()


def test_a_text_is_never_cut_off_so_that_it_would_pass():
    book = workbook({"甲": [["字" * 300]]})

    assert len(read(book, limits=Limits(text=100))[0][1][0][1][0]) == 101


def test_docstrings_tell_the_truth():
    modules = (workbooks, cells, csv_files, formats, texts, sizes)

    assert all(doctest.testmod(module).failed == 0 for module in modules)
