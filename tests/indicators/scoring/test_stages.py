from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring import (
    DEFAULT,
    Cap,
    Measurement,
    Node,
    Overfulfilment,
    differences,
    problems_of,
    score_tree,
    stage_tree,
)


def leaf(key, points="40", actual="100", **fields):
    measurement = Measurement("positive", Decimal(points), Decimal(100), actual and Decimal(actual))
    return Node(key, Decimal(points), measurement=measurement, key=key, **fields)


def tree(*leaves):
    branch = Node("产出指标", sum(node.points for node in leaves), tuple(leaves), key="产出指标")
    return Node("总分", branch.points, (branch,))


THREE = tree(leaf("甲", "40"), leaf("乙", "40", "90"), leaf("丙", "20"))


def decimals_of(**given):
    return {key: Decimal(points) for key, points in given.items()}


def test_a_leaf_that_the_stage_did_not_score_keeps_its_self_score():
    own = score_tree(THREE)

    stage = stage_tree(own, decimals_of(甲="30"))

    assert (own.total, stage.total, stage.grade) == (Decimal("96.00"), Decimal("86.00"), "良")
    assert [node.score for node in stage.root.leaves()] == [30, 36, 20]


def test_without_any_points_the_stage_agrees():
    own = score_tree(THREE)

    assert stage_tree(own, {}) == own


def test_the_self_scored_tree_stays_as_it_is():
    own = score_tree(THREE)
    before = [node.score for node in own.root.walk()]

    stage_tree(own, decimals_of(甲="0"))

    assert [node.score for node in own.root.walk()] == before


def test_every_branch_is_the_sum_of_what_the_stage_says():
    stage = stage_tree(score_tree(THREE), decimals_of(甲="30", 丙="19.5"))

    assert stage.root.score == stage.root.children[0].score == Decimal("85.50")
    assert stage.raw_total == Decimal("85.50")


def test_what_does_not_apply_is_redistributed_from_the_stage_points():
    own = score_tree(tree(leaf("甲"), leaf("乙"), leaf("丙", "20", is_applicable=False)))

    stage = stage_tree(own, decimals_of(甲="20", 丙="20"))

    assert [(line.title, line.before, line.after) for line in stage.lines] == [("不适用指标折算", 60, 75)]
    assert stage.total == 75


def test_a_cap_holds_the_stage_total_too():
    conventions = replace(DEFAULT, caps=(Cap(Decimal(0), Decimal(60), Decimal(80)),))
    funds = Node(
        "预算执行",
        Decimal(10),
        measurement=Measurement("execution", Decimal(10), Decimal(100), Decimal(50)),
        key="预算执行",
    )
    own = score_tree(Node("总分", Decimal(100), (funds, leaf("甲", "90"))), conventions)

    stage = stage_tree(own, decimals_of(甲="89"), conventions)

    assert (own.total, stage.raw_total, stage.total) == (80, 94, 80)


def test_a_deduction_for_a_low_target_stays():
    conventions = replace(DEFAULT, overfulfilment=Overfulfilment(Decimal(130), Decimal(10)))
    own = score_tree(tree(leaf("甲", "50", "200"), leaf("乙", "50")), conventions)

    stage = stage_tree(own, decimals_of(甲="45"), conventions)

    assert (own.total, stage.total) == (95, 90)


def test_a_stage_scores_what_the_unit_could_not():
    own = score_tree(tree(leaf("甲", "50", None), leaf("乙", "50")))

    stage = stage_tree(own, decimals_of(甲="40"))

    assert (own.total, stage.total) == (None, 90)


def test_differences_name_own_and_given_points():
    own = score_tree(tree(leaf("甲"), leaf("乙", "40", None), leaf("丙", "20", is_applicable=False)))

    found = list(differences(own, decimals_of(甲="30", 乙="10", 丙="5")))

    assert [(found.leaf.key, found.own, found.given, found.amount) for found in found] == [
        ("甲", 40, 30, -10),
        ("乙", None, 10, None),
    ]


@pytest.mark.parametrize(
    ("points", "reason", "changed", "fields"),
    [
        pytest.param(None, "", {}, [], id="nothing said"),
        pytest.param(None, "看法", {}, ["points"], id="a remark without points"),
        pytest.param("4.8", "", {}, [], id="agrees"),
        pytest.param("0", "没有台账", {}, [], id="nothing earned"),
        pytest.param("5", "补充了材料", {}, [], id="all points"),
        pytest.param("5.01", "多给", {}, ["points"], id="more than the points"),
        pytest.param("-0.01", "少给", {}, ["points"], id="less than nothing"),
        pytest.param("NaN", "看法", {}, ["points"], id="no number"),
        pytest.param("6", "", {}, ["points", "reason"], id="all errors at once"),
        pytest.param("4.79", "", {}, ["reason"], id="differs without a reason"),
        pytest.param("4.79", "  ", {}, ["reason"], id="a blank is no reason"),
        pytest.param("4.3", "", {"tolerance": "0.5"}, [], id="differs by the tolerance"),
        pytest.param("4.29", "", {"tolerance": "0.5"}, ["reason"], id="differs by more than the tolerance"),
        pytest.param("4.75", "抽查有误", {"decimals": 1}, ["points"], id="more decimals than the scheme has"),
        pytest.param("4.7", "抽查有误", {"decimals": 1}, [], id="the scheme's decimals"),
        pytest.param("4", "", {"own": None}, ["reason"], id="no self score"),
    ],
)
def test_what_a_stage_says_is_checked(points, reason, changed, fields):
    values = {"own": Decimal("4.8"), "decimals": 2, "tolerance": Decimal(0)} | changed
    values["tolerance"] = Decimal(values["tolerance"])

    found = problems_of(points and Decimal(points), reason, points=Decimal(5), **values)

    assert [problem.path for problem in found] == fields
    assert all("请" in problem.message for problem in found)


@given(st.lists(st.decimals(0, 20, places=2), min_size=5, max_size=5))
def test_the_stage_total_is_the_sum_of_its_points(points):
    own = score_tree(tree(*(leaf(str(number), "20") for number in range(5))))

    stage = stage_tree(own, {str(number): given for number, given in enumerate(points)})

    assert stage.total == sum(points)
