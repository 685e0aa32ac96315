"""Reading the year's money out of the database into plain figures."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from .figures import NATURES, AdjustmentFigure, BudgetFigures, Line, ProjectFigure
from .models import Adjustment, BudgetLine, Evaluation, OfficialFigure, Project


def gather_budget(evaluation: Evaluation) -> BudgetFigures:
    """Return everything entered about budget and execution, in four queries."""
    adjustments = tuple(_adjustment(row) for row in evaluation.adjustments.all())
    budget = evaluation.budget
    return BudgetFigures(
        lines=tuple(_line(row, adjustments) for row in evaluation.budget_lines.all()),
        adjustments=adjustments,
        projects=tuple(_project(row) for row in evaluation.projects.all()),
        carryover=budget.carryover,
        carryover_previous=budget.carryover_previous,
        payment_as_of=budget.payment_as_of,
        payment_actual=budget.payment_actual,
        payment_planned=budget.payment_planned,
        assets_in_use=budget.assets_in_use,
        assets_total=budget.assets_total,
        note=budget.note,
    )


def gather_totals(evaluations: Collection[int]) -> dict[int, Line]:
    """Return the whole expenditure of many evaluations (支出合计) by their keys, in two queries."""
    adjustments: dict[int, list[AdjustmentFigure]] = defaultdict(list)
    for change in Adjustment.objects.filter(evaluation__in=evaluations):
        adjustments[change.evaluation_id].append(_adjustment(change))
    lines: dict[int, list[Line]] = defaultdict(list)
    for row in BudgetLine.objects.filter(evaluation__in=evaluations, category__in=NATURES):
        lines[row.evaluation_id].append(_line(row, tuple(adjustments[row.evaluation_id])))
    return {evaluation: BudgetFigures(tuple(lines[evaluation])).total for evaluation in evaluations}


def gather_official(evaluation: Evaluation) -> dict[str, Line]:
    """Return what the finance system says of the unit's year, line by line, in one query."""
    return {row.category: _official(row) for row in OfficialFigure.objects.beside(evaluation)}


def _official(row: OfficialFigure) -> Line:
    adjusted = None if row.initial is None or row.adjustment is None else row.initial + row.adjustment
    return Line(row.category, row.get_category_display(), row.initial, adjusted, row.executed)


def _line(row: BudgetLine, adjustments: tuple[AdjustmentFigure, ...]) -> Line:
    changes = sum((adjustment.change_of(row.category) for adjustment in adjustments), Decimal(0))
    adjusted = None if row.initial is None else row.initial + changes
    return Line(row.category, row.get_category_display(), row.initial, adjusted, row.executed, row.previous)


def _adjustment(row: Adjustment) -> AdjustmentFigure:
    return AdjustmentFigure(
        kind=row.kind,
        kind_name=row.get_kind_display(),
        nature=row.nature,
        target_nature=row.target_nature,
        fund=row.fund,
        amount=row.amount,
        document=row.document,
        exclusion=row.exclusion,
        exclusion_name=row.get_exclusion_display(),
    )


def _project(row: Project) -> ProjectFigure:
    return ProjectFigure(row.name, row.initial, row.adjusted, row.executed, row.is_key)
