"""The texts over the whole width of a form, and the words beside all indicators, as its scheme has them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.schemes import preset
from reports.checks.edits import with_nodes
from reports.document.blocks import TEXT_WIDTH_MM
from reports.document.compose import compose
from reports.document.compose.form_texts import form_texts
from reports.document.compose.subject import subjects
from reports.tables import tables_of
from tests.reports.snapshots import make_scheme, make_snapshot

SHORTFALL = "服务对象满意度：便民窗口高峰时段排队较长，办事群众评价偏低。"
REMEDY = "服务对象满意度：增设午间窗口，推行预约办理。"


def make_form(project_scheme, **changes):
    """Return head and indicators of the first project's form."""
    return compose(make_snapshot(project_scheme=make_scheme(project_scheme), **changes)).annexes[1].blocks


def make_whole(name, **changes):
    """Return head and indicators of the form of the whole, which a scheme of any kind can lay out."""
    return compose(make_snapshot(scheme=make_scheme(name), **changes)).annexes[0].blocks


def cells_of(rows):
    return [[cell.text for cell in row.cells] for row in rows]


def test_form_of_sichuan_prints_its_texts_before_and_behind_the_indicators():
    head, indicators = make_form("sichuan-project")

    assert cells_of(head.rows)[-1] == ["项目实施内容及过程概述", ""]
    assert cells_of(indicators.rows)[-4:] == [
        ["总分", "100", "96.00", "等级：优"],
        ["评价结论", "2022年度自评得分96分，等级为“优”。"],
        ["存在问题", ""],
        ["改进措施", REMEDY],
    ]


def test_form_of_hubei_prints_reasons_measures_and_a_blank_remark():
    _, indicators = make_form("hubei-project")

    assert cells_of(indicators.rows)[-3:] == [
        ["偏差大或目标未完成原因分析", SHORTFALL],
        ["改进措施及结果应用方案", REMEDY],
        ["备注", ""],
    ]


@pytest.mark.parametrize("name", ["sichuan-project", "hubei-project"])
def test_title_of_a_text_is_about_as_wide_as_those_above(name):
    head, indicators = make_form(name)

    widths = [column.width_mm for column in indicators.columns]
    assert [cell.colspan for cell in indicators.rows[-1].cells] == [2, len(widths) - 2]
    assert sum(widths[:2]) == pytest.approx(head.columns[0].width_mm, abs=14)


def test_what_was_written_about_the_whole_stands_in_its_form_only():
    sections = make_snapshot().sections | {"project_content": "全年分三批实施。"}
    snapshot = make_snapshot(
        scheme=make_scheme("sichuan-project"), project_scheme=make_scheme("sichuan-project"), sections=sections
    )

    whole, project, *_ = map(form_texts, subjects(snapshot))

    assert (whole["project_content"], whole["problems"]) == ("全年分三批实施。", "群众办事等候时间较长")
    assert not {"project_content", "problems"} & set(project)


def test_texts_that_are_no_chapter_of_the_report_stay_inside():
    sections = make_snapshot().sections | {"remark": "内部备注"}

    [whole, *_] = subjects(make_snapshot(scheme=make_scheme("hubei-project"), sections=sections))

    assert "remark" not in form_texts(whole)


def test_unscored_form_has_no_conclusion_yet():
    snapshot = make_snapshot(scheme=make_scheme("sichuan-project"), raw_total=None, total=None, grade="")

    _, indicators = compose(snapshot).annexes[0].blocks

    assert ["评价结论", ""] in cells_of(indicators.rows)


@pytest.mark.parametrize("name", ["sichuan-project", "hubei-project"])
def test_workbook_and_report_say_the_same(name):
    snapshot = make_snapshot(scheme=make_scheme(name), project_scheme=make_scheme(name))

    assert [table.facts.texts for table in tables_of(snapshot)] == list(map(form_texts, subjects(snapshot)))


def test_words_run_down_beside_all_indicators_and_end_before_the_total():
    _, indicators = make_whole("hunan")

    first, *_, total = indicators.rows
    assert (first.cells[0].text, first.cells[0].rowspan) == ("绩效指标", len(indicators.rows) - 1)
    assert (total.cells[0].text, total.cells[0].colspan) == ("总分", 6)


@pytest.mark.parametrize("name", ["hunan", "national-project", "national-project-cost"])
def test_words_beside_take_their_room_from_the_other_columns(name):
    _, indicators = make_whole(name)

    assert [column.title for column in indicators.columns][:2] == ["", "一级指标"]
    assert indicators.width_mm == pytest.approx(float(preset(name).form.width))
    assert indicators.width_mm <= TEXT_WIDTH_MM[preset(name).form.orientation]


def test_without_indicators_there_is_nothing_to_stand_beside():
    snapshot = make_snapshot(scheme=make_scheme("hunan"), indicators=())

    _, indicators = compose(snapshot).annexes[0].blocks

    assert [row.cells[0].text for row in indicators.rows] == ["总分"]


def test_form_without_such_words_has_no_such_column():
    _, indicators = make_whole("donghu")

    assert indicators.columns[0].title == "一级指标"


def test_title_of_the_goal_stays_with_the_goal():
    head, _ = make_form("national-project")

    *_, title, goal = head.rows
    assert (title.cells[0].text, title.is_kept, goal.is_kept) == ("年度总体目标", True, False)


def test_several_reasons_stand_below_each_other():
    snapshot = make_snapshot(scheme=make_scheme("hubei-project"))
    named = {"新建管理制度项数": "制度年底才印发。", "居民满意度": "排队较长。"}

    def explain(node):
        return replace(node, reason=named.get(node.name, ""), measure="", actual=Decimal(1))

    [whole, *_] = subjects(with_nodes(snapshot, explain))

    assert form_texts(whole)["reasons"] == "新建管理制度项数：制度年底才印发。\n居民满意度：排队较长。"
    assert form_texts(whole)["measures"] == ""
