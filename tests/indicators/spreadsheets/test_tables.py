"""The workbook as people get it: sheets, page set-up, live cells, texts that stay texts, the same bytes each time."""

import doctest
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import time_machine

from indicators.schemes import preset, preset_names
from indicators.scoring import Conventions, Deduction, Measurement, Mode, Node, Overfulfilment, Redistribution
from indicators.spreadsheets import Display, Table, TableFacts, cells, form_layout, write_table, write_workbook
from indicators.spreadsheets.formulas import language
from tests.indicators.spreadsheets.generator import evaluation
from tests.indicators.spreadsheets.opening import book, formulas, found, opened, texts
from tests.indicators.spreadsheets.samples import sample

EXCEL_2010 = {
    *("IF", "AND", "OR", "NOT", "N", "ISNUMBER", "TRIM"),
    *("COUNT", "COUNTIF", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "MIN", "MAX"),
    *("ROUND", "ROUNDDOWN", "ROUNDUP", "INT"),
}
MOST_NESTED, LONGEST_FORMULA = 64, 8192
HARMFUL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝HYPERLINK(1)", "#N/A", "=cmd|' /C calc'!A0"]

every_preset = pytest.mark.parametrize("name", preset_names())


@every_preset
def test_three_sheets_hold_form_scores_and_explanations(name):
    assert book(name).sheetnames == ["自评表", "计分", "得分依据"]


def test_numbers_are_numbers_and_codes_are_texts():
    workbook = book("donghu")

    assert found(workbook["自评表"], 1868.17).data_type == "n"
    code = found(workbook["计分"], "2.1.1")
    assert (code.data_type, code.number_format) == ("s", "@")
    target = workbook["计分"][f"F{code.row}"]
    assert (target.value, target.data_type) == (50, "n")


def test_a_tenth_child_keeps_its_code():
    leaf = Node("指标", Decimal(10), measurement=Measurement("yes_no", Decimal(10), actual=Decimal(1)))
    sheet = opened(Table(TableFacts(2022, Node("总分", Decimal(100), (leaf,) * 10)), preset("donghu")))["计分"]

    assert found(sheet, "10").number_format == "@"


def test_a_missing_result_leaves_score_and_total_to_be_found():
    leaf = Node("指标", Decimal(100), measurement=Measurement("positive", Decimal(100), Decimal(5)), key="a")
    workbook = opened(Table(TableFacts(2022, Node("总分", Decimal(100), (leaf,))), preset("donghu")))

    row = found(workbook["计分"], "1").row
    assert workbook["计分"][f"G{row}"].value is None
    assert "尚未填写实际值，暂不计分。" in texts(workbook["计分"])
    assert "尚未填写实际值，暂不计分。" in texts(workbook["得分依据"])


def test_a_branch_without_indicators_has_an_empty_row():
    sheet = opened(Table(TableFacts(2022, Node("总分", Decimal(100), (Node("产出", Decimal(100)),))), preset("donghu")))

    assert "产出\n（100分）" in texts(sheet["自评表"])
    assert "“产出”下尚未设置三级指标，请补充。" in texts(sheet["计分"])


@pytest.mark.parametrize("text", HARMFUL)
def test_no_text_becomes_a_formula(text):
    table = sample("hubei-project")
    leaf = Node(
        text, Decimal(80), measurement=Measurement("yes_no", Decimal(80), actual=Decimal(1), unit=text), key="a"
    )
    facts = replace(
        table.facts,
        tree=Node(text, Decimal(100), (Node(text, Decimal(80), (leaf,)),), reason=text),
        header=dict.fromkeys(table.scheme.form.header, text),
        goal={"expected": text, "reached": text},
        displays={
            "a": Display(text, text, text, None, is_adjusted=False, actual_text=text, standard=text, deviation=text)
        },
        texts={"reasons": text, "remark": text},
        footer={"填报人": text},
        fund_reasons=(("原因", text),),
        publisher=text,
    )

    workbook = opened(replace(table, facts=facts))

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) > 8
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells) is (text != "#N/A")
    assert not [formula for formula in formulas(workbook) if text in formula]


def test_quotes_in_names_cannot_break_out_of_a_formula_or_a_number_format():
    table = sample("donghu")
    leaf = Node(
        "甲", Decimal(100), measurement=Measurement("positive", Decimal(100), Decimal(5), Decimal(4), '"个";[红"')
    )
    facts = replace(table.facts, tree=Node("总分", Decimal(100), (leaf,)))

    sheet = opened(replace(table, facts=facts))["自评表"]

    row = found(sheet, "甲").row
    assert '0"个;[红"' in [cell.number_format for cell in sheet[row]]


