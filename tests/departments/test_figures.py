from decimal import Decimal

import pytest

from departments.figures import AdjustmentFigure, BudgetFigures, Line, ProjectFigure, total


def adjustment(kind, amount, *, nature="basic", target="", exclusion=""):
    return AdjustmentFigure(kind, kind, nature, target, "general", Decimal(amount), "批复", exclusion)


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        pytest.param(adjustment("increase", 100), {"basic": 100, "project": 0, "general": 100}, id="more"),
        pytest.param(adjustment("decrease", 40), {"basic": -40, "project": 0, "general": -40}, id="less"),
        pytest.param(
            adjustment("restructure", 30, target="project"),
            {"basic": -30, "project": 30, "general": 0},
            id="moved between natures",
        ),
        pytest.param(adjustment("restructure", 30), {"basic": -30, "project": 0, "general": 0}, id="moved elsewhere"),
    ],
)
def test_an_adjustment_changes_its_lines(row, changes):
    assert {category: row.change_of(category) for category in changes} == changes


def test_a_restructuring_leaves_the_total_as_it_is():
    assert adjustment("restructure", 30, target="project").change == 0


def test_the_total_is_the_sum_by_nature():
    budget = BudgetFigures(lines=(line("basic", 10, 12, 11), line("project", 20, 20, 19), line("general", 99, 99, 99)))

    assert (budget.total.initial, budget.total.adjusted, budget.total.executed) == (30, 32, 30)


def test_an_unknown_amount_makes_the_sum_unknown():
    budget = BudgetFigures(lines=(line("basic", 10, 12, None), line("project", 20, 20, 19)))

    assert budget.total.executed is None
    assert budget.total.initial == 30


def test_nothing_at_all_adds_up_to_zero():
    assert total([]) == 0


def test_counted_adjustments_are_absolute_and_leave_out_the_excluded():
    rows = (adjustment("increase", 100), adjustment("decrease", 40), adjustment("increase", 7, exclusion="policy"))

    assert BudgetFigures(adjustments=rows).counted_adjustments == 140


def test_key_spending_is_what_key_projects_have_been_given():
    projects = (project("甲", 5, is_key=True), project("乙", 7, is_key=True), project("丙", 100, is_key=False))

    assert BudgetFigures(projects=projects).key_projects == 12


def test_a_line_that_was_never_entered_is_unknown():
    assert BudgetFigures().line("basic").executed is None


def line(category, initial, adjusted, executed):
    return Line(
        category, category, *(None if amount is None else Decimal(amount) for amount in (initial, adjusted, executed))
    )


def project(name, amount, *, is_key):
    return ProjectFigure(name, Decimal(amount), Decimal(amount), Decimal(amount), is_key)
