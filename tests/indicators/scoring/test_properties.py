from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.scoring import (
    Conventions,
    Measurement,
    Node,
    Outcome,
    Redistribution,
    grade,
    redistributed,
    score,
    score_tree,
)
from perfeval.lib.decimals import apportion, round_half_up
from tests.indicators.scoring.arithmetic import recompute

BANDS = {"bands": [{"min": "90", "percent": 100}, {"min": "60", "percent": 50}, {"min": "0.5", "percent": 20}]}
RISING = {
    "positive": {},
    "positive_threshold": {},
    "equal": {},
    "execution": {},
    "bands": BANDS,
    "step_deduction": {"direction": "under", "deduction": "0.37"},
}
FALLING = {
    "reverse_ratio": {},
    "reverse_linear": {},
    "reverse_step": {"count": "started"},
    "step_deduction": {"deduction": "0.37"},
    "equal": {"strict": True},
    "interval": {"low": "0", "high": "50", "outside": "pro_rata"},
}

amounts = st.decimals(min_value=0, max_value=10**9, places=4)
some_points = st.decimals(min_value="0.01", max_value=100, places=2)
shares = st.decimals(min_value=0, max_value=150, places=3)


def scored(rule, points, target, actual, parameters):
    return score(Measurement(rule, points, target, actual, parameters=parameters), Conventions(zero_policy="zero"))


every_rule = pytest.mark.parametrize(("rule", "parameters"), [*RISING.items(), *FALLING.items()])


@every_rule
@given(points=some_points, target=amounts, actual=st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_score_lies_between_nothing_and_the_points(rule, parameters, points, target, actual):
    result = scored(rule, points, target, actual, parameters)

    assert result.outcome is Outcome.SCORED
    assert 0 <= result.score <= points
    assert result.score == round(result.score, 2)


@every_rule
@given(points=some_points, target=amounts, actual=amounts)
def test_numbers_of_the_explanation_recompute_to_the_score(rule, parameters, points, target, actual):
    result = scored(rule, points, target, actual, parameters)

    exact = recompute(result.explanation.formula)
    assert Fraction(int(exact * 100 + Fraction(1, 2)), 100) == Fraction(result.score)


@pytest.mark.parametrize(("rule", "parameters"), RISING.items())
@given(points=some_points, target=amounts, one=amounts, other=amounts)
def test_more_never_earns_less(rule, parameters, points, target, one, other):
    less, more = sorted((one, other))
    assume(rule != "execution" or target > 0)
    assume(rule != "equal" or target > 0)

    assert scored(rule, points, target, less, parameters).score <= scored(rule, points, target, more, parameters).score


@pytest.mark.parametrize(("rule", "parameters"), [pair for pair in FALLING.items() if pair[0] != "equal"])
@given(points=some_points, target=amounts, one=amounts, other=amounts)
def test_less_never_earns_less_where_less_is_better(rule, parameters, points, target, one, other):
    less, more = sorted((one, other))

    assert scored(rule, points, target, less, parameters).score >= scored(rule, points, target, more, parameters).score


@given(
    numerator=amounts,
    denominator=amounts,
    ratio=st.sampled_from(["在职人员控制率", "三公经费变动率", "支付进度率", "预算完成率", "结转结余率"]),
    points=some_points,
)
def test_ratios_recompute_from_their_two_figures(numerator, denominator, ratio, points):
    parameters = {"ratio": ratio, "numerator": numerator, "denominator": denominator}

    result = scored("formula", points, None, None, parameters)

    exact = recompute(result.explanation.formula)
    assert 0 <= result.score <= points
    assert Fraction(int(exact * 100 + Fraction(1, 2)), 100) == Fraction(result.score)


@st.composite
def trees(draw):
    """A tree of three levels whose points add to 100, with shares reached and leaves that do not apply."""
    blocks = apportion(Decimal(100), draw(st.lists(st.decimals(1, 50, places=1), min_size=1, max_size=4)))
    return Node("总分", Decimal(100), tuple(draw(subtrees(block)) for block in blocks))


@st.composite
def subtrees(draw, points):
    parts = apportion(points, draw(st.lists(st.decimals(1, 50, places=1), min_size=1, max_size=5)))
    return Node("一级", points, tuple(draw(leaves(part)) for part in parts))


@st.composite
def leaves(draw, points):
    measurement = Measurement("positive", points, Decimal(100), draw(shares))
    return Node("三级", points, measurement=measurement, is_applicable=draw(st.integers(0, 3)) > 0)


@given(root=trees(), decimals=st.sampled_from([1, 2]))
def test_in_the_raw_total_every_parent_is_the_sum_of_its_children(root, decimals):
    tree = score_tree(root, Conventions(decimals=decimals))

    for node in tree.root.walk():
        if node.children:
            assert node.subtotal == sum(child.subtotal for child in node.children)
    assert tree.root.subtotal == sum(leaf.subtotal for leaf in tree.root.leaves())


@given(root=trees())
def test_redistributed_points_add_up_to_100(root):
    tree = score_tree(root, Conventions(redistribution=Redistribution.PARENT))
    assume(tree.root.is_applicable)

    parts = redistributed(tree.root)

    assert sum(part.points for part in parts) == 100
    assert all(0 <= part.score <= part.points for part in parts)


@given(root=trees(), way=st.sampled_from(Redistribution))
def test_total_is_within_100_rounded_and_graded_as_printed(root, way):
    tree = score_tree(root, Conventions(redistribution=way))
    assume(tree.total is not None)

    assert 0 <= tree.total <= 100
    assert tree.grade == grade(Decimal(str(tree.total)))


@given(root=trees())
def test_each_line_starts_where_the_one_before_ended(root):
    tree = score_tree(root)
    assume(tree.total is not None)

    reached = tree.raw_total
    for line in tree.lines:
        assert line.before == reached
        reached = line.after
    assert tree.total == round_half_up(reached)


@given(total=amounts, weights=st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=12))
def test_apportioned_parts_add_up_and_stay_near_their_share(total, weights):
    assume(sum(weights) > 0)
    total = round_half_up(total)

    parts = apportion(total, weights)

    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < Decimal("0.0101")