def test_control_characters_are_left_out():
    table = sample("donghu", goal={"expected": "目\x0b标", "reached": ""})

    assert "目标" in texts(opened(table)["自评表"])


@pytest.mark.parametrize("seed", range(12))
def test_formulas_are_of_excel_2010(seed):
    for formula in formulas(opened(evaluation(seed))):
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)) <= EXCEL_2010, formula
        assert len(formula) < LONGEST_FORMULA
        assert deepest(formula) < MOST_NESTED


def deepest(formula):
    depth = most = 0
    for character in formula:
        depth += (character == "(") - (character == ")")
        most = max(most, depth)
    return most


def test_same_facts_give_the_same_bytes_at_any_time():
    table = sample("donghu")

    with time_machine.travel("2023-05-08"):
        first = write_table(table.facts, table.scheme)
    with time_machine.travel("2031-01-01"):
        second = write_table(table.facts, table.scheme)

    assert first == second
    with ZipFile(BytesIO(first)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {2000}
        assert b"2023" not in package.read("docProps/core.xml")


def test_workbook_asks_to_be_recalculated_when_opened():
    assert book("donghu").calculation.fullCalcOnLoad


def test_several_tables_stand_in_one_workbook_forms_first():
    tables = [sample("donghu"), sample("national-project", stem="项目1"), sample("national-project", stem="项目2")]

    workbook = openpyxl.load_workbook(BytesIO(write_workbook(tables)))

    assert workbook.sheetnames == [
        "自评表",
        "项目1自评表",
        "项目2自评表",
        "计分",
        "得分依据",
        "项目1计分",
        "项目1得分依据",
        "项目2计分",
        "项目2得分依据",
    ]
    assert any("'项目2计分'!" in formula for formula in formulas(workbook))


def test_two_tables_of_one_name_are_refused():
    with pytest.raises(ValueError, match="stem of its own"):
        write_workbook([sample("donghu"), sample("hunan")])


def test_a_mark_is_printed_in_the_margin():
    workbook = opened(sample("donghu", mark="草稿&样"))

    assert [sheet.oddHeader.right.text for sheet in workbook] == ["草稿&&样"] * 3


def with_conventions(**changes):
    table = sample("donghu")
    return replace(table, scheme=replace(table.scheme, conventions=replace(Conventions(), **changes)))


def titles(table):
    return [cell.value for cell in opened(table)["计分"][3]]


def test_columns_appear_where_the_scheme_needs_them():
    assert "自定得分" not in titles(with_conventions())
    assert {"计算得分", "自定得分", "自定得分理由"} <= set(titles(with_conventions(mode=Mode.EDITABLE)))
    assert "分摊后得分" in titles(with_conventions(redistribution=Redistribution.PARENT))
    limit = Overfulfilment(Decimal(120), Decimal(5))
    assert "目标值偏低扣分" in titles(with_conventions(overfulfilment=limit))


def test_each_step_after_the_raw_total_is_a_row_of_its_own():
    table = sample("donghu", deductions=(Deduction("信息公开扣分", Decimal(2), "逾期公开"),))

    workbook = opened(table)

    form = texts(workbook["自评表"])
    assert {"得分合计", "信息公开扣分", "逾期公开", "总分"} <= set(form)
    assert "信息公开扣分后" in texts(workbook["计分"])
    assert "信息公开扣分" in texts(workbook["得分依据"])


def test_what_does_not_apply_says_so_with_its_reason():
    idle = Node(
        "甲", Decimal(40), measurement=Measurement("yes_no", Decimal(40)), key="a", is_applicable=False, reason="未安排"
    )
    done = Node("乙", Decimal(60), measurement=Measurement("yes_no", Decimal(60), actual=Decimal(1)), key="b")
    workbook = opened(Table(TableFacts(2022, Node("总分", Decimal(100), (idle, done))), preset("donghu")))

    assert found(workbook["计分"], "否").column_letter == "E"
    assert "未安排" in texts(workbook["计分"])
    assert {"不适用", "未安排", "不适用指标折算"} <= set(texts(workbook["得分依据"]))


def test_explanations_are_those_of_the_core():
    sheet = texts(book("national-project")["得分依据"])

    assert any("实际值 48 ÷ 目标值 50 × 分值" in text for text in sheet)
    assert any("财预〔2020〕10号" in text for text in sheet)


def test_docstrings_tell_the_truth():
    assert all(doctest.testmod(module).failed == 0 for module in (cells, form_layout, language))
