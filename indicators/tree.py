"""The indicator tree of one evaluation, built in Python from one query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from departments.figures import Line
from departments.models import Evaluation

from .models import Indicator, ProjectEvaluation
from .models.indicator import IndicatorQuerySet
from .reading import read_rows
from .rows import Row
from .scoring import Conventions, Denominator, Measurement, Node

Path = tuple[str, ...]
Amounts = tuple[Decimal | None, Decimal | None]

EXECUTION = "execution"
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class Branch:
    """An indicator with what stands below it, in order."""

    indicator: Indicator
    children: tuple["Branch", ...]
    path: Path
    keys: tuple[int, ...] = ()
    """The primary keys from the first level down to itself."""

    def walk(self) -> Iterator["Branch"]:
        """Yield it and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def load_tree(evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None) -> tuple[Branch, ...]:
    """Return the first level of the whole department's or of one project's tree with everything below it.

    Two queries: rows with their surveys, evidence.
    """
    return grow(_rows(evaluation).filter(project_evaluation=project_evaluation))


def load_plain_tree(evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None) -> tuple[Branch, ...]:
    """Return the same tree as far as scoring needs it, in one query: `Row`s stand in the place of the indicators."""
    rows = evaluation.indicators.filter(project_evaluation=project_evaluation)
    return grow_plain(read_rows(rows, Row))


def load_project_trees(evaluation: Evaluation) -> dict[int, tuple[Branch, ...]]:
    """Return the first level of every project's tree, by the key of its self-evaluation, in three queries."""
    rows: dict[int, list[Indicator]] = defaultdict(list)
    for row in _rows(evaluation).exclude(project_evaluation=None):
        rows[row.project_evaluation_id or 0].append(row)
    return {project: grow(indicators) for project, indicators in rows.items()}


def _rows(evaluation: Evaluation) -> IndicatorQuerySet:
    return evaluation.indicators.select_related("survey").prefetch_related("evidence")


def grow(indicators: Iterable[Indicator]) -> tuple[Branch, ...]:
    """Return the tree that the rows describe."""
    children = defaultdict(list)
    for indicator in indicators:
        children[indicator.parent_id].append(indicator)
    return _below((), (), children)


def grow_plain(rows: Iterable[Row]) -> tuple[Branch, ...]:
    """Return the tree that plain rows describe, which stand in the place of the indicators."""
    return grow(cast("Iterable[Indicator]", rows))


def _below(keys: tuple[int, ...], path: Path, children: dict[int | None, list[Indicator]]) -> tuple[Branch, ...]:
    return tuple(
        _grown(row, (*keys, row.pk), (*path, row.name), children) for row in children[keys[-1] if keys else None]
    )


def _grown(row: Indicator, keys: tuple[int, ...], path: Path, children: dict[int | None, list[Indicator]]) -> Branch:
    return Branch(row, _below(keys, path, children), path, keys)


def as_node(tree: Iterable[Branch], funds: Line, conventions: Conventions) -> Node:
    """Return what the scoring core takes: the rows' measurements, and for the execution block those of `funds`."""
    amounts = execution_amounts(funds, conventions)
    children = tuple(_node(branch, amounts) for branch in tree)
    return Node("总分", sum((child.points for child in children), Decimal(0)), children)


def _node(branch: Branch, funds: Amounts) -> Node:
    return node_of(branch.indicator, tuple(_node(child, funds) for child in branch.children), funds)


def node_of(row: Indicator | Row, children: tuple[Node, ...], funds: Amounts) -> Node:
    """Return one indicator as the scoring core takes it."""
    return Node(
        row.name,
        row.effective_points,
        children,
        _measurement(row, funds) if row.is_leaf else None,
        key=str(row.pk),
        is_applicable=row.is_applicable,
        reason=row.inapplicable_reason,
    )


def _measurement(row: Indicator | Row, funds: Amounts) -> Measurement:
    target, actual, unit = row.effective_target, row.actual, row.unit
    if row.rule == EXECUTION:
        target, actual = funds
        unit = "万元"
    return Measurement(
        row.rule,
        row.effective_points,
        target,
        actual,
        unit,
        row.parameters,
        str(row.pk),
        row.name,
        row.own_score,
        row.own_reason,
        row.sign,
    )


def execution_amounts(funds: Line, conventions: Conventions) -> Amounts:
    """Return budget and execution in 万元, the budget as the scheme's denominator says."""
    planned = funds.initial if conventions.execution_denominator is Denominator.INITIAL else funds.adjusted
    return _wan(planned), _wan(funds.executed)


def _wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / _TEN_THOUSAND
