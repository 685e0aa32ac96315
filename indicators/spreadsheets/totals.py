"""The rows below the tree: from the raw total by fixed steps to the total and its grade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.scoring import Conventions, Deduction, LineKind, Redistribution
from indicators.spreadsheets.cells import Value
from indicators.spreadsheets.formulas import INAPPLICABLE, Formula, quoted, rounded
from indicators.spreadsheets.formulas import totals as formulas
from indicators.spreadsheets.formulas.branches import span
from indicators.spreadsheets.plan import Entry

CAP_LABEL = "封顶：执行率下限（含）、上限（不含）、最高总分"


@dataclass(frozen=True)
class TotalRow:
    """One row: what it says, and its values by column."""

    label: str
    values: Mapping[str, Value]
    remark: str = ""


@dataclass
class Totals:
    """The rows with the cells that the form refers to.

    Attributes:
        after: the cells of the total after each step, in order, by what the step is.
    """

    conventions: Conventions
    columns: Mapping[str, str]
    root: Entry
    first: int
    rows: list[TotalRow] = field(default_factory=list)
    after: list[tuple[LineKind, str]] = field(default_factory=list)
    raw: str = ""
    total: str = ""
    grade: str = ""

    def cell(self, key: str) -> str:
        """Return a cell of the row added last."""
        return f"{self.columns[key]}{self.first + len(self.rows) - 1}"

    def span(self, key: str) -> str:
        """Return a column over the whole tree."""
        return span(self.columns, key, self.root.row, self.root.last)

    def add(self, label: str, key: str, value: Value, remark: str = "", **others: Value) -> str:
        """Add a row and return the cell of its value."""
        self.rows.append(TotalRow(label, {key: value, **others}, remark))
        return self.cell(key)

    def step(self, kind: LineKind, label: str, value: Formula, remark: str = "") -> str:
        """Add a row whose total goes on to the next one."""
        cell = self.add(label, "score", value, remark)
        self.after.append((kind, cell))
        return cell


def total_rows(
    root: Entry, conventions: Conventions, columns: Mapping[str, str], deductions: Sequence[Deduction]
) -> Totals:
    """Return all rows, two below the tree."""
    totals = Totals(conventions, columns, root, root.last + 2)
    raw = f"{columns['score']}{root.row}"
    totals.raw = totals.add("原始得分合计", "score", Formula(f'IF(ISNUMBER({raw}),{raw},"")'))
    reached = _redistributed(totals)
    if conventions.caps:
        reached = _capped(totals, reached)
    if "penalty" in columns:
        reached = _deducted(totals, reached, "目标值偏低扣分", Formula(f"SUM({totals.span('penalty')})"))
    for deduction in deductions:
        reached = _deducted(totals, reached, deduction.title, deduction.amount, deduction.reason)
    total = formulas.when_known(reached, rounded(reached, conventions.decimals))
    totals.total = totals.add("总分", "score", total)
    _grade(totals)
    return totals


def _redistributed(totals: Totals) -> str:
    """Add the points that do not apply, and the step that gives them to the others."""
    applies, scores = totals.span("applies"), totals.span("score")
    points = f"{totals.columns['points']}{totals.root.row}"
    idle_points = f'({applies}<>"")*({scores}={quoted(INAPPLICABLE)})*{totals.span("points")}'
    idle = totals.add("不适用分值", "points", Formula(f"ROUND(SUMPRODUCT({idle_points}),10)"))
    if totals.conventions.redistribution is Redistribution.WHOLE:
        value = formulas.reweighted(totals.raw, points, idle, totals.conventions.decimals)
    else:
        value = formulas.reshared(totals.raw, points, idle, totals.span("reshared"))
    return totals.step(LineKind.REDISTRIBUTION, "不适用指标折算后", value)


def _capped(totals: Totals, before: str) -> str:
    """Add the execution rate, the table of caps, and the step."""
    found = formulas.execution_rate(*map(totals.span, ("rule", "score", "target", "actual")))
    rate = totals.add("预算执行率（%）", "counted", found)
    cells = []
    for cap in totals.conventions.caps:
        totals.add(
            "封顶区间：下限（含）、上限（不含）、最高总分", "points", cap.maximum, target=cap.low, actual=cap.high
        )
        cells.append((totals.cell("target"), totals.cell("actual"), totals.cell("points")))
    return totals.step(LineKind.CAP, "预算执行率封顶后", formulas.capped(before, rate, cells))


def _deducted(totals: Totals, before: str, title: str, amount: Value, reason: str = "") -> str:
    """Add the points that are taken off, and the step."""
    cell = totals.add(title, "points", amount, reason)
    return totals.step(LineKind.DEDUCTION, f"{title}后", formulas.deducted(before, [cell]), reason)


def _grade(totals: Totals) -> None:
    """Add the table of grades, and the grade."""
    bounds = []
    for cutoff in sorted(totals.conventions.cutoffs, key=lambda cutoff: cutoff.minimum, reverse=True):
        totals.add(cutoff.name, "target", cutoff.minimum, "该等级的最低总分")
        bounds.append((f"{totals.columns['name']}{totals.first + len(totals.rows) - 1}", totals.cell("target")))
    totals.grade = totals.add(
        "等级", "score", formulas.grade(totals.total, bounds, totals.span("applies"), totals.span("points"))
    )
