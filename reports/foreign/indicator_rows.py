"""The rows of the indicators in a table: each with the names above it, however these are merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from departments.workbooks import Cell

from .mapping import Mapping as Confirmed
from .meanings import INDICATORS, bare
from .spots import Layout
from .tables import Table

LEVELS = ("level1", "level2")


@dataclass(frozen=True)
class Row:
    """One indicator.

    Attributes:
        path: the names above it, as far as the table has them.
        cells: what it says, by the meaning of the columns.
    """

    number: int
    name: Cell
    path: tuple[str, ...]
    cells: Mapping[str, Cell]


def indicator_rows(layout: Layout, confirmed: Confirmed) -> Iterator[Row]:
    """Yield the indicators from the top down; rows without a name of their own are none."""
    for table in layout.tables:
        if table.kind == INDICATORS:
            columns = {
                confirmed.meanings.get(f"{INDICATORS}:{bare(title)}", ""): column
                for column, title in sorted(table.titles.items(), reverse=True)
            }
            columns.pop("", None)
            if "name" in columns:
                yield from _rows(layout, table, columns)


def _rows(layout: Layout, table: Table, columns: Mapping[str, int]) -> Iterator[Row]:
    grid = layout.grid
    above: dict[str, str] = {}
    for number in table.rows:
        for level in LEVELS:
            text = grid.text(number, columns[level]) if level in columns else ""
            if text and bare(text) != bare(above.get(level, "")):
                above = {name: kept for name, kept in above.items() if name < level} | {level: text}
        name = grid.begins(number, columns["name"])
        if name and name.text.strip():
            found = {key: grid.begins(number, column) for key, column in columns.items() if key not in LEVELS}
            cells = {key: cell for key, cell in found.items() if cell and cell.text.strip()}
            path = tuple(above[level] for level in LEVELS if level in above)
            yield Row(number, name, path, cells)
