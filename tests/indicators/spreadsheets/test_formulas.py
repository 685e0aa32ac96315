"""The register of formulas."""

from decimal import Decimal

import pytest

from indicators.scoring import DEFAULT, RULES, Measurement
from indicators.scoring.rules.formula import SCORED_BY
from indicators.spreadsheets.formulas import BUILDERS, prepare
from indicators.spreadsheets.formulas.builders import SCORERS


def test_every_rule_has_a_formula():
    assert set(BUILDERS) == set(RULES)


def test_every_way_to_score_a_ratio_has_a_formula():
    assert set(SCORERS) == set(SCORED_BY)


@pytest.mark.parametrize(
    "measurement",
    [
        pytest.param(Measurement("guess", Decimal(5)), id="no such rule"),
        pytest.param(Measurement("positive", Decimal(-1)), id="negative points"),
        pytest.param(Measurement("positive", Decimal(5), Decimal("NaN")), id="no number"),
        pytest.param(Measurement("interval", Decimal(5), actual=Decimal(1)), id="settings missing"),
    ],
)
def test_what_can_never_be_scored_has_no_formula(measurement):
    assert prepare(measurement, DEFAULT, {}, 1) is None
