from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.parts import PARTS
from reports.checks.edits import with_nodes
from reports.comparing import by_part, differences, values_of
from reports.snapshot import DutyFacts, EvidenceFacts, GoalFacts, MeasureFacts
from tests.reports.snapshots import change_leaf, make_snapshot

TITLES = {part.key: part.title for part in PARTS}


def told(before, after):
    return [(found.title, found.label, found.old, found.new) for found in differences(before, after)]


def test_two_equal_versions_do_not_differ():
    assert differences(make_snapshot(), make_snapshot()) == ()


def test_every_place_occurs_once():
    places = [value.place for value in values_of(make_snapshot())]

    assert len(places) == len(set(places)) > 200


def with_measure(snapshot, **changes):
    problem = snapshot.problems[0]
    return replace(snapshot, problems=(replace(problem, measures=(replace(problem.measures[0], **changes),)),))


def of_project(snapshot, **changes):
    return replace(snapshot, projects=(replace(snapshot.projects[0], **changes), *snapshot.projects[1:]))


def with_line(snapshot, **changes):
    lines = snapshot.budget.lines
    return replace(snapshot, budget=replace(snapshot.budget, lines=(replace(lines[0], **changes), *lines[1:])))


LEAF = "产出指标 › 数量指标 › 走访慰问困难家庭户数"
PROJECT = make_snapshot().projects[0].name


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda one: change_leaf(one, "走访慰问困难家庭户数", actual=Decimal("12.50")),
            [(LEAF, "实际完成值", "95", "12.5")],
            id="a figure",
        ),
        pytest.param(
            lambda one: change_leaf(one, "走访慰问困难家庭户数", is_applicable=False),
            [(LEAF, "参加考核", "是", "否")],
            id="a yes or no",
        ),
        pytest.param(
            lambda one: change_leaf(one, "走访慰问困难家庭户数", evidence=(EvidenceFacts("台账.pdf", "f" * 64),)),
            [(LEAF, "佐证材料", "", "台账.pdf"), (LEAF, "佐证材料", "走访慰问困难家庭户数汇总表.pdf", "")],
            id="a proof",
        ),
        pytest.param(
            lambda one: replace(one, goal=GoalFacts("兜牢底线。", one.goal.reached)),
            [("", "年度总体目标", "兜牢民生底线，改善社区环境。", "兜牢底线。")],
            id="a text",
        ),
        pytest.param(
            lambda one: replace(one, duties=(*one.duties, DutyFacts("优化营商环境", "走访企业。"))),
            [("部门职能", "列入", "", "优化营商环境"), ("部门职能“优化营商环境”", "内容", "", "走访企业。")],
            id="a new row",
        ),
        pytest.param(
            lambda one: replace(one, duties=one.duties[1:]),
            [
                ("部门职能", "列入", "加强党的建设", ""),
                ("部门职能“加强党的建设”", "内容", "落实基层党建工作责任制，组织辖区党员学习教育。", ""),
            ],
            id="a row less",
        ),
        pytest.param(
            lambda one: with_measure(one, office="财政所"),
            [("问题“群众办事等候时间较长”第1条措施", "责任机构", "公共服务办公室", "财政所")],
            id="who is responsible",
        ),
        pytest.param(
            lambda one: of_project(one, implementer="城建办"),
            [(f"项目“{PROJECT}”", "实施单位", "南昌市东湖区公园街道办事处", "城建办")],
            id="a fact of a project",
        ),
        pytest.param(
            lambda one: with_line(one, executed=Decimal("1000.10")),
            [("收入合计", "全年执行数", "18681700", "1000.1")],
            id="money",
        ),
        pytest.param(lambda one: replace(one, total=Decimal("95.00")), [("", "自评得分", "96", "95")], id="the total"),
        pytest.param(lambda one: replace(one, head="负责丙"), [("", "单位负责人", "负责乙", "负责丙")], id="a name"),
    ],
)
def test_difference_is_told_with_its_place_and_both_values(change, expected):
    before = make_snapshot()

    assert told(before, change(before)) == expected


def test_renamed_indicator_is_one_difference():
    before = make_snapshot()
    after = with_nodes(
        before, lambda node: replace(node, name="走访户数") if node.name == "走访慰问困难家庭户数" else node
    )

    assert [found.label for found in differences(before, after)] == ["名称"]


def test_differences_come_in_the_order_of_entry():
    before = make_snapshot()
    after = replace(with_measure(before, text="另一措施"), goal=GoalFacts("目标"), head="丙", sections={})

    parts = [part.title for part in by_part(differences(before, after), TITLES)]

    assert parts == ["报告文字", "目标与任务", "问题与改进", "填报信息"]


def test_two_rows_of_one_name_are_kept_apart():
    before = make_snapshot(duties=(DutyFacts("党建", "一"), DutyFacts("党建", "二")))
    after = make_snapshot(duties=(DutyFacts("党建", "一"), DutyFacts("党建", "三")))

    assert told(before, after) == [("部门职能“党建”", "内容", "二", "三")]


def test_second_measure_stands_for_itself():
    before = make_snapshot()
    problem = before.problems[0]
    after = replace(before, problems=(replace(problem, measures=(*problem.measures, MeasureFacts("增派人手。"))),))

    assert told(before, after) == [("问题“群众办事等候时间较长”第2条措施", "改进措施", "", "增派人手。")]


BOUND = "全年执行数{{ 全年执行数|万元:2 }}，得{{ 总得分 }}。"


def reaching(text, **changes):
    one = make_snapshot(**changes)
    return replace(one, goal=replace(one.goal, reached=text))


def test_bound_figures_are_told_in_words_with_their_names():
    [found] = differences(reaching("全年执行数。"), reaching(BOUND))

    assert found.new == "全年执行数1868.17万元，得96分。"
    assert [(run.side.value, run.text, run.name) for run in found.runs if run.name] == [
        ("new", "1868.17万元", "全年执行数"),
        ("new", "96分", "总得分"),
    ]


def test_text_whose_bound_figure_has_changed_differs_in_that_figure_alone():
    changed = reaching(BOUND, total=Decimal("95.00"))

    [found] = [one for one in differences(reaching(BOUND), changed) if one.label == "目标完成情况"]

    told = [(run.side.value, run.text, run.name) for run in found.runs if run.side.value != "both"]
    assert told == [("old", "96分", "总得分"), ("new", "95分", "总得分")]


def test_number_that_was_typed_and_is_bound_now_differs():
    [found] = differences(reaching("得96分。"), reaching("得{{ 总得分 }}。"))

    assert found.old == found.new == "得96分。"
    assert [run.name for run in found.runs if run.side.value == "new"] == ["总得分"]


def test_row_with_a_bound_name_keeps_its_place_when_the_figure_changes():
    duties = (DutyFacts("全年{{ 总得分 }}", "一"),)
    before, after = make_snapshot(duties=duties), make_snapshot(duties=duties, total=Decimal("95.00"))

    found = [one for one in differences(before, after) if one.place.part == "profile"]

    assert [(one.title, one.label, one.old, one.new) for one in found] == [("部门职能", "列入", "全年96分", "全年95分")]


def test_text_of_a_project_is_told_in_the_figures_of_the_project():
    before = make_snapshot()
    [found] = differences(before, of_project(before, implementer="得{{ 总得分 }}"))

    assert found.new == f"得{before.projects[0].total.normalize():f}分"
