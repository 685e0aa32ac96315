"""The sheet of the official form: as the scheme lays it out, as it prints, with live figures."""

from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from indicators.schemes import preset, preset_names
from indicators.spreadsheets import Display, FundFacts
from tests.indicators.spreadsheets.opening import book, formulas_of, found, opened, texts
from tests.indicators.spreadsheets.samples import sample

every_preset = pytest.mark.parametrize("name", preset_names())


@every_preset
def test_form_prints_on_a4_fitted_to_the_width_with_repeated_head(name):
    form, sheet = preset(name).form, book(name)["自评表"]

    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == form.orientation
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    head = int(sheet.print_title_rows.partition(":")[2].replace("$", ""))
    assert form.columns[-1].title in [cell.value for cell in sheet[head]]
    assert sheet.print_area == f"'自评表'!$A$1:${openpyxl.utils.get_column_letter(sheet.max_column)}${sheet.max_row}"


@every_preset
def test_columns_of_the_form_are_as_wide_as_the_scheme_says(name):
    form, sheet = preset(name).form, book(name)["自评表"]

    millimetres = sum(dimension.width for dimension in sheet.column_dimensions.values()) * 7 * 25.4 / 96
    assert abs(millimetres - float(form.width) - (10 if form.indicators_title else 0)) < 1


@every_preset
def test_form_has_every_title_of_the_scheme(name):
    form, sheet = preset(name).form, book(name)["自评表"]

    titles = {form.title, form.goal_title, form.fund_title, *form.header}
    titles |= {column.title for column in (*form.columns, *form.fund_columns, *form.goal_columns)}
    titles |= {row.title for row in form.fund_rows} | {block.title for block in form.texts}
    assert titles <= set(texts(sheet))
    assert all(any(text.startswith(f"{field}：") for text in texts(sheet)) for field in form.footer)
    assert all(any(note in text for text in texts(sheet)) for note in form.notes)


def test_level_one_and_two_cover_their_indicators():
    sheet = book("donghu")["自评表"]

    first = found(sheet, "产出指标\n（40分）").row
    second = found(sheet, "数量指标").row
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert f"A{first}:A{first + 23}" in merged
    assert f"B{second}:B{second + 5}" in merged


def test_official_fonts_and_borders():
    sheet = book("donghu")["自评表"]

    assert (sheet["A1"].font.name, sheet["A1"].border.left.style) == ("方正小标宋简体", None)
    cell = found(sheet, "整治行动次数")
    assert (cell.font.name, cell.border.left.style, cell.alignment.wrap_text) == ("仿宋", "thin", True)


def test_target_and_result_are_live_numbers_with_sign_and_unit():
    sheet = book("national-project")["自评表"]

    row = found(sheet, "整治行动次数").row
    target, actual = sheet[f"E{row}"], sheet[f"F{row}"]
    assert "计分" in target.value
    assert (target.number_format, actual.number_format) == ('"≥"0"次"', '0"次"')


def test_sign_and_unit_leave_the_number_where_they_have_columns():
    sheet = book("sichuan-project")["自评表"]

    row = found(sheet, "整治行动次数").row
    assert found(sheet, "次").row == row
    assert '"≥"0' in [cell.number_format for cell in sheet[row]]


def test_words_instead_of_a_number_are_printed_as_they_are():
    table = sample("national-project")
    key = "数量指标/整治行动次数"
    displays = {key: Display(target_text="不少于五十次", actual_text="达成预期指标")}

    sheet = opened(replace(table, facts=replace(table.facts, displays=displays)))["自评表"]

    row = found(sheet, "不少于五十次").row
    assert found(sheet, "达成预期指标").row == row


def test_beside_an_adjusted_target_the_approved_one_stands():
    table = sample("chongqing")
    key = "绩效指标/整治行动次数"
    displays = {key: Display(sign="≥", approved_target=Decimal(60), is_adjusted=True)}

    sheet = opened(replace(table, facts=replace(table.facts, displays=displays)))["自评表"]

    row = found(sheet, "整治行动次数").row
    values = [cell.value for cell in sheet[row]]
    assert 60 in values
    assert sum("!F" in str(value) for value in values) == 1


def test_sum_of_funds_is_a_formula_only_where_the_parts_add_up():
    parts = (FundFacts("basic", Decimal(800)), FundFacts("project", Decimal(200)))
    right = opened(sample("donghu", funds=(FundFacts("total", Decimal(1000)), *parts)))["自评表"]
    wrong = opened(sample("donghu", funds=(FundFacts("total", Decimal(1001)), *parts)))["自评表"]

    assert any(str(formula).startswith("=SUM(") for formula in formulas_of(right))
    assert not any(str(formula).startswith("=SUM(") for formula in formulas_of(wrong))
    assert found(wrong, 1001).data_type == "n"


def test_execution_takes_its_amounts_from_the_form_where_both_say_the_same():
    sheet = book("donghu")["计分"]
    row = found(sheet, "1").row

    assert sheet[f"F{row}"].value.startswith("='自评表'!")
    assert sheet[f"G{row}"].value.startswith("='自评表'!")

    apart = opened(sample("donghu", funds=()))["计分"]
    assert apart[f"F{row}"].value == 1868.17


def test_reasons_of_the_funds_have_a_column_or_rows_of_their_own():
    reasons = (("预算调整原因", "追加防疫经费"), ("执行偏差原因", "项目跨年"))

    rows = texts(opened(sample("national-project", fund_reasons=reasons))["自评表"])
    column = texts(opened(sample("sichuan-project", fund_reasons=reasons))["自评表"])

    assert {"预算调整原因", "追加防疫经费"} <= set(rows)
    assert "追加防疫经费\n项目跨年" in column


def test_a_form_with_few_columns_still_holds_the_funds():
    scheme = preset("donghu")
    form = replace(
        scheme.form, columns=tuple(replace(column, width=Decimal(75)) for column in scheme.form.columns[2:5])
    )
    table = sample("donghu")

    sheet = opened(replace(table, scheme=replace(scheme, form=form)))["自评表"]

    assert {"年初预算数", "执行率", "三级指标"} <= set(texts(sheet))
    assert sheet.max_column == 8


def test_a_long_goal_goes_over_several_rows():
    sheet = opened(sample("national-project", goal={"expected": "保障街道正常运转。" * 300, "reached": "完成。"}))[
        "自评表"
    ]

    assert max(dimension.height or 0 for dimension in sheet.row_dimensions.values()) <= 400
    row = found(sheet, "完成。").row
    assert any(area.min_row == row and area.max_row > row for area in sheet.merged_cells.ranges)
