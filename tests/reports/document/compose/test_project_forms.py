"""项目支出绩效自评表: one official form for each project, in the layout of its scheme."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.checks.edits import without_projects
from reports.document.compose import compose
from reports.snapshot import FundFacts
from tests.reports.document.compose.plain_text import text_of
from tests.reports.snapshots import make_scheme, make_snapshot


def forms_of(snapshot):
    return [annex for annex in compose(snapshot).annexes if annex.title.startswith(("项目支出", "部门预算项目"))]


def head_of(snapshot):
    return cells_of(forms_of(snapshot)[0].blocks[0])


def cells_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def with_first(snapshot, **changes):
    first, *others = snapshot.projects
    return replace(snapshot, projects=(replace(first, **changes), *others))


def test_each_project_has_a_form_of_its_own():
    assert [form.title for form in forms_of(make_snapshot())] == [
        "项目支出绩效自评表（社区微改造）",
        "项目支出绩效自评表（便民服务）",
    ]


def test_round_without_projects_has_none():
    assert not forms_of(without_projects(make_snapshot()))


def test_form_of_the_ministry_is_laid_out_as_published():
    form = forms_of(make_snapshot())[0]

    assert form.orientation == "portrait"
    assert cells_of(form.blocks[0]) == [
        ["项目名称", "社区微改造"],
        ["主管部门", "南昌市东湖区公园街道办事处", "实施单位", "南昌市东湖区公园街道办事处"],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "500.00", "500.00", "500.00", "10", "100%", "10.00"],
        ["其中：当年财政拨款", "500.00", "500.00", "500.00", "—", "100%", "—"],
        ["上年结转资金", "—", "—", "—", "—", "—", "—"],
        ["其他资金", "—", "—", "—", "—", "—", "—"],
        ["年度总体目标", "预期目标", "实际完成情况"],
        ["按计划完成社区微改造各项任务。", "社区微改造各项任务年内完成并通过验收。"],
    ]


def test_form_ends_with_total_and_grade_of_the_project():
    snapshot = with_first(make_snapshot(), total=Decimal("85.50"), grade="良")

    first, second = (cells_of(form.blocks[1])[-1] for form in forms_of(snapshot))

    assert first == ["总分", "100", "85.50", "等级：良"]
    assert second == ["总分", "100", "96.00", "等级：优"]


def test_execution_stands_among_the_funds_only():
    assert "预算执行\n（10分）" not in [row[0] for row in cells_of(forms_of(make_snapshot())[0].blocks[1])]


def test_reasons_about_the_money_stand_below_the_funds():
    rows = head_of(with_first(make_snapshot(), adjustment_reason="年中追加。", execution_reason="尾款未付。"))

    assert ["预算调整原因", "年中追加。"] in rows
    assert ["预算执行偏差原因及改进措施", "尾款未付。"] in rows


def test_form_of_hubei_has_its_own_columns_and_one_row_of_funds():
    snapshot = with_first(
        make_snapshot(project_scheme=make_scheme("hubei-project")),
        funds=(FundFacts("total", "年度财政资金总额", *[Decimal(5000000)] * 3),),
    )

    rows = head_of(snapshot)

    assert rows[0] == ["单位名称", "南昌市东湖区公园街道办事处", "填报日期", "2023年5月18日"]
    assert rows[2] == ["项目类别", "", "项目属性", "", "项目类型", ""]
    assert rows[3] == [
        "预算执行情况（万元）",
        "预算数（A）",
        "执行数（B）",
        "执行率（B÷A）",
        "分值",
        "得分（分值×执行率）",
    ]
    assert rows[4] == ["年度财政资金总额", "500.00", "500.00", "100%", "10", "10.00"]
    assert forms_of(snapshot)[0].blocks[1].note.startswith("注：1.预算数为")


def test_form_of_sichuan_gives_the_reason_beside_the_money():
    snapshot = with_first(make_snapshot(project_scheme=make_scheme("sichuan-project")), execution_reason="尾款未付。")

    rows = head_of(snapshot)

    total = next(row for row in rows if row[0] == "总额")
    assert total[-1] == "尾款未付。"
    assert ["预算执行偏差原因及改进措施", "尾款未付。"] not in rows


@pytest.mark.parametrize("name", ["national-project", "national-project-cost", "hubei-project", "sichuan-project"])
def test_every_scheme_of_projects_can_be_set_out(name):
    assert len(forms_of(make_snapshot(project_scheme=make_scheme(name)))) == 2


def test_scores_of_each_project_are_explained_in_the_appendix():
    tables = compose(make_snapshot()).annexes[-1].blocks

    assert [table.caption for table in tables] == ["", "项目：社区微改造", "项目：便民服务"]
    assert all(any(row.cells[0].text == "服务对象满意度" for row in table.rows) for table in tables[1:])


def test_budget_chapter_names_the_scores():
    text = text_of(compose(with_first(make_snapshot(), total=None, grade="")))

    assert "其中：“社区微改造”尚未完成评分；“便民服务”自评得96分，等级为“优”。" in text


def test_rate_is_by_the_budget_that_execution_is_scored_with():
    scheme = make_scheme()
    content = scheme.content.replace('execution_denominator = "year"', 'execution_denominator = "initial"')
    snapshot = make_snapshot(scheme=replace(scheme, content=content))
    lines = tuple(replace(line, initial=line.initial * 2 if line.initial else None) for line in snapshot.budget.lines)

    rows = cells_of(form_of_the_whole(replace(snapshot, budget=replace(snapshot.budget, lines=lines))).blocks[0])

    total = next(row for row in rows if row[0] == "年度资金总额")
    assert total[5] == "50%"


def form_of_the_whole(snapshot):
    return next(annex for annex in compose(snapshot).annexes if annex.title == "部门整体支出绩效自评表")
