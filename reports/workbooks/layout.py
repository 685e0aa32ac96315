"""Where everything on the sheets of the entry workbook stands, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from indicators.spreadsheets.formulas import Formula, quoted

from .blocks import Block, Record

KEY_COLUMN, MARK_COLUMN, FIRST_COLUMN = 1, 2, 3
TITLE_ROW, SUBTITLE_ROW, FIRST_ROW = 2, 3, 5
NEW = "+"
INPUT = ">"
"""What stands before the hidden name of a column that is filled in."""
BEGIN = "#"
HEAD, OUTSIDE = "!head", "!"
"""What stands in the column of keys: before a record to be added, before a block, at its heads, outside all blocks."""


@dataclass(frozen=True)
class PlacedBlock:
    """A block with its rows: title, hidden names, heads, records, rows to be added."""

    sheet: str
    block: Block
    top: int

    @property
    def names_row(self) -> int:
        """The hidden row with the names of the columns."""
        return self.top + 1

    @property
    def head_row(self) -> int:
        """The row with the titles of the columns."""
        return self.top + 2

    @property
    def first_row(self) -> int:
        """The row of the first record."""
        return self.top + 3

    @property
    def last_row(self) -> int:
        """The last row that may be filled in."""
        return max(self.first_row + len(self.block.records) + self.block.spare - 1, self.first_row)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The letters of the columns, by their names."""
        names = enumerate(self.block.columns, start=FIRST_COLUMN)
        return {column.name: get_column_letter(number) for number, column in names}

    def rows(self) -> Iterator[tuple[int, Record | None]]:
        """Yield the rows with their records, None for one to be added."""
        yield from enumerate(self.block.records, start=self.first_row)
        first = self.first_row + len(self.block.records)
        yield from ((row, None) for row in range(first, first + self.block.spare))

    def span(self, column: str) -> str:
        """Return the cells of a column as other sheets refer to them; `column` is a name or a letter.

        The heads and the empty row behind are part of it: a row that is cut from the edge would take the edge along.
        """
        letter = self.letters.get(column, column)
        return f"'{self.sheet}'!${letter}${self.head_row}:${letter}${self.last_row + 1}"

    def cell(self, key: str, column: str) -> str:
        """Return the cell of a record, found by its key wherever it stands by then."""
        keys = self.span(get_column_letter(KEY_COLUMN))
        return f"INDEX({self.span(column)},MATCH({quoted(key)},{keys},0))"

    def value(self, key: str, column: str, default: str = '""') -> str:
        """Return what stands in the cell of a record; an empty cell says `default`, not 0."""
        cell = self.cell(key, column)
        return f'IF({cell}="",{default},{cell})'


@dataclass(frozen=True)
class PlacedSheet:
    """A sheet with its blocks."""

    key: str
    title: str
    blocks: tuple[PlacedBlock, ...]

    @property
    def last_row(self) -> int:
        """The row of the signatures."""
        return self.blocks[-1].last_row + 2 if self.blocks else FIRST_ROW

    @property
    def last_column(self) -> int:
        """The last column of the widest block."""
        return max(len(placed.block.columns) for placed in self.blocks) + FIRST_COLUMN - 1


@dataclass(frozen=True)
class Layout:
    """All sheets that are filled in."""

    sheets: tuple[PlacedSheet, ...]

    @cached_property
    def blocks(self) -> Mapping[str, PlacedBlock]:
        """The blocks by their keys."""
        return {placed.block.key: placed for sheet in self.sheets for placed in sheet.blocks}


def place(sheets: Iterable[tuple[str, str, Sequence[Block]]]) -> Layout:
    """Return the layout of sheets, each given by key, title and blocks; one without rows has no sheet."""
    return Layout(tuple(_sheet(*given) for given in sheets if given[2]))


def _sheet(key: str, title: str, blocks: Sequence[Block]) -> PlacedSheet:
    placed: list[PlacedBlock] = []
    top = FIRST_ROW
    for block in blocks:
        placed.append(PlacedBlock(title, block, top))
        top = placed[-1].last_row + 2
    return PlacedSheet(key, title, tuple(placed))


def known(value: str, when: Iterable[str]) -> Formula:
    """Return a formula that is empty unless all cells `when` hold numbers."""
    cells = list(when)
    return Formula(f'IF(COUNT({",".join(cells)})<{len(cells)},"",{value})')
