"""Everything in a sheet that a meaning can be given to, with what is proposed for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from departments.workbooks import Cell, address

from .grid import Grid
from .meanings import COMPUTED, FUND_ROWS, FUNDS, INDICATORS, LABELS, bare, meaning_of
from .tables import TOTALS, Table, closes, find_tables

SAMPLES = 3
SHARED = (COMPUTED, "unit_name")
"""What several spots may stand for."""
YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d)")
YEAR_ROWS = 6
HEADING = re.compile(r"自评表|^\W*20\d\d\s*年度\W*$")
PARTS = re.compile(r"\s{2,}|\u3000+")
NAMED = re.compile(r"(?P<label>[^：:]{2,20})[：:]\s*(?P<value>.*)", re.DOTALL)
NO_LABEL = "（没有名称的行）"


@dataclass(frozen=True)
class Spot:
    """A column, a row of the funds, or a label with its value.

    Attributes:
        key: the same in every file of this layout.
        group: of the meanings it can have.
        title: as it is written.
        address: of its first cell.
        samples: what stands there.
    """

    key: str
    group: str
    title: str
    address: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class FundRow:
    """A row of the funds with the key of its label."""

    number: int
    spot: str
    label: str


@dataclass
class Layout:
    """One sheet that was understood as far as its words go.

    Attributes:
        spots: by their keys, in reading order.
        values: the cells of labels, by the keys of their spots.
    """

    grid: Grid
    tables: list[Table]
    spots: dict[str, Spot] = field(default_factory=dict)
    values: dict[str, Cell] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What the layout is known by: the titles of its columns in their order."""
        titles = [(table.kind, *map(bare, table.titles.values())) for table in self.tables]
        return hashlib.sha256(repr(titles).encode()).hexdigest()

    @property
    def year(self) -> str:
        """The year it says it is of, empty when it says none."""
        texts = (cell.text for row in range(1, YEAR_ROWS + 1) for cell in self.grid.in_row(row))
        found = (match[1] for text in texts for match in YEAR.finditer(text))
        return next(found, "")

    @property
    def money_unit(self) -> str:
        """The unit of its amounts, empty when it says none or both."""
        said = " ".join(cell.text for cell in self.grid.cells.values())
        units = set(re.findall(r"[(（:：]\s*(?:单位[:：])?\s*(万元|元)", said))
        return units.pop() if len(units) == 1 else ""

    @property
    def has_amounts(self) -> bool:
        """Whether it has a table of funds."""
        return any(table.kind == FUNDS for table in self.tables)

    def proposal(self) -> dict[str, str]:
        """Return the meaning that the words of each spot propose; two spots of one kind never get the same."""
        found: dict[str, str] = {}
        taken: set[tuple[str, str]] = set()
        for spot in sorted(self.spots.values(), key=lambda spot: not spot.samples):
            meaning = meaning_of(spot.group, spot.title)
            is_free = (spot.group, meaning) not in taken or meaning in SHARED
            found[spot.key] = meaning if is_free else ""
            taken.add((spot.group, meaning))
        return {key: found[key] for key in self.spots}

    def fund_rows(self, table: Table) -> Iterator[FundRow]:
        """Yield the rows of a table of funds that hold an amount."""
        first = min(self._amount_columns(table), default=1)
        for row in table.rows:
            label = next((cell.text for cell in self._left_of(table, row, first)), "")
            if any(self.grid.begins(row, column) for column in table.titles if column >= first):
                yield FundRow(row, f"{FUND_ROWS}:{bare(label)}", " ".join(label.split()) or NO_LABEL)

    def _amount_columns(self, table: Table) -> Iterator[int]:
        amounts = ("initial", "adjusted", "executed")
        return (column for column, title in table.titles.items() if meaning_of(FUNDS, title) in amounts)

    def _left_of(self, table: Table, row: int, first: int) -> Iterator[Cell]:
        """Yield what names a row, the nearest first; what names the block as a whole does not."""
        for column in range(first - 1, 0, -1):
            cell = self.grid.at(row, column)
            if cell and cell.row > table.bottom and cell.column not in table.titles.keys() - {column}:
                yield cell

    def _used(self, table: Table) -> Iterator[int]:
        """Yield the rows of a table that belong to it; of indicators those that have a name."""
        names = [column for column, title in table.titles.items() if meaning_of(INDICATORS, title) == "name"]
        for row in table.rows:
            if table.kind != INDICATORS or any(self.grid.begins(row, column) for column in names):
                yield row

    @cached_property
    def unread(self) -> list[str]:
        """What stands outside of all tables and labels, each with its cell."""
        inside = {row for table in self.tables for row in (*range(table.top, table.bottom + 1), *self._used(table))}
        totals = {row for row in range(1, self.grid.last_row + 1) if closes(self.grid, row, TOTALS)}
        known = {(cell.row, cell.column) for cell in self.values.values()}
        texts = [
            cell
            for place, cell in sorted(self.grid.cells.items())
            if place[0] not in inside | totals and place not in known and not meaning_of(LABELS, cell.text)
        ]
        return [f"{cell.address} {' '.join(cell.text.split())[:30]}" for cell in texts if not HEADING.search(cell.text)]


def lay_out(grid: Grid) -> Layout:
    """Return what the words of a sheet say about it."""
    layout = Layout(grid, find_tables(grid))
    for table in layout.tables:
        for spot in _columns(layout, table):
            layout.spots.setdefault(spot.key, spot)
    for label, cell in _labels(grid):
        key = f"{LABELS}:{meaning_of(LABELS, label)}:{bare(label)}"
        if cell.text.strip():
            layout.values.setdefault(key, cell)
            layout.spots.setdefault(key, Spot(key, LABELS, label.strip(), cell.address, (cell.text.strip(),)))
    return layout


def _columns(layout: Layout, table: Table) -> Iterator[Spot]:
    rows = list(layout.fund_rows(table)) if table.kind == FUNDS else []
    names = {column for column in table.titles if table.kind == FUNDS and column < _first(layout, table)}
    for column, title in table.titles.items():
        if column not in names:
            key = f"{table.kind}:{bare(title)}"
            yield Spot(key, table.kind, title, address(table.top, column), _samples(layout.grid, table, column))
    for row in rows:
        amounts = [layout.grid.text(row.number, column) for column in table.titles if column not in names]
        shown = tuple(text for text in amounts if text)[:SAMPLES]
        yield Spot(row.spot, FUND_ROWS, row.label, address(row.number, _first(layout, table)), shown)


def _first(layout: Layout, table: Table) -> int:
    return min(layout._amount_columns(table), default=1)  # noqa: SLF001 (its own module)


def _samples(grid: Grid, table: Table, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in table.rows:
        cell = grid.begins(row, column)
        if cell and cell.text.strip() and cell.text.strip() not in found:
            found.append(cell.text.strip())
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _labels(grid: Grid) -> Iterator[tuple[str, Cell]]:
    """Yield the known labels, each with the cell of its value: the rest of the same cell, or the next one."""
    for cell in list(grid.cells.values()):
        for part in PARTS.split(cell.text.strip()):
            named = NAMED.fullmatch(part.strip())
            if named and meaning_of(LABELS, named["label"]) and named["value"].strip():
                yield named["label"], cell._replace(value=named["value"].strip())
            elif meaning_of(LABELS, part):
                beside = next((other for other in grid.in_row(cell.row) if other.column > cell.column), None)
                if beside and not meaning_of(LABELS, beside.text):
                    yield part.rstrip("：:"), beside
