"""The published report is read: every figure that its facts list, each at its line."""

from decimal import Decimal

import pytest

from reports.reader.reading import read
from reports.reader.snapshots import to_snapshot
from tests.reports.reader.seed import needs_seed, seed_facts, seed_text

pytestmark = needs_seed


@pytest.fixture(scope="module")
def original():
    return read(seed_text())


def test_all_indicators_are_read_with_points_and_scores(original):
    wanted = [
        (tuple(fact["path"]), Decimal(fact["points"]), Decimal(fact["score"]), fact.get("inferred", False))
        for fact in seed_facts()["indicators"]
    ]

    assert [(leaf.path, leaf.points, leaf.score, leaf.inferred) for leaf in original.indicators] == wanted
    assert len(wanted) == 18


def test_every_indicator_and_score_has_its_line(original):
    for leaf in original.indicators:
        first = leaf.name[:4]
        assert first in original.line(leaf.line)
        assert f"得{leaf.score.normalize():f}分" in original.line(leaf.score_line)


def test_branches_are_read_with_their_points(original):
    facts = seed_facts()
    wanted = facts["level_two_points"] | {"产出指标": "40", "效益指标": "40", "满意度指标": "10"}
    read_points = {branch.path[-1]: branch.points for branch in original.branches}
    read_points |= {leaf.path[1]: leaf.points for leaf in original.indicators if leaf.path[2] is None}

    assert read_points == {name: Decimal(points) for name, points in wanted.items()}


def test_execution_block_is_read(original):
    block = original.execution

    assert (block.points, block.score, block.line, block.score_line) == (Decimal(10), Decimal(10), 59, 60)


def test_header_is_read_with_what_is_left_open(original):
    assert {fact.name: fact.text for fact in original.header} == seed_facts()["header"]
    assert original.publisher.text == "东湖区墩子塘街道"


def test_both_totals_and_the_grade_are_read(original):
    assert [(total.number, total.line) for total in original.totals] == [(Decimal(94), 45), (Decimal(96), 122)]
    assert [grade.text for grade in original.grades] == ["优"]


@pytest.mark.parametrize(
    ("category", "column", "wan", "line"),
    [
        pytest.param("total", "initial", "1868.17", 60, id="年初预算"),
        pytest.param("total", "adjusted", "1868.17", 47, id="预算数"),
        pytest.param("total", "executed", "1868.17", 47, id="全年执行"),
        pytest.param("income", "executed", "1868.17", 91, id="收入"),
        pytest.param("operating", "adjusted", "0", 48, id="公用经费预算"),
        pytest.param("operating", "executed", "0", 48, id="公用经费执行"),
        pytest.param("three_public", "initial", "0", 61, id="三公预算"),
        pytest.param("three_public", "executed", "0", 49, id="三公执行"),
        pytest.param("abroad", "executed", "0", 62, id="因公出国（境）"),
        pytest.param("reception", "executed", "0", 63, id="公务接待"),
        pytest.param("vehicle_running", "executed", "0", 64, id="公务用车运行维护"),
        pytest.param("carryover", "executed", "0", 52, id="结转结余"),
    ],
)
def test_budget_figure_is_read(original, category, column, wan, line):
    amount = original.amount(category, column)

    assert (amount.amount, amount.line) == (Decimal(wan) * 10000, line)
    assert original.line(line)[amount.start : amount.end] == amount.text


def test_ratios_are_read_as_they_are_printed(original):
    printed = {
        ratio.name: ratio.percent for ratio in original.ratios if ratio.denominator_name and ratio.unit == "万元"
    }

    assert printed == {
        "预算完成率": 100,
        "公用经费控制率": 100,
        "三公经费控制率": 0,
        "支付进度率": 100,
        "结转结余率": 0,
    }


def test_unit_year_and_staff_are_read_and_a_missing_title_is_not_guessed(original):
    assert original.department.text == "东湖区公园街道办事处"
    assert original.year.number == 2022
    assert [(fact.name, fact.number) for fact in original.staffing[:2]] == [("quota", 37), ("actual", 30)]
    assert original.title is None
    assert "没有读到标题。" in [doubt.message for doubt in original.doubts]


def test_problems_and_measures_are_read(original):
    assert [item.line for item in original.problems] == [114, 116]
    assert [(item.title, item.line) for item in original.measures] == [("以最大的力度推进发展提升", 119)]


def test_snapshot_has_the_tree_with_sums_and_lines_as_keys(original):
    snapshot = to_snapshot(original)

    assert sum(leaf.score for leaf in snapshot.leaves()) == 96
    assert [root.points for root in snapshot.indicators] == [10, 40, 40, 10]
    assert all(leaf.name[:4] in original.line(leaf.pk) for leaf in snapshot.leaves() if leaf.rule != "execution")
