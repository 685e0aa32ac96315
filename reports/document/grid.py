"""The grid of a table: every place of it is covered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.document.errors import MalformedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.document.blocks import Row, Table


def check_grid(table: Table) -> None:
    """Refuse a table that has no columns, gaps, overlaps or a header below the body.

    Raises:
        MalformedDocument: it names the table and the row.
    """
    if not table.columns:
        raise MalformedDocument(f"{_name(table)}没有列。")
    if any(column.width_mm <= 0 for column in table.columns):
        raise MalformedDocument(f"{_name(table)}有宽度不大于零的列。")
    head, body = split_rows(table)
    if any(row.kind == "header" for row in body):
        raise MalformedDocument(f"{_name(table)}的表头行排在表体之后。")
    tuple(cell_columns(table, head))
    tuple(cell_columns(table, body, first=len(head) + 1))


def split_rows(table: Table) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the header rows that begin the table, and all others."""
    kinds = [row.kind for row in table.rows]
    count = next((at for at, kind in enumerate(kinds) if kind != "header"), len(kinds))
    return table.rows[:count], table.rows[count:]


def cell_columns(table: Table, rows: tuple[Row, ...], first: int = 1) -> Iterator[tuple[int, ...]]:
    """Yield for each of `rows`, a whole head or body, the column in which each cell begins.

    Args:
        table: the table of the rows.
        rows: what `split_rows` returned.
        first: the number of the first of them, for the message.

    Raises:
        MalformedDocument: a row leaves a gap or does not fit.
    """
    covered = [0] * len(table.columns)
    for line, row in enumerate(rows, start=first):
        starts, covered = _fill(f"{_name(table)}第{line}行", row, covered)
        yield starts
    if any(covered):
        raise MalformedDocument(f"{_name(table)}有单元格向下合并超出了最后一行。")


def _fill(place: str, row: Row, covered: list[int]) -> tuple[tuple[int, ...], list[int]]:
    """Return where each cell begins, and how many more rows each column is covered below."""
    free = [column for column, rows in enumerate(covered) if rows == 0]
    below = [max(rows - 1, 0) for rows in covered]
    starts = []
    for cell in row.cells:
        if cell.rowspan < 1 or cell.colspan < 1:
            raise MalformedDocument(f"{place}单元格“{cell.text}”的合并数小于一。")
        taken, free = free[: cell.colspan], free[cell.colspan :]
        if len(taken) < cell.colspan or taken[-1] - taken[0] >= cell.colspan:
            raise MalformedDocument(f"{place}放不下单元格“{cell.text}”。")
        below[taken[0] : taken[-1] + 1] = [cell.rowspan - 1] * cell.colspan
        starts.append(taken[0])
    if free:
        raise MalformedDocument(f"{place}缺少{len(free)}个单元格。")
    return tuple(starts), below


def _name(table: Table) -> str:
    return f"表格“{table.caption}”"
