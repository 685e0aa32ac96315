"""An old report as a Snapshot: what the checks that apply to it read. Missing values stay missing.

The key of an indicator is the number of its line, so that whatever is said of it has its place in the original.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from departments.figures import BudgetFigures, Line
from departments.ratios import budget_ratios
from perfeval.lib.characters import half
from perfeval.lib.decimals import ZERO
from reports.snapshot import (
    AuthorityFacts,
    DepartmentFacts,
    IndicatorFacts,
    MeasureFacts,
    ProblemFacts,
    SchemeFacts,
    Snapshot,
)
from reports.snapshot.original import OriginalFacts, StatedIndicator

EXECUTION = "预算执行"
LINE_NAMES = {
    "income": "收入合计",
    "basic": "基本支出",
    "project": "项目支出",
    "operating": "公用经费",
    "abroad": "因公出国（境）费",
    "reception": "公务接待费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_running": "公务用车运行维护费",
    "procurement": "政府采购",
}
SENTENCE = re.compile(r"[^。;；\n]+[。;；]?")
REASON = re.compile(r"原因|由于|因为|受.{1,20}影响")
MEASURE = re.compile(r"措施|下一步|整改|改进|今后")


def to_snapshot(original: OriginalFacts) -> Snapshot:
    """Return what was read as a snapshot; a year that was not read is 0, and nothing is asked about it."""
    budget = _budget(original)
    total = original.totals[-1].number if original.totals else None
    return Snapshot(
        year=int(original.year.number or 0) if original.year else 0,
        department=_department(original),
        scheme=SchemeFacts("", 0, "", ""),
        authorities=tuple(AuthorityFacts(entry.title, half(entry.number)) for entry in original.authorities),
        budget=budget,
        ratios=budget_ratios(budget),
        indicators=_indicators(original),
        raw_total=total,
        total=total,
        grade=original.grades[-1].text if original.grades else "",
        problems=_problems(original),
        original=original,
    )


def _department(original: OriginalFacts) -> DepartmentFacts:
    name = original.department.text if original.department else ""
    return DepartmentFacts(name, name, "", "")


def _budget(original: OriginalFacts) -> BudgetFigures:
    amounts = {(entry.category, entry.column): entry.amount for entry in reversed(original.amounts)}
    lines = tuple(
        Line(category, name, *(amounts.get((category, column)) for column in ("initial", "adjusted", "executed")))
        for category, name in LINE_NAMES.items()
    )
    return BudgetFigures(lines, carryover=amounts.get(("carryover", "executed")))


def _indicators(original: OriginalFacts) -> tuple[IndicatorFacts, ...]:
    """Return the printed tree without the leaves whose points are not printed."""
    leaves = [leaf for leaf in original.indicators if leaf.points is not None]
    points = {branch.path: (branch.points, branch.line) for branch in original.branches}
    roots = _level((), leaves, points)
    block = original.execution
    if block and block.points is not None:
        roots = (_leaf(replace(block, path=(EXECUTION,)), (EXECUTION,), rule="execution"), *roots)
    return roots


Points = dict[tuple[str, ...], tuple[Decimal | None, int]]


def _level(above: tuple[str, ...], leaves: Sequence[StatedIndicator], points: Points) -> tuple[IndicatorFacts, ...]:
    depth = len(above)
    nodes: dict[tuple[str, int], list[StatedIndicator]] = {}
    for leaf in leaves:
        names = _names(leaf)
        own_line = leaf.line if len(names) == depth + 1 else 0
        nodes.setdefault((names[depth], own_line), []).append(leaf)
    return tuple(
        _leaf(below[0], (*above, name)) if own_line else _branch((*above, name), below, points)
        for (name, own_line), below in nodes.items()
    )


def _branch(path: tuple[str, ...], below: Sequence[StatedIndicator], points: Points) -> IndicatorFacts:
    children = _level(path, below, points)
    given, line = points.get(path, (None, below[0].line))
    whole = sum((child.points for child in children), ZERO)
    return IndicatorFacts(line, path, path[-1], whole if given is None else given, is_leaf=False, children=children)


def _leaf(leaf: StatedIndicator, path: tuple[str, ...], rule: str = "") -> IndicatorFacts:
    return IndicatorFacts(
        leaf.line,
        path,
        path[-1],
        leaf.points or ZERO,
        is_leaf=True,
        score=leaf.score,
        rule=rule,
        target_text=leaf.target,
        actual_text=leaf.actual,
        narrative=leaf.narrative,
        reason=leaf.reason or _sentences(leaf.narrative, REASON),
        measure=_sentences(f"{leaf.reason}\n{leaf.narrative}", MEASURE),
    )


def _names(leaf: StatedIndicator) -> tuple[str, ...]:
    return tuple(name for name in leaf.path if name)


def _sentences(text: str, wanted: re.Pattern[str]) -> str:
    return "".join(found[0] for found in SENTENCE.finditer(text) if wanted.search(found[0]))


def _problems(original: OriginalFacts) -> tuple[ProblemFacts, ...]:
    """Return the problems, each with the measures as far as they can be told apart: where they are as many."""
    measures = [MeasureFacts(f"{entry.title}\n{entry.text}".strip()) for entry in original.measures]
    matched: Iterator[tuple[MeasureFacts, ...]] = (
        ((measure,) for measure in measures)
        if len(measures) == len(original.problems)
        else (() for _ in original.problems)
    )
    return tuple(
        ProblemFacts(entry.title, entry.text, (), mine) for entry, mine in zip(original.problems, matched, strict=True)
    )
