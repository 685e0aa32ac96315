from dataclasses import replace
from decimal import Decimal

import pytest

from departments.figures import AdjustmentFigure, BudgetFigures, Line
from departments.ratios import Outcome, budget_ratios, ratio

CATEGORIES = (
    "basic",
    "project",
    "operating",
    "abroad",
    "reception",
    "vehicle_purchase",
    "vehicle_running",
    "procurement",
)


def lines(**amounts):
    given = dict.fromkeys(CATEGORIES, ("0", "0", "0")) | amounts
    return tuple(
        Line(category, category, Decimal(initial), Decimal(initial), Decimal(executed), Decimal(previous))
        for category, (initial, executed, previous) in given.items()
    )


SEED = BudgetFigures(
    lines=lines(basic=("9206300", "9206300", "9058200"), project=("9475400", "9475400", "8862300")),
    carryover=Decimal(0),
    carryover_previous=Decimal(0),
    payment_actual=Decimal(100),
    payment_planned=Decimal(100),
)


def percents(budget):
    return {found.name: found.percent for found in budget_ratios(budget)}


@pytest.mark.parametrize(
    ("numerator", "denominator", "outcome", "percent"),
    [
        pytest.param("150", "200", Outcome.PERCENT, "75.00", id="a share"),
        pytest.param("1", "3", Outcome.PERCENT, "33.33", id="rounded once"),
        pytest.param("2", "3", Outcome.PERCENT, "66.67", id="half up"),
        pytest.param("0", "200", Outcome.PERCENT, "0.00", id="none of something is zero"),
        pytest.param("0", "0", Outcome.NOT_APPLICABLE, None, id="none of nothing does not apply"),
        pytest.param("5", "0", Outcome.UNDEFINED, None, id="something of nothing cannot be computed"),
        pytest.param(None, "200", Outcome.UNKNOWN, None, id="numerator missing"),
        pytest.param("5", None, Outcome.UNKNOWN, None, id="denominator missing"),
    ],
)
def test_a_ratio_has_an_outcome(numerator, denominator, outcome, percent):
    found = ratio("率", "甲", exact(numerator), "乙", exact(denominator), unit="元")

    assert (found.outcome, found.percent) == (outcome, exact(percent))


def test_the_seed_has_its_ratios():
    found = percents(SEED)

    assert found["预算完成率"] == found["支付进度率"] == 100
    assert found["结转结余率"] == found["预算调整率"] == 0


@pytest.mark.parametrize("name", ["公用经费控制率", "“三公”经费控制率", "政府采购执行率"])
def test_nothing_of_nothing_is_the_same_everywhere(name):
    found = next(found for found in budget_ratios(SEED) if found.name == name)

    assert found.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("now", [Decimal(0), Decimal(20000)], ids=["no change", "growth"])
def test_a_change_since_nothing_has_no_base(now):
    found = {found.name: found for found in budget_ratios(replace(SEED, carryover=now))}

    assert found["结转结余变动率"].outcome is Outcome.NO_BASE
    assert found["“三公”经费变动率"].outcome is Outcome.NO_BASE


def test_the_adjustment_rate_counts_absolute_amounts_against_the_initial_budget():
    rows = tuple(
        AdjustmentFigure(kind, kind, "basic", "", "general", Decimal(amount), "批复", exclusion)
        for kind, amount, exclusion in (("increase", 934085, ""), ("decrease", 934085, ""), ("increase", 500, "policy"))
    )

    assert percents(replace(SEED, adjustments=rows))["预算调整率"] == Decimal("10.00")


def test_payment_progress_is_a_ratio_of_two_ratios():
    found = percents(replace(SEED, payment_actual=Decimal("72.5"), payment_planned=Decimal(80)))

    assert found["支付进度率"] == Decimal("90.63")


def test_change_rates_are_measured_against_last_year():
    budget = replace(
        SEED,
        lines=lines(reception=("100", "90", "120")),
        carryover=Decimal(150),
        carryover_previous=Decimal(100),
    )

    found = percents(budget)

    assert found["“三公”经费变动率"] == Decimal("-25.00")
    assert found["“三公”经费控制率"] == Decimal("90.00")
    assert found["结转结余变动率"] == Decimal("50.00")


def exact(number):
    return None if number is None else Decimal(number)
