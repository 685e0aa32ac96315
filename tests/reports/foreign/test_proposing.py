"""What the words of six official layouts propose, without a database."""

import doctest
import io

import openpyxl
import pytest

from departments.workbooks import Limits, Unreadable
from reports.foreign import grid, meanings
from reports.foreign.mapping import read_layouts
from reports.foreign.meanings import LABELS
from tests.reports.foreign.sheets import LAYOUTS, made, national, saved

INDICATORS = {"一级指标": "level1", "二级指标": "level2", "三级指标": "name"}
SCORED = {"分值": "points", "得分": "computed"}
GOALS = {"预期目标": "expected", "实际完成情况": "reached"}
FUNDS = {"年初预算数": "initial", "全年预算数": "adjusted", "全年执行数": "executed", "执行率": "computed"}
EXPECTED = {
    "national": {
        **FUNDS,
        "年度资金总额": "computed",
        "其中：当年财政拨款": "current",
        "上年结转资金": "carried_over",
        "其他资金": "other",
        **GOALS,
        **INDICATORS,
        "年度指标值": "target",
        "实际完成值": "actual",
        "偏差原因分析及改进措施": "reason",
        "主管部门": "unit_name",
        "实施单位": "unit_name",
        "项目名称": "project_name",
    },
    "hunan": {
        **FUNDS,
        "年度资金总额": "computed",
        "按收入性质分：一般公共预算": "general",
        "政府性基金拨款": "government",
        "按支出性质分：基本支出": "basic",
        "项目支出": "project",
        **GOALS,
        **INDICATORS,
        "年度指标值": "target",
        "实际完成值": "actual",
        "偏差原因分析及改进措施": "reason",
        "预算单位名称": "unit_name",
        "填表人": "filled_by",
        "联系电话": "phone",
        "单位负责人签字": "head",
    },
    "anhui": {
        "任务名称": "title",
        "完成情况": "result",
        "执行率": "computed",
        "预算数（万元） 总额": "",
        "预算数（万元） 其中：财政拨款": "",
        "执行数（万元） 总额": "",
        "执行数（万元） 其中：财政拨款": "",
        "预期目标": "expected",
        "目标实际完成情况": "reached",
        **INDICATORS,
        "年度指标值": "target",
        "实际完成值": "actual",
        "未完成原因及改进措施": "reason",
        "部门名称": "unit_name",
    },
    "chongqing": {
        "年初预算数": "initial",
        "全年（调整）预算数": "adjusted",
        "全年执行数": "executed",
        "执行率（%）": "computed",
        "执行率权重": "computed",
        "执行率得分": "computed",
        "（没有名称的行）": "",
        "年初绩效目标": "expected",
        "全年（调整）绩效目标": "",
        "全年目标实际完成情况": "reached",
        "指标名称": "name",
        "计量单位": "unit",
        "指标性质": "nature",
        "年初指标值": "target",
        "调整指标值": "adjusted_target",
        "全年完成值": "actual",
        "得分系数(%)": "computed",
        "指标权重": "points",
        "指标得分": "computed",
        "是否核心指标": "",
        "部门(单位)名称": "unit_name",
    },
    "hubei": {
        "预算数（A）": "adjusted",
        "执行数（B）": "executed",
        "执行率（B/A）": "computed",
        "得分（20分*执行率）": "computed",
        "年度财政资金总额": "computed",
        **INDICATORS,
        "年初目标值（A）": "target",
        "实际完成值（B）": "actual",
        "单位名称": "unit_name",
        "项目名称": "project_name",
    },
    "sichuan": {
        "项目年度目标": "expected",
        "年度目标完成情况（100字以内）": "reached",
        "年初预算数": "initial",
        "调整后预算数": "adjusted",
        "预算执行数": "executed",
        "预算执行率": "computed",
        "原因": "execution_reason",
        "总额": "computed",
        "其中：财政资金": "current",
        "财政专户管理资金": "special_account",
        "单位资金": "unit",
        "其他资金": "other",
        **INDICATORS,
        "指标性质": "nature",
        "指标值": "target",
        "度量单位": "unit",
        "完成值": "actual",
        "未完成原因分析": "reason",
        "项目名称": "project_name",
        "预算单位": "unit_name",
    },
}


