from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.scoring import Conventions, Explanation, Mode, Node, Outcome, score, score_tree
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
        pytest.param(EDITABLE, own("2.345"), "2.35", id="rounded half up"),
        pytest.param(MANUAL, own("7.5"), "7.50", id="manual takes it"),
    ],
)
def test_scheme_says_whose_score_counts(conventions, given, expected):
    assert score(given, conventions).score == Decimal(expected)


def test_rounding_never_lifts_an_own_score_above_the_points():
    given = own("9.95", measurement=measure("positive", "9.95", "100", "80"))

    assert score(given, replace(EDITABLE, decimals=1)).score == Decimal("9.95")


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


def test_missing_actual_stays_missing_whatever_a_person_says():
    given = own("5", measurement=measure("positive", "10", "100", None))

    assert score(given, MANUAL).outcome is Outcome.MISSING


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
