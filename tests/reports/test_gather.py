from decimal import Decimal

import pytest

from departments.models import Authority, Citation, Duty
from indicators.models import Indicator, Survey
from indicators.services import rescore
from reports.gather import gather
from reports.models import Measure, Problem, Section
from reports.snapshot import from_json, to_json
from tests.factories import make_evaluation

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


def add_leaf(evaluation, name="办结率", branch="质量指标", **fields):
    parent = evaluation.indicators.get(name=branch)
    values = {"rule": "positive", "points": "5", "target": "100", "actual": "96", "unit": "%"} | fields
    return Indicator.objects.create(evaluation=evaluation, parent=parent, name=name, is_leaf=True, **values)


def leaf(snapshot, name):
    return next(found for found in snapshot.leaves() if found.name == name)


def execute(evaluation, initial, executed):
    evaluation.budget_lines.filter(category="basic").update(initial=initial, executed=executed)
    evaluation.budget_lines.filter(category="project").update(initial=0, executed=0)


def test_a_fresh_evaluation_has_the_schemes_tree_and_no_score(evaluation):
    snapshot = gather(evaluation)

    assert [root.name for root in snapshot.indicators] == ["预算执行", "产出指标", "效益指标", "满意度指标"]
    assert (snapshot.total, snapshot.grade) == (None, "")


def test_a_leaf_carries_its_score_and_how_it_came_about(evaluation):
    add_leaf(evaluation)

    found = leaf(gather(evaluation), "办结率")

    assert found.path == ("产出指标", "质量指标", "办结率")
    assert found.score == Decimal("4.80")
    assert "96" in found.explanation["sentence"]


def test_an_adjusted_target_and_points_count(evaluation):
    add_leaf(evaluation, adjusted_target="96", adjusted_points="4", adjustment_document="调整批复1号")

    found = leaf(gather(evaluation), "办结率")

    assert (found.points, found.target, found.score) == (4, 96, 4)
    assert (found.approved_points, found.approved_target) == (5, 100)


def test_the_execution_block_is_scored_from_the_budget(evaluation):
    execute(evaluation, Decimal(1500000), Decimal(1252500))

    found = leaf(gather(evaluation), "预算执行")

    assert (found.target, found.actual, found.unit, found.score) == (150, Decimal("125.25"), "万元", Decimal("8.35"))


def test_branches_add_up_their_leaves(evaluation):
    add_leaf(evaluation, "甲", points="2.5", actual="100")
    add_leaf(evaluation, "乙", points="12.5", actual="100")

    output = next(root for root in gather(evaluation).indicators if root.name == "产出指标")

    assert output.children[1].score == 15
    assert output.score is None


def test_everything_else_is_there(evaluation):
    row = add_leaf(evaluation, "满意度", "满意度指标")
    Survey.objects.create(indicator=row, sample=200, valid_replies=190)
    problem = Problem.objects.create(evaluation=evaluation, title="进度告知不够", text="原因")
    problem.indicators.add(row)
    Measure.objects.create(evaluation=evaluation, problem=problem, text="按周告知")
    Section.objects.create(evaluation=evaluation, key="preamble", text="前言")
    Duty.objects.create(evaluation=evaluation, title="统筹发展")
    authority = Authority.objects.create(title="办法", number="财〔2020〕1号")
    Citation.objects.create(evaluation=evaluation, authority=authority)

    snapshot = gather(evaluation)

    assert leaf(snapshot, "满意度").survey.valid_replies == 190
    assert snapshot.problems[0].indicators == (("满意度指标", "满意度"),)
    assert snapshot.problems[0].measures[0].text == "按周告知"
    assert snapshot.sections == {"preamble": "前言"}
    assert snapshot.duties[0].title == "统筹发展"
    assert snapshot.authorities[0].number == "财〔2020〕1号"


def test_a_snapshot_survives_json(evaluation):
    add_leaf(evaluation)
    execute(evaluation, Decimal(3), Decimal(1))
    snapshot = gather(evaluation)

    assert from_json(to_json(snapshot)) == snapshot


@pytest.mark.parametrize("leaves", [1, 12])
def test_the_number_of_queries_does_not_grow(evaluation, leaves, django_assert_num_queries):
    for number in range(leaves):
        row = add_leaf(evaluation, f"指标{number}", points="0.5")
        Survey.objects.create(indicator=row)
        Problem.objects.create(evaluation=evaluation, title=f"问题{number}", text="原因").indicators.add(row)
    evaluation = type(evaluation).objects.select_related("department", "cycle", "scorecard__scheme").get()

    with django_assert_num_queries(24):
        gather(evaluation)


def test_rescoring_stores_what_the_snapshot_says(evaluation):
    row = add_leaf(evaluation)

    rescore(evaluation)

    row.refresh_from_db()
    assert row.score == leaf(gather(evaluation), "办结率").score