def layout_of(content):
    [found] = read_layouts(io.BytesIO(content), "表.xlsx", Limits())
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_mapping_of_every_layout_is_proposed_from_its_headers(name):
    layout = layout_of(LAYOUTS[name]())

    proposed = layout.proposal()

    said = {spot.title: proposed[key] for key, spot in layout.spots.items()}
    assert {title: said.get(title) for title in EXPECTED[name]} == EXPECTED[name]
    assert said.keys() - EXPECTED[name].keys() <= {*SCORED, "权重"}
    assert (layout.year, layout.money_unit) == ("2022", "万元")


def test_columns_that_are_not_understood_are_listed_and_not_guessed():
    layout = layout_of(LAYOUTS["chongqing"]())

    assert layout.proposal()["indicators:是否核心指标"] == ""
    assert layout.unread == ["C2 自评总分（分）", "D2 96.5"]
    assert "A12 偏差大或目标未完成原因分析" in layout_of(LAYOUTS["hubei"]()).unread


def test_two_columns_never_get_the_same_meaning():
    layout = layout_of(made("表", [["三级指标", "指标值", "年度指标值", "分值"], ["办结率", None, "90%", 5]]))

    assert layout.proposal() == {
        "indicators:三级指标": "name",
        "indicators:指标值": "",
        "indicators:年度指标值": "target",
        "indicators:分值": "points",
    }


def test_a_layout_is_known_by_its_headers_whatever_stands_below():
    book = openpyxl.load_workbook(io.BytesIO(national()))
    book.active["D13"] = "改了名的指标"
    book.active["E12"] = "指标值"

    assert layout_of(national()).fingerprint == layout_of(national()).fingerprint
    assert layout_of(saved(book)).fingerprint != layout_of(national()).fingerprint
    book.active["E12"] = "年度指标值"
    assert layout_of(saved(book)).fingerprint == layout_of(national()).fingerprint


def test_labels_are_found_beside_and_inside_their_cells():
    layout = layout_of(LAYOUTS["hunan"]())

    said = {spot.title: spot.samples for spot in layout.spots.values() if spot.group == LABELS}
    assert said == {
        "预算单位名称": ("公园街道",),
        "填表人": ("李四",),
        "联系电话": ("0791-1234567",),
        "单位负责人签字": ("王五",),
    }


def test_hidden_sheets_and_sheets_without_a_table_are_no_layouts():
    book = openpyxl.load_workbook(io.BytesIO(national()))
    book.create_sheet("说明")["A1"] = "填报说明"
    hidden = book.copy_worksheet(book.active)
    hidden.sheet_state = "hidden"

    found = read_layouts(io.BytesIO(saved(book)), "表.xlsx", Limits())

    assert [layout.grid.name for layout in found] == ["项目支出绩效自评表"]


def test_a_table_in_csv_is_understood_too():
    content = "一级指标,二级指标,三级指标,分值,年度指标值\n产出指标,数量指标,办结率,5,≥90%\n".encode("gbk")

    [layout] = read_layouts(io.BytesIO(content), "表.csv", Limits())

    assert list(layout.proposal().values()) == ["level1", "level2", "name", "points", "target"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda sheet: sheet.cell(grid.MOST_ROWS + 1, 1, "末行"), "超过1000行，不像自评表"),
        (lambda sheet: [sheet.merge_cells(f"A{row}:BB{row + 400}") for row in (100, 550)], "合并的单元格过多"),
    ],
)
def test_what_is_larger_than_any_official_table_is_refused(change, words):
    def enlarged(sheet):
        sheet.cell(960, 54, "末列")
        change(sheet)

    with pytest.raises(Unreadable, match=words):
        read_layouts(io.BytesIO(made("表", [["三级指标", "分值"]], change=enlarged)), "表.xlsx", Limits())


def test_docstrings_tell_the_truth():
    assert doctest.testmod(meanings).failed == 0
