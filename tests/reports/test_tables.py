"""The official tables hold what the snapshot says, and score to the same totals."""

from decimal import Decimal

import pytest

from indicators.scoring import score_tree
from reports.figures import filled
from reports.gather import gather
from reports.tables import tables_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(stage):
    return gather(stage.evaluation)


def scored(table):
    return score_tree(table.facts.tree, table.scheme.conventions, table.facts.deductions)


def test_there_is_a_table_for_the_whole_and_one_for_each_project(snapshot):
    tables = tables_of(snapshot)

    assert [table.scheme.kind for table in tables] == ["整体", *["项目"] * len(snapshot.projects)]
    assert [table.facts.stem for table in tables] == ["", *(f"项目{n}" for n in range(1, len(tables)))]


def test_each_table_scores_to_the_total_of_the_snapshot(snapshot):
    results = [scored(table) for table in tables_of(snapshot)]

    expected = [(snapshot.total, snapshot.grade), *((project.total, project.grade) for project in snapshot.projects)]
    assert [(result.total, result.grade) for result in results] == expected
    assert expected[0] == (Decimal("96.00"), "优")


def test_every_indicator_keeps_its_score_and_explanation(snapshot):
    [whole, *_] = tables_of(snapshot)

    found = {leaf.key: leaf for leaf in scored(whole).root.leaves()}

    for leaf in snapshot.leaves():
        assert found[str(leaf.pk)].score == leaf.score
        assert found[str(leaf.pk)].result.explanation.as_json() == leaf.explanation


def test_head_goal_and_signatures_are_those_of_the_unit(snapshot):
    facts = tables_of(snapshot, "草稿")[0].facts

    assert facts.header["部门（单位）名称"] == snapshot.department.name == facts.publisher
    goal = filled(snapshot).goal
    assert facts.goal == {"expected": goal.expected, "reached": goal.reached}
    assert "{{" in snapshot.goal.reached
    assert facts.footer == {"填报人": snapshot.filled_by, "单位负责人": snapshot.head}
    assert facts.mark == "草稿"


def test_amounts_are_in_ten_thousands_and_those_of_the_execution_block(snapshot):
    facts = tables_of(snapshot)[0].facts

    total = next(fund for fund in facts.funds if fund.key == "total")
    execution = facts.tree.children[0].measurement
    assert total.adjusted == snapshot.budget.total.adjusted / 10000
    assert (total.adjusted, total.executed) == (execution.target, execution.actual)


def test_awarded_points_are_printed_as_their_grade_and_reasons_as_deviation(snapshot):
    facts = tables_of(snapshot)[0].facts

    judged = next(leaf for leaf in snapshot.leaves() if leaf.rule == "qualitative")
    short = next(leaf for leaf in snapshot.leaves() if leaf.reason)
    assert "达成" in facts.display(str(judged.pk)).actual_text
    assert facts.display(str(short.pk)).deviation.startswith(short.reason)


def test_what_is_said_of_indicators_and_problems_fills_the_free_texts(snapshot):
    texts = tables_of(snapshot)[0].facts.texts

    assert "自评得分96分" in texts["conclusion"]
    assert snapshot.problems[0].title in texts["problems"]
    assert all(leaf.reason in texts["reasons"] for leaf in snapshot.leaves())
