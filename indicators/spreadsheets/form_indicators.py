"""The indicators of the official form: merged cells for levels one and two, then the steps to the total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from indicators.schemes import Form
from indicators.scoring import Line, LineKind
from indicators.spreadsheets.cells import Look, Value, places
from indicators.spreadsheets.facts import TableFacts
from indicators.spreadsheets.form_layout import Span
from indicators.spreadsheets.form_values import CELL, NUMBER, UNKNOWN, Row, column_value
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.page import Box, Page
from indicators.spreadsheets.plan import Entry
from indicators.spreadsheets.score_plan import ScorePlan
from perfeval.lib.decimals import plain

LEVELS = ("level_one", "level_two")
HEADING = Look(10, is_bold=True)
REMARK = Look(10, align="left")


@dataclass(frozen=True)
class Indicators:
    """The block of indicators of one form.

    Attributes:
        spans: the sheet's columns for each column of the form.
        side: the sheet's columns for the words beside all indicators, if any.
    """

    page: Page
    form: Form
    facts: TableFacts
    planned: ScorePlan
    spans: Sequence[Span]
    side: Span | None

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns of the form."""
        return tuple(column.key for column in self.form.columns)

    def write(self, lines: Sequence[Line]) -> int:
        """Write head, indicators and totals; return the row of the head."""
        titles = zip(self.form.columns, self.spans, strict=True)
        head = self.page.add([Box(column.title, *span, HEADING) for column, span in titles])
        for root in self.planned.root.children or (self.planned.root,):
            if not (is_execution(root) and self.form.fund_rows):
                self._root(root)
        if self.side:
            self.page.beside(Box(self.form.indicators_title, *self.side, HEADING), head, self.page.row - 1)
        self._totals(lines)
        return head

    def _root(self, root: Entry) -> None:
        """Write the rows of one level one; its cell covers them all, that of level two its own."""
        groups = _groups(root)
        is_flat = [name for name, _ in groups] == [UNKNOWN] and LEVELS in pairwise(self.keys)
        first = self.page.row
        for name, entries in groups:
            top = self.page.row
            for entry in entries:
                self._row(entry)
            if not is_flat:
                self._head("level_two", name, top)
        title = f"{root.node.name}\n（{plain(root.node.points)}分）"
        self._head("level_one", title, first, *(["level_two"] if is_flat else []))

    def _head(self, key: str, title: str, first: int, *also: str) -> None:
        spans = [self.spans[self.keys.index(name)] for name in (key, *also) if name in self.keys]
        if spans and key in self.keys:
            self.page.beside(Box(title, spans[0][0], spans[-1][1], CELL), first, self.page.row - 1)

    def _row(self, entry: Entry) -> None:
        row = Row(entry, self.facts.display(entry.node.key), self.keys, self.planned)
        columns = [(key, span) for key, span in zip(self.keys, self.spans, strict=True) if key not in LEVELS]
        boxes = []
        for key, span in columns:
            value, look = column_value(row, key)
            boxes.append(Box(value, *span, look))
        self.page.add(boxes)

    def _totals(self, lines: Sequence[Line]) -> None:
        """Write the raw total and each step that was taken, then the total with its grade."""
        totals = self.planned.totals
        if lines:
            self._sum("得分合计", self._points(), totals.raw)
            for title, cell, reason in _steps(lines, totals.after, len(self.facts.deductions)):
                self._sum(title, UNKNOWN, cell, reason)
        grade = self.planned.address(totals.grade)
        self._sum("总分", self._points(), totals.total, Formula(f'IF({grade}="","","等级："&{grade})'))

    def _points(self) -> Formula:
        return Formula(self.planned.cell("points", self.planned.root))

    def _sum(self, title: str, points: Value, cell: str, remark: Value = "") -> None:
        """Write a row with a merged title, points, score and, behind them, a remark."""
        decimals = self.planned.conventions.decimals
        score = (Formula(self.planned.address(cell)), replace(NUMBER, number=places(decimals), is_bold=True))
        values: Mapping[str, tuple[Value, Look]] = {"points": (points, CELL), "score": score}
        positions = [self.keys.index(key) for key in values if key in self.keys] or [len(self.keys) - 1]
        first, last = min(positions), max(positions)
        boxes = [Box(title, self._left(), self.spans[first][0] - 1, HEADING)] if self.spans[first][0] else []
        for key, span in list(zip(self.keys, self.spans, strict=True))[first : last + 1]:
            value, look = values.get(key, ("", CELL))
            boxes.append(Box(value, *span, look))
        if last + 1 < len(self.spans):
            boxes.append(Box(remark, self.spans[last][1] + 1, self.page.last_column, REMARK))
        self.page.add(boxes)

    def _left(self) -> int:
        return self.side[0] if self.side else 0


def is_execution(entry: Entry) -> bool:
    """Return whether it is the block that is scored by budget execution."""
    measurement = entry.node.measurement
    return entry.is_leaf and measurement is not None and measurement.rule == "execution"


def _groups(root: Entry) -> list[tuple[str, list[Entry]]]:
    """Return each level two with its indicators, and those without a level two in groups of their own."""
    if root.is_leaf:
        return [(UNKNOWN, [root])]
    heads = [(child.node.name if _is_branch(child) else UNKNOWN, child) for child in root.children]
    groups = []
    for (name, _), children in groupby(heads, key=lambda head: (head[0], id(head[1]) if head[0] != UNKNOWN else 0)):
        groups.append((name, [entry for _, child in children for entry in child.walk() if entry.is_leaf]))
    return groups


def _is_branch(entry: Entry) -> bool:
    return not entry.is_leaf or entry.node.measurement is None


def _steps(
    lines: Sequence[Line], after: Sequence[tuple[LineKind, str]], decided: int
) -> Iterator[tuple[str, str, str]]:
    """Yield title, cell and reason of each step that changed the total, in order.

    The last `decided` deductions were decided by people; those before them, for low targets, share one step.
    """
    for kind, cell in after:
        for line in lines if kind is not LineKind.DEDUCTION else ():
            if line.kind is kind:
                yield line.title, cell, line.reason
    deductions = [line for line in lines if line.kind is LineKind.DEDUCTION]
    cells = [cell for kind, cell in after if kind is LineKind.DEDUCTION]
    low = deductions[: len(deductions) - decided]
    if low:
        yield low[0].title, cells[0], "；".join(line.reason for line in low)
    for line, cell in zip(deductions[len(low) :], cells[len(cells) - decided :], strict=True):
        yield line.title, cell, line.reason
