"""A sheet as people see it: of merged cells every one shows what the first holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from departments.workbooks import Cell, Sheet
from departments.workbooks.problems import refuse
from perfeval.lib.characters import typed

MOST_ROWS = 1_000
MOST_COLUMNS = 60
MOST_AREAS = 20_000


class Area(NamedTuple):
    """Merged cells, as first and last row, first and last column; a single cell is an area of its own."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Grid:
    """The cells of one sheet.

    Attributes:
        name: of the sheet.
        cells: those that hold something, by row and column.
    """

    name: str
    cells: dict[tuple[int, int], Cell]
    areas: dict[tuple[int, int], Area] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        """Read a sheet.

        Raises:
            Unreadable: it is damaged, or larger than any official table.
        """
        cells: dict[tuple[int, int], Cell] = {}
        for row in sheet.rows():
            if row.number > MOST_ROWS:
                raise refuse(f"超过{MOST_ROWS}行，不像自评表。请只保留自评表，删除其余内容后上传。", sheet.name)
            cells |= {(cell.row, cell.column): _typed(cell) for cell in row.cells if cell.column <= MOST_COLUMNS}
        grid = cls(sheet.name, cells)
        grid._merge(sheet.merged)
        return grid

    def _merge(self, merged: Sequence[tuple[int, int, int, int]]) -> None:
        """Note the areas, no further than anything stands."""
        covered = 0
        for found in merged:
            area = Area(found[0], min(found[1], self.last_row), found[2], min(found[3], self.last_column))
            covered += max(area.bottom - area.top + 1, 0) * max(area.right - area.left + 1, 0)
            if covered > MOST_AREAS:
                raise refuse("合并的单元格过多，不像自评表。请取消合并后上传。", self.name)
            for row in range(area.top, area.bottom + 1):
                self.areas |= {(row, column): area for column in range(area.left, area.right + 1)}

    @cached_property
    def last_row(self) -> int:
        """The last row in which something stands."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column in which something stands."""
        return max((column for _, column in self.cells), default=0)

    def area(self, row: int, column: int) -> Area:
        """Return the merged cells that a place belongs to."""
        return self.areas.get((row, column)) or Area(row, row, column, column)

    def at(self, row: int, column: int) -> Cell | None:
        """Return what a place shows."""
        area = self.area(row, column)
        return self.cells.get((area.top, area.left))

    def begins(self, row: int, column: int) -> Cell | None:
        """Return what stands at a place itself, None where it only shows what a merged cell holds."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Return what a place shows, as it reads."""
        cell = self.at(row, column)
        return cell.text.strip() if cell else ""

    def in_row(self, row: int) -> Iterator[Cell]:
        """Yield what stands in a row, from left to right."""
        for column in range(1, self.last_column + 1):
            if cell := self.begins(row, column):
                yield cell


def _typed(cell: Cell) -> Cell:
    """Return the cell without characters that nobody can type."""
    return cell._replace(value=typed(cell.value)) if isinstance(cell.value, str) else cell
