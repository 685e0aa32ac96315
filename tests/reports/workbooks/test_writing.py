"""The entry workbook as it is handed out: prefilled, protected, with lists, limits and hints, and ready to print."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse

from departments.models import Duty
from reports.workbooks.meta import TEMPLATE
from reports.workbooks.parts import SHEETS
from tests.indicators.spreadsheets.test_tables import EXCEL_2010
from tests.reports.workbooks.book import Book
from tests.reports.workbooks.small import set_small


@pytest.fixture(scope="module")
def book(django_db_setup, django_db_blocker):
    """The workbook of a small evaluation, made once: these tests only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        book = Book.of(set_small().evaluation)
        transaction.set_rollback(True)
    return book


def parts(book):
    return [book.book[sheet.title] for sheet in SHEETS if sheet.title in book.book.sheetnames]


def rules_at(cell):
    return [rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref]


def test_it_is_downloaded_under_the_name_of_unit_and_year(stage, signed_in):
    response = signed_in.get(reverse("reports:workbook_download", args=[stage.evaluation.pk]))

    assert response.filename == "公园街道2022年度自评填报表.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).sheetnames[0] == "填报说明"


def test_every_part_is_a_sheet_and_holds_what_is_stored(book):
    assert [sheet.title for sheet in parts(book)] == [sheet.title for sheet in SHEETS]
    assert book.cell("lines", "executed", key="basic").value == Decimal("9206300.00")
    assert book.named("indicators", "actual", "民生保障数量").value == 1108
    assert book.row("offices", name="党政办公室")


def test_only_what_is_filled_in_can_be_changed(book):
    cells = {
        "input": book.cell("lines", "executed", key="basic"),
        "computed": book.cell("lines", "adjusted", key="basic"),
        "score": book.named("indicators", "score", "民生保障数量"),
        "name": book.cell("lines", "label", key="basic"),
    }

    assert {name: cell.protection.locked for name, cell in cells.items()} == {
        "input": False,
        "computed": True,
        "score": True,
        "name": True,
    }
    assert all(sheet.protection.sheet for sheet in book.book)


def test_answers_are_chosen_from_a_list_and_what_is_typed_has_its_limits_and_hints(book):
    chosen = rules_at(book.named("indicators", "rule", "民生保障数量"))
    amount = rules_at(book.cell("lines", "executed", key="basic"))
    text = rules_at(book.row("offices", name="党政办公室")[0].cell(*_place(book, "offices", "name")))
    hinted = rules_at(book.named("indicators", "accuracy", "民生保障数量"))

    assert [rule.type for rule in chosen] == ["list"]
    area = re.fullmatch(r"'_perfeval'!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)", chosen[0].formula1)
    offered = [book.book["_perfeval"][f"{area[1]}{row}"].value for row in range(1, int(area[2]) + 1)]
    assert "正向指标（越高越好）" in offered
    assert (amount[0].type, amount[0].operator, amount[0].formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert (text[0].type, text[0].operator) == ("textLength", "lessThanOrEqual")
    assert hinted[0].prompt == "数据有何局限、可能的误差；没有的写“无”。"


def _place(book, block, column):
    _, row, _, columns = next(book.rows(block))
    return row, columns[column]


def test_scores_and_sums_are_live_formulas_that_excel_2010_knows(book):
    formulas = [
        cell.value for sheet in book.book for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"
    ]

    assert book.named("indicators", "score", "民生保障数量").data_type == "f"
    assert book.cell("lines", "rate", key="basic").data_type == "f"
    used = {name for formula in formulas for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)}
    assert used <= EXCEL_2010 | {"SUMIFS", "INDEX", "MATCH"}
    assert len(formulas) > 50


def test_hidden_keys_template_unit_and_year_travel_along(book):
    hidden = book.book["_perfeval"]
    facts = {row[0].value: row[1].value for row in hidden.iter_rows(max_col=2) if row[0].value}

    assert hidden.sheet_state == "veryHidden"
    assert (facts["template"], facts["code"], facts["year"]) == (TEMPLATE, "101", "2022")
    for sheet in parts(book):
        assert sheet.column_dimensions["A"].hidden
        assert sheet["A1"].value.startswith("perfeval:")
    assert re.fullmatch(r"duties\|\{[0-9a-f-]{36}\}", book.row("duties", title="职责1")[2])


def test_it_prints_like_the_official_form(book):
    for sheet in parts(book):
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert re.fullmatch(r"\$\d+:\$\d+", sheet.print_title_rows)
        assert re.search(r"\$C\$2:\$[A-Z]+\$\d+\Z", sheet.print_area)
        last = [cell.value for cell in sheet["C"] if cell.value][-1]
        assert re.match(r"填报人：\s+单位负责人：\s+填报日期：", last)
    forms = [name for name in book.book.sheetnames if name.endswith("自评表")]
    assert len(forms) == 2
    assert book.book[forms[0]].print_title_rows


def test_texts_that_look_like_formulas_stay_texts_and_come_back_unchanged(stage):
    for position, text in enumerate(("=1+1", "+86", "-无", "@甲", "\t=2", "2.10"), start=20):
        Duty.objects.create(evaluation=stage.evaluation, position=position, title=text.strip() or text, text=text)
    book = Book.of(stage.evaluation)

    cell = book.cell("duties", "text", title="=1+1")

    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert book.cell("duties", "text", title="2.10").value == "2.10"
    comparison = book.compared(stage.evaluation, stage.preparer)
    assert (comparison.problems, comparison.changes) == ([], [])
