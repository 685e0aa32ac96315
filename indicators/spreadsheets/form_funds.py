"""The funds block of the official form: amounts are figures, sums and rates are formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from indicators.schemes import FundRow
from indicators.schemes.form import Heading
from indicators.scoring import Denominator
from indicators.spreadsheets.cells import Look, Value, places
from indicators.spreadsheets.facts import FundFacts, TableFacts
from indicators.spreadsheets.form_indicators import HEADING, is_execution
from indicators.spreadsheets.form_layout import fit
from indicators.spreadsheets.form_values import CELL, NUMBER, UNKNOWN
from indicators.spreadsheets.formulas import Formula
from indicators.spreadsheets.page import Box, Page
from indicators.spreadsheets.plan import Entry
from indicators.spreadsheets.score_plan import ScorePlan

AMOUNTS = ("initial", "adjusted", "executed")
TITLE_SHARE, LABEL_SHARE = 14, 34
SHARES = {"initial": 27, "adjusted": 27, "executed": 27, "points": 13, "rate": 18, "score": 18, "reason": 36}
MONEY = replace(NUMBER, number="0.00")
Links = dict[str, dict[str, Formula]]
Amounts = Mapping[tuple[str, str], Formula]


class Funds:
    """The block with where its amounts stand.

    Attributes:
        cells: the cell of each amount, by row and column.
    """

    def __init__(
        self, page: Page, facts: TableFacts, rows: Sequence[FundRow], planned: ScorePlan, amounts: Amounts
    ) -> None:
        self.amounts = amounts
        self.page = page
        self.rows = rows
        self.planned = planned
        self.facts = {fund.key: fund for fund in facts.funds}
        self.table = facts
        self.entry = next(filter(is_execution, planned.root.walk()), None)
        self.cells: dict[tuple[str, str], str] = {}

    def write(self, title: str, columns: Sequence[Heading]) -> None:
        """Write heading and rows."""
        shares = [TITLE_SHARE, LABEL_SHARE, *(SHARES[column.key] for column in columns)]
        side, label, *spans = fit(self.page.widths, shares)
        heads = [Box(column.title, *span, HEADING) for column, span in zip(columns, spans, strict=True)]
        first = self.page.add([Box("", *label, HEADING), *heads])
        self._locate(first, columns, [span[0] for span in spans])
        for row in self.rows:
            boxes = [Box(row.title, *label, HEADING)]
            for column, span in zip(columns, spans, strict=True):
                value, look = self._value(row, column.key)
                boxes.append(Box(value, *span, look))
            self.page.add(boxes)
        self.page.beside(Box(title, *side, HEADING), first, self.page.row - 1)

    def links(self, sheet: str) -> Links:
        """Return the amounts of the scored row for the other sheet, as far as both say the same."""
        row = next((row for row in self.rows if row.is_scored), None)
        if row is None or self.entry is None or self.entry.node.measurement is None:
            return {}
        fund, given = self._fund(row), self.entry.node.measurement
        figures = {"target": (self._budget, given.target), "actual": ("executed", given.actual)}
        found = {
            key: Formula(f"'{sheet}'!{self.cells[row.key, column]}")
            for key, (column, figure) in figures.items()
            if figure is not None and figure == getattr(fund, column) and (row.key, column) in self.cells
        }
        return {self.entry.code: found}

    @property
    def _budget(self) -> str:
        return "initial" if self.planned.conventions.execution_denominator is Denominator.INITIAL else "adjusted"

    def _locate(self, head: int, columns: Sequence[Heading], positions: Sequence[int]) -> None:
        for number, row in enumerate(self.rows, start=head + 1):
            for column, position in zip(columns, positions, strict=True):
                self.cells[row.key, column.key] = self.page.address(position, number)

    def _fund(self, row: FundRow) -> FundFacts:
        return self.facts.get(row.key, FundFacts(row.key))

    def _value(self, row: FundRow, key: str) -> tuple[Value, Look]:
        if key in AMOUNTS:
            return self._amount(row, key)
        if key == "rate":
            return self._rate(row), replace(NUMBER, number="0.00%")
        if not row.is_scored or self.entry is None:
            return UNKNOWN, CELL
        return self._scored(self.entry, key)

    def _scored(self, entry: Entry, key: str) -> tuple[Value, Look]:
        if key == "points":
            return Formula(self.planned.cell("points", entry)), NUMBER
        if key == "score":
            number = places(self.planned.conventions.decimals)
            return Formula(self.planned.cell("score", entry)), replace(NUMBER, number=number)
        return "\n".join(text for _, text in self.table.fund_reasons) or UNKNOWN, CELL

    def _amount(self, row: FundRow, key: str) -> tuple[Value, Look]:
        """Return an amount, as a sum where its parts are there and add up to it."""
        if (row.key, key) in self.amounts:
            return self.amounts[row.key, key], MONEY
        amount: Decimal | None = getattr(self._fund(row), key)
        if amount is None:
            return UNKNOWN, CELL
        parts = [getattr(self.facts.get(part, FundFacts(part)), key) for part in row.parts]
        if parts and None not in parts and sum(parts) == amount:
            return Formula(f"SUM({','.join(self.cells[part, key] for part in row.parts)})"), MONEY
        return amount, MONEY

    def _rate(self, row: FundRow) -> Value:
        """Return executed / budget, worded where it is no rate."""
        budget, executed = self.cells.get((row.key, self._budget)), self.cells.get((row.key, "executed"))
        if not budget or not executed:
            return UNKNOWN
        undefined = f'IF({executed}=0,"不适用","无法计算")'
        rate = f"IF({budget}=0,{undefined},ROUND(ROUND({executed}/{budget},10),4))"
        return Formula(f'IF(COUNT({budget},{executed})<2,"{UNKNOWN}",{rate})')
