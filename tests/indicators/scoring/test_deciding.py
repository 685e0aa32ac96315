from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.scoring import Conventions, Explanation, Mode, Node, Outcome, Overfulfilment, score, score_tree
from tests.indicators.scoring.cases import measure

MEASURED = measure("positive", "10", "100", "80")
LOCKED, EDITABLE, MANUAL = (Conventions(mode=mode) for mode in (Mode.LOCKED, Mode.EDITABLE, Mode.MANUAL))


def own(value, reason="现场核实后自行下调", measurement=MEASURED):
    return replace(measurement, own_score=None if value is None else Decimal(value), own_reason=reason)


@pytest.mark.parametrize(
    ("conventions", "given", "expected"),
    [
        pytest.param(LOCKED, own("3"), "8.00", id="locked ignores it"),
        pytest.param(EDITABLE, own("3"), "3.00", id="editable takes it"),
        pytest.param(EDITABLE, own(None, ""), "8.00", id="editable computes without it"),
        pytest.param(EDITABLE, own("0"), "0.00", id="nothing is a score"),
        pytest.param(EDITABLE, own("10"), "10.00", id="all points"),
        pytest.param(EDITABLE, own("2.340"), "2.34", id="zeros at the end are no decimals"),
        pytest.param(MANUAL, own("7.5"), "7.50", id="manual takes it"),
    ],
)
def test_scheme_says_whose_score_counts(conventions, given, expected):
    assert score(given, conventions).score == Decimal(expected)


@pytest.mark.parametrize(("value", "decimals"), [("2.345", 2), ("9.95", 1)])
def test_own_score_with_more_decimals_than_the_scheme_is_refused_not_rounded(value, decimals):
    result = score(own(value), replace(EDITABLE, decimals=decimals))

    [problem] = result.problems
    assert (result.score, problem.path) == (None, "own_score")
    assert problem.message == f"自定得分 {value} 应当最多有 {decimals} 位小数，请改正。"


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        pytest.param(own("10.01"), ["own_score"], id="above the points"),
        pytest.param(own("-0.01"), ["own_score"], id="below nothing"),
        pytest.param(own("NaN"), ["own_score"], id="no number"),
        pytest.param(own("8", " "), ["own_reason"], id="no reason"),
        pytest.param(own("11", ""), ["own_score", "own_reason"], id="both at once"),
    ],
)
def test_own_score_without_reason_or_outside_the_points_is_refused(given, paths):
    result = score(given, EDITABLE)

    assert (result.outcome, result.score) == (Outcome.INVALID, None)
    assert [problem.path for problem in result.problems] == paths


def test_manual_scheme_waits_for_a_person():
    result = score(MEASURED, MANUAL)

    assert (result.outcome, result.score) == (Outcome.MANUAL, None)
    assert "请填写自定得分和理由" in result.explanation.sentence


UNFINISHED = {
    "no actual": (measure("positive", "10", "100"), "尚未填写实际值"),
    "no target": (measure("positive", "10", None, "5"), "尚未设定目标值"),
    "neither": (measure("positive", "10"), "尚未设定目标值"),
    "an open item": (measure("checklist", "10", items=[{"name": "制度"}]), "制度"),
    "no numerator": (measure("formula", "10", denominator=1), "尚未填写分子"),
    "ratio without a target": (measure("formula", "10", ratio="重点支出安排率", numerator=1, denominator=2), "目标值"),
    "0/0 left to a person": (measure("formula", "10", numerator=0, denominator=0, zero_policy="manual"), "均为 0"),
}


@pytest.mark.parametrize(("unfinished", "lack"), UNFINISHED.values(), ids=UNFINISHED)
def test_where_a_person_says_every_score_nothing_else_has_to_be_there(unfinished, lack):
    result = score(own("5", measurement=unfinished), MANUAL)

    assert (result.outcome, result.score, result.problems) == (Outcome.SCORED, Decimal("5.00"), ())
    assert (result.explanation.formula, result.explanation.computed) == ("", "")
    assert lack in result.explanation.sentence
    assert result.explanation.sentence.endswith("；自定得分5.00分，理由：现场核实后自行下调")


@pytest.mark.parametrize("unfinished", [row[0] for row in UNFINISHED.values()], ids=UNFINISHED)
def test_a_missing_actual_is_not_zero_where_the_rule_computes(unfinished):
    assert score(own("5", measurement=unfinished), EDITABLE).score is None
    assert score(own(None, "", measurement=unfinished), MANUAL).outcome is Outcome.MANUAL


@pytest.mark.parametrize(
    "wrong",
    [
        measure("yes_no", "10", None, "0.5"),
        measure("positive", "10", None, "5", wight=1),
        measure("interval", "10", None, "5", low=5, high=4),
        measure("positive", "10", "NaN", "5"),
    ],
    ids=["answer", "setting", "interval", "target"],
)
def test_what_is_wrong_stays_refused_whatever_a_person_says(wrong):
    assert score(own("5", measurement=wrong), MANUAL).outcome is Outcome.INVALID


@pytest.mark.parametrize(
    ("value", "total"),
    [
        pytest.param(None, "90.00", id="computed"),
        pytest.param("100", "90.00", id="all points"),
        pytest.param("95", "95.00", id="less, which is not cut once more"),
    ],
)
def test_an_own_score_below_the_points_bears_no_deduction_for_a_low_target(value, total):
    given = own(value, measurement=measure("positive", "100", "100", "200"))
    conventions = replace(EDITABLE, overfulfilment=Overfulfilment(Decimal(120), Decimal(10)))

    scored = score_tree(Node("总分", Decimal(100), (Node("产出指标", Decimal(100), measurement=given),)), conventions)

    assert scored.total == Decimal(total)
    assert scored.root.children[0].result.is_overfulfilled


@pytest.mark.parametrize("rule", ["execution", "qualitative"])
def test_accounts_and_judgements_have_no_second_score(rule):
    measurements = {
        "execution": measure("execution", "10", "150", "125.25"),
        "qualitative": measure("qualitative", "10", None, "9", grade="full"),
    }
    given = own("1", measurement=measurements[rule])

    assert score(given, MANUAL) == score(measurements[rule], LOCKED)


def test_explanation_keeps_the_computed_score_and_the_reason():
    explanation = score(own("3"), EDITABLE).explanation

    assert (explanation.computed, explanation.result) == ("8.00", "3.00")
    assert explanation.sentence == (
        "实际值 80 ÷ 目标值 100 × 分值 10 = 8.00分；自定得分3.00分，理由：现场核实后自行下调"
    )
    assert Explanation.from_json(explanation.as_json()) == explanation


def test_total_adds_up_own_scores():
    tree = Node("总分", Decimal(100), (Node("产出指标", Decimal(100), measurement=own("61.5")),))

    scored = score_tree(tree, EDITABLE)

    assert (scored.total, scored.grade) == (Decimal("61.50"), "中")
