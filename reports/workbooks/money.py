"""The sums of the year's money as formulas over the entered cells; each follows a sum of `departments.figures`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from departments.figures import FUNDS, NATURES
from departments.models.budget import Category
from indicators.schemes import FundRow
from indicators.scoring import Denominator
from indicators.spreadsheets.formulas import Formula, quoted
from reports.document.compose.subject import FISCAL, LINES

from .layout import Layout, PlacedBlock, known

AMOUNTS = ("initial", "adjusted", "executed")
WAN = 10_000
Amount = dict[tuple[str, str], Formula]


class UnitMoney:
    """The money of the whole unit: lines and adjustments."""

    def __init__(self, layout: Layout) -> None:
        self.lines = layout.blocks["lines"]
        self.adjustments = layout.blocks["adjustments"]

    def adjusted(self, category: str, row: int) -> Formula:
        """Return 全年预算数 of one line: 年初预算数 and the adjustments that concern it."""
        initial = f"{self.lines.letters['initial']}{row}"
        changes = "".join(self._changes(category))
        return Formula(f'IF(ISNUMBER({initial}),{initial}{changes},"")')

    def _changes(self, category: str) -> Iterator[str]:
        name = Category(category).label
        if category in (*NATURES, *FUNDS):
            by = "nature" if category in NATURES else "fund"
            yield f"+{self._sum('追加', by, name)}-{self._sum('追减', by, name)}"
        if category in NATURES:
            yield f"+{self._sum('结构调整', 'target_nature', name)}-{self._sum('结构调整', 'nature', name)}"

    def _sum(self, kind: str, by: str, name: str) -> str:
        amounts, kinds, names = (self.adjustments.span(column) for column in ("amount", "kind", by))
        return f"SUMIFS({amounts},{kinds},{quoted(kind)},{names},{quoted(name)})"

    def sum_of(self, categories: Sequence[str], column: str) -> Formula:
        """Return the sum of some lines in 万元, unknown while one of them is."""
        cells = [self.lines.cell(category, column) for category in categories]
        return known(f"({'+'.join(cells)})/{WAN}", cells)

    def execution(self, denominator: Denominator) -> dict[str, Formula]:
        """Return budget and execution as the scoring sheet takes them."""
        planned = "initial" if denominator is Denominator.INITIAL else "adjusted"
        return {"target": self.sum_of(NATURES, planned), "actual": self.sum_of(NATURES, "executed")}

    def of_form(self, rows: Sequence[FundRow]) -> Amount:
        """Return the amounts of the official form, by row and column of its funds block."""
        found: Amount = {}
        for row in rows:
            categories = _categories(row)
            for column in AMOUNTS if categories else ():
                found[row.key, column] = _worded(self.sum_of(categories, column))
        return found


def _categories(row: FundRow) -> Sequence[str]:
    """Return the lines that a row of the form adds up; nothing for what is carried over, which is no line."""
    if row.key in ("total", "current", "carried_over"):
        return {"total": NATURES, "current": FISCAL}.get(row.key, ())
    return (LINES.get(row.key, "project" if row.key == "project" else "other"),)


class ProjectMoney:
    """The money of one project; a source that is left wholly empty counts for nothing."""

    def __init__(self, block: PlacedBlock, keys: dict[str, str]) -> None:
        self.block, self.keys = block, keys

    def total(self, column: str) -> Formula:
        """Return the total row in 万元, unknown while a source that has been filled in lacks the column."""
        everything, gaps, sums = [], [], []
        for key in self.keys.values():
            cells = [self.block.cell(key, name) for name in AMOUNTS]
            own = self.block.cell(key, column)
            everything += cells
            sums.append(f"N({own})")
            gaps.append(f"AND(COUNT({','.join(cells)})>0,COUNT({own})=0)")
        nothing = f"COUNT({','.join(everything)})=0"
        return Formula(f'IF(OR({nothing},{",".join(gaps)}),"",({"+".join(sums)})/{WAN})')

    def execution(self, denominator: Denominator) -> dict[str, Formula]:
        """Return budget and execution as the scoring sheet takes them."""
        planned = "initial" if denominator is Denominator.INITIAL else "adjusted"
        return {"target": self.total(planned), "actual": self.total("executed")}

    def of_form(self, rows: Sequence[FundRow]) -> Amount:
        """Return the amounts of the official form."""
        found: Amount = {}
        for row in rows:
            for column in AMOUNTS:
                if row.is_scored:
                    found[row.key, column] = _worded(self.total(column))
                elif row.key in self.keys:
                    cell = self.block.cell(self.keys[row.key], column)
                    found[row.key, column] = _worded(known(f"{cell}/{WAN}", [cell]))
        return found


def _worded(amount: Formula) -> Formula:
    """Return an amount of the form, where a dash stands for an unknown one."""
    return Formula(amount.text.replace(',"",', ',"—",', 1))
