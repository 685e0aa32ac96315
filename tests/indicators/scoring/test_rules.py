from fractions import Fraction

import pytest

from indicators.scoring import RULES, Outcome, score
from tests.indicators.scoring.arithmetic import recompute
from tests.indicators.scoring.cases import CASES, measure

ROWS = [
    pytest.param(rule, given, parameters, expected, id=f"{rule}: {title}")
    for rule, rows in CASES.items()
    for title, expected, given, parameters in rows
]


@pytest.mark.parametrize(("rule", "given", "parameters", "expected"), ROWS)
def test_score(rule, given, parameters, expected):
    result = score(measure(rule, *given, **parameters))

    assert result.outcome is Outcome.SCORED, result.problems
    assert str(result.score) == expected


@pytest.mark.parametrize(("rule", "given", "parameters", "expected"), ROWS)
def test_formula_recomputes_to_the_score(rule, given, parameters, expected):
    explanation = score(measure(rule, *given, **parameters)).explanation

    exact = recompute(explanation.formula)
    assert Fraction(int(exact * 100 + Fraction(1, 2)), 100) == Fraction(expected)
    assert explanation.result == expected


@pytest.mark.parametrize(("rule", "given", "parameters", "expected"), ROWS)
def test_says_what_full_points_need_unless_they_were_reached(rule, given, parameters, expected):
    result = score(measure(rule, *given, **parameters))

    assert bool(result.explanation.needed_for_full) == (result.score < result.points)


def test_every_rule_has_cases():
    assert set(CASES) == set(RULES)
