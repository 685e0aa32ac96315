"""Finding the tables of a sheet by the words of their headers, over one row or two, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .grid import Area, Grid
from .meanings import COMPUTED, FUNDS, GOALS, INDICATORS, TASKS, bare, meaning_of

HIGHEST_HEAD = 3
"""A merged cell that is higher is no header: it names the block at its left."""
TOTALS = ("总分", "合计", "总计")
CLOSING = (*TOTALS, "注", "备注", "说明", "填报人", "填表人")
Titles = dict[int, str]


@dataclass
class Table:
    """One table of a sheet.

    Attributes:
        kind: INDICATORS, FUNDS, TASKS or GOALS.
        top, bottom: the rows of its header.
        titles: of its columns, by their numbers.
        rows: those below the header.
    """

    kind: str
    top: int
    bottom: int
    titles: Mapping[int, str]
    rows: list[int] = field(default_factory=list)


def find_tables(grid: Grid) -> list[Table]:
    """Return the tables of a sheet from the top down."""
    tables: list[Table] = []
    row = 1
    while row <= grid.last_row:
        found = _head_at(grid, row)
        if found:
            tables.append(found)
        elif tables and not (tables[-1].kind != FUNDS and closes(grid, row)):
            tables[-1].rows.append(row)
        row = (found.bottom if found else row) + 1
    return tables


def _head_at(grid: Grid, row: int) -> Table | None:
    own = (area for area in _areas(grid, row) if area.top == row and _is_head(area))
    kind = _kind_of({area.left: grid.text(row, area.left) for area in own})
    if not kind:
        return None
    bottom = _bottom(grid, row, kind)
    return Table(kind, row, bottom, _titles(grid, row, bottom))


def _kind_of(titles: Titles) -> str:
    """Return what a table with these titles is about, empty when no table has them."""

    def known(kind: str) -> set[str]:
        return {meaning_of(kind, title) for title in titles.values()} - {""}

    indicators = known(INDICATORS)
    if "name" in indicators and indicators & {"target", "actual", "points"}:
        return INDICATORS
    if {"title", "result"} <= known(TASKS):
        return TASKS
    if len(known(FUNDS) - {COMPUTED, "execution_reason"}) > 1:
        return FUNDS
    return GOALS if {"expected", "reached"} <= known(GOALS) else ""


def _bottom(grid: Grid, row: int, kind: str) -> int:
    """Return the last row of a header: as far as its own merged cells reach, or one below a title that is parted."""
    if kind == GOALS:
        return row
    areas = [area for area in _areas(grid, row) if area.top == row and _is_head(area)]
    known = [area for area in areas if meaning_of(kind, grid.text(row, area.left))]
    bottom = max((area.bottom for area in known), default=row)
    if bottom > row:
        return bottom
    parted = [area for area in areas if area.right > area.left and _is_parted(grid, area)]
    return row + 1 if parted and _is_second(grid, row + 1, parted) else row


def _is_head(area: Area) -> bool:
    return area.bottom - area.top < HIGHEST_HEAD


def _is_parted(grid: Grid, area: Area) -> bool:
    """Return whether different titles stand below a merged one."""
    below = [grid.begins(area.bottom + 1, column) for column in range(area.left, area.right + 1)]
    texts = [cell.text for cell in below if cell and not cell.text[:1].isdigit()]
    return len(texts) == len(below) and len(set(texts)) > 1


def _is_second(grid: Grid, row: int, parted: list[Area]) -> bool:
    """Return whether a row holds nothing but titles below merged ones."""
    columns = {column for area in parted for column in range(area.left, area.right + 1)}
    return all(cell.column in columns for cell in grid.in_row(row))


def _areas(grid: Grid, row: int) -> Iterator[Area]:
    """Yield the merged cells of a row, each once."""
    column = 1
    while column <= grid.last_column:
        area = grid.area(row, column)
        yield area
        column = area.right + 1


def _titles(grid: Grid, top: int, bottom: int) -> Titles:
    """Return the titles of the columns; what names a whole block at its left is none of them."""
    titles: Titles = {}
    for column in range(1, grid.last_column + 1):
        parts: dict[Area, str] = {}
        for row in range(top, bottom + 1):
            area = grid.area(row, column)
            is_own = area.top >= top and area.bottom <= bottom and (area.left == column or bottom > top)
            if is_own and (text := grid.text(row, column)):
                parts[area] = text
        if any(area.left == column for area in parts):
            titles[column] = " ".join(" ".join(parts.values()).split())
    return titles


def closes(grid: Grid, row: int, words: tuple[str, ...] = CLOSING) -> bool:
    """Return whether a row is the total or a remark below the table."""
    first = next(grid.in_row(row), None)
    return first is not None and bare(first.text).startswith(words)
