"""The indicator tree of one evaluation, built in Python from one query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from departments.figures import BudgetFigures
from departments.models import Evaluation

from .models import Indicator
from .scoring import Conventions, Denominator, Measurement, Node

Path = tuple[str, ...]

EXECUTION = "execution"
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class Branch:
    """An indicator with what stands below it, in order."""

    indicator: Indicator
    children: tuple["Branch", ...]
    path: Path

    def walk(self) -> Iterator["Branch"]:
        """Yield it and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def load_tree(evaluation: Evaluation) -> tuple[Branch, ...]:
    """Return the first level with everything below it, in three queries (rows, surveys, evidence)."""
    rows = evaluation.indicators.select_related("survey").prefetch_related("evidence")
    return grow(rows)


def grow(indicators: Iterable[Indicator]) -> tuple[Branch, ...]:
    """Return the tree that the rows describe."""
    children = defaultdict(list)
    for indicator in indicators:
        children[indicator.parent_id].append(indicator)
    return _below(None, (), children)


def _below(parent: int | None, path: Path, children: dict[int | None, list[Indicator]]) -> tuple[Branch, ...]:
    return tuple(
        Branch(row, _below(row.pk, (*path, row.name), children), (*path, row.name)) for row in children[parent]
    )


def as_node(tree: Iterable[Branch], budget: BudgetFigures, conventions: Conventions) -> Node:
    """Return what the scoring core takes: the rows' measurements, and the budget's for the execution block."""
    children = tuple(_node(branch, budget, conventions) for branch in tree)
    return Node("总分", sum((child.points for child in children), Decimal(0)), children)


def _node(branch: Branch, budget: BudgetFigures, conventions: Conventions) -> Node:
    row = branch.indicator
    return Node(
        row.name,
        row.effective_points,
        tuple(_node(child, budget, conventions) for child in branch.children),
        _measurement(row, budget, conventions) if row.is_leaf else None,
        key=str(row.pk),
    )


def _measurement(row: Indicator, budget: BudgetFigures, conventions: Conventions) -> Measurement:
    target, actual, unit = row.effective_target, row.actual, row.unit
    if row.rule == EXECUTION:
        target, actual = execution_amounts(budget, conventions)
        unit = "万元"
    return Measurement(row.rule, row.effective_points, target, actual, unit, row.parameters, str(row.pk), row.name)


def execution_amounts(budget: BudgetFigures, conventions: Conventions) -> tuple[Decimal | None, Decimal | None]:
    """Return budget and execution in 万元, the budget as the scheme's denominator says."""
    total = budget.total
    planned = total.initial if conventions.execution_denominator is Denominator.INITIAL else total.adjusted
    return _wan(planned), _wan(total.executed)


def _wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / _TEN_THOUSAND
