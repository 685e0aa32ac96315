"""Cases of single checks beyond their own examples."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from departments.figures import ProjectFigure
from departments.ratios import budget_ratios
from reports.checks import CHECKS
from reports.checks.edits import changing_budget, changing_leaf, changing_line, with_nodes, without_projects
from reports.checks.examples import underspent
from reports.checks.leaves import is_own, is_satisfaction, own_leaves
from reports.snapshot import AuthorityFacts, MeasureFacts, StaffingFacts
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import change_leaf, make_adjustment, make_budget, make_snapshot


def faults(identifier, snapshot):
    return list(CHECKS[identifier].function(snapshot, CONTEXT))


def is_in(group):
    return lambda leaf: group in leaf.path


@pytest.mark.parametrize(
    ("group", "name", "wanted"),
    [
        pytest.param("数量指标", "专项整治整改率", "质量指标或时效指标", id="rate under quantity"),
        pytest.param("数量指标", "验收合格率（%）", "质量指标或时效指标", id="rate with its unit"),
        pytest.param("质量指标", "民生资金发放及时率", "时效指标", id="timeliness under quality"),
        pytest.param("社会效益指标", "居民满意度", "满意度指标", id="satisfaction under benefit"),
        pytest.param("质量指标", "验收合格率", "", id="rate under quality"),
        pytest.param("数量指标", "出勤率统计次数", "", id="a count with a rate in its name"),
    ],
)
def test_group_that_an_indicator_belongs_to(group, name, wanted):
    snapshot = changing_leaf(is_in(group), name=name)(make_snapshot())

    assert [fault.expected for fault in faults("Q03", snapshot)] == [wanted] * bool(wanted)


def test_satisfaction_may_stand_anywhere_where_it_has_no_block_of_its_own():
    snapshot = changing_leaf(is_in("社会效益指标"), name="居民满意度")(make_snapshot())
    undivided = replace(snapshot, indicators=snapshot.indicators[:-1])

    assert faults("Q03", snapshot)
    assert not faults("Q03", undivided)


@pytest.mark.parametrize(
    ("name", "is_slogan"),
    [
        pytest.param("坚决打赢“蓝天保卫战”", True, id="slogan"),
        pytest.param("开展矛盾排查工作", True, id="activity"),
        pytest.param("招商引资落实情况", False, id="a state of things"),
        pytest.param("开展走访户数", False, id="a count"),
        pytest.param("落实资金到位率", False, id="a rate"),
        pytest.param("社会影响力", False, id="a quality"),
    ],
)
def test_slogans_and_activities_are_told_from_indicators(name, is_slogan):
    assert bool(faults("Q04", changing_leaf(is_own, name=name)(make_snapshot()))) is is_slogan


def test_branch_whose_points_nobody_was_given_is_named():
    snapshot = with_nodes(make_snapshot(), lambda node: replace(node, children=()) if node.name == "成本指标" else node)

    assert [(fault.label, fault.expected, fault.actual) for fault in faults("A01", snapshot)] == [
        ("成本指标", "5", "0")
    ]


def test_points_of_level_one_have_to_reach_a_hundred():
    snapshot = make_snapshot()

    (fault,) = faults("A01", replace(snapshot, indicators=snapshot.indicators[:-1]))

    assert (fault.expected, fault.actual) == ("100", "90")


def test_sum_is_not_compared_while_a_score_is_missing():
    snapshot = changing_leaf(is_own, score=None)(make_snapshot())

    assert faults("A02", snapshot) == []


def test_unfinished_setting_is_explained_by_the_rule():
    snapshot = change_leaf(make_snapshot(), "居民满意度", score=None, parameters={"bands": "坏"})

    (fault,) = faults("C03", snapshot)

    assert fault.message.startswith("指标“居民满意度”没有得分：")


def test_every_empty_field_is_named_with_its_place():
    snapshot = changing_line("reception", initial=None, executed=None)(make_snapshot())

    assert [(fault.field, fault.row) for fault in faults("C01-control", snapshot)] == [
        ("initial", "reception"),
        ("executed", "reception"),
    ]


def test_staff_that_was_not_counted_is_named_field_by_field():
    assert len(faults("C01-staffing", make_snapshot(staffing=StaffingFacts()))) == 9


def test_tasks_and_management_that_were_never_entered_are_named():
    assert [fault.field for fault in faults("C01-tasks", make_snapshot(tasks=()))] == ["tasks"]
    assert len(faults("C01-management", make_snapshot(management=()))) == 1


def test_decrease_below_zero_is_refused():
    snapshot = changing_line("project", adjusted=Decimal(-1))(make_snapshot())

    assert [fault.row for fault in faults("A08-adjustments", snapshot)] == ["project"]


def test_restructuring_between_two_natures_is_possible():
    moved = make_adjustment(kind="restructure", target_nature="basic")

    assert faults("A08-adjustments", make_snapshot(budget=make_budget(adjustments=(moved,)))) == []


def test_project_that_is_half_entered_is_not_summed():
    half = ProjectFigure("社区微改造", Decimal(1), None, None, is_key=True)
    snapshot = without_projects(changing_budget(projects=(half,))(make_snapshot()))

    assert [fault.field for fault in faults("A08-unlisted", snapshot)] == ["initial"]
    assert faults("A08-projects", snapshot) == []


def test_spending_without_a_budget_names_the_rate():
    budget = changing_line("operating", initial=Decimal(0), adjusted=Decimal(0), executed=Decimal(500))(make_snapshot())

    assert [fault.label for fault in faults("A12", budget)] == ["公用经费控制率"]


@pytest.mark.parametrize(
    ("share", "identifiers"),
    [
        pytest.param("0.95", {"A20"}, id="nearly all spent"),
        pytest.param("0.90", {"A20"}, id="exactly at the limit"),
        pytest.param("0.8999", {"A20", "T05"}, id="just below the limit"),
    ],
)
def test_low_execution_is_a_matter_of_the_limit(share, identifiers):
    snapshot = underspent(make_snapshot(), Decimal(share))

    assert {name for name in ("A20", "T05") if faults(name, snapshot)} == identifiers


def test_money_spent_twice_is_found_in_the_scored_block():
    snapshot = changing_leaf(lambda leaf: leaf.rule == "execution", actual=Decimal(1500))(make_snapshot())

    (fault,) = faults("A07", snapshot)

    assert (fault.expected, fault.actual) == ("1868.17", "1500")


@pytest.mark.parametrize(
    ("facts", "is_valid"),
    [
        pytest.param({}, True, id="no years registered"),
        pytest.param({"valid_from": 2022}, True, id="from this year on"),
        pytest.param({"valid_from": 2023}, False, id="not yet"),
        pytest.param({"valid_until": 2021}, False, id="no longer"),
    ],
)
def test_authorities_hold_for_their_years(facts, is_valid):
    authority = AuthorityFacts("办法", "东财绩〔2020〕3号", **facts)

    assert (faults("K12", make_snapshot(authorities=(authority,))) == []) is is_valid


@pytest.mark.parametrize(
    ("number", "is_well_formed"),
    [
        pytest.param("东财绩〔2020〕3号", True, id="official form"),
        pytest.param("", True, id="no number"),
        pytest.param("东财绩[2020]3号", False, id="square brackets"),
        pytest.param("东财绩〔2020〕03号", False, id="leading zero"),
        pytest.param("东财绩〔2020〕第3号", False, id="第"),
        pytest.param("东办发〔2019〕23 号", False, id="space"),
    ],
)
def test_document_numbers(number, is_well_formed):
    snapshot = make_snapshot(authorities=(AuthorityFacts("办法", number),))

    assert (faults("T09", snapshot) == []) is is_well_formed


def test_measure_without_office_or_deadline_is_incomplete():
    snapshot = make_snapshot()
    problem = replace(snapshot.problems[0], measures=(MeasureFacts("整改", office="党政办公室"),))

    assert len(faults("C07", replace(snapshot, problems=(problem,)))) == 1


def test_lost_points_without_measure_are_named():
    snapshot = changing_leaf(is_satisfaction, measure="")(make_snapshot())

    assert [fault.field for fault in faults("T01", snapshot)] == ["measure"]


def test_budget_without_ratios_is_not_judged():
    snapshot = replace(make_snapshot(), ratios=())

    assert [name for name in ("A12", "A13", "A20", "T04", "T05") if faults(name, snapshot)] == []


def test_survey_after_the_report_is_questioned():
    snapshot = make_snapshot()
    leaf = next(filter(is_satisfaction, own_leaves(snapshot)))
    late = replace(leaf.survey, ends_on=date(2023, 6, 1))

    assert len(faults("K02-survey", changing_leaf(is_satisfaction, survey=late)(snapshot))) == 1


def test_ratios_of_the_sample_follow_from_its_budget():
    assert make_snapshot().ratios == budget_ratios(make_snapshot().budget)


def test_no_grade_is_expected_of_points_that_do_not_add_up():
    snapshot = replace(make_snapshot(), grade="")
    assert [fault.expected for fault in faults("A15", snapshot)] == ["优"]

    assert faults("A15", changing_leaf(is_own, points=Decimal("10.55"))(snapshot)) == []
