"""The grid of a table: every cell of it is covered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.document.errors import MalformedDocument

if TYPE_CHECKING:
    from reports.document.blocks import Row, Table


def check_grid(table: Table) -> None:
    """Refuse a table that has no columns, gaps, overlaps or a header below the body.

    Raises:
        MalformedDocument: it names the table and the row.
    """
    name = f"表格“{table.caption}”"
    if not table.columns:
        raise MalformedDocument(f"{name}没有列。")
    if any(column.width_mm <= 0 for column in table.columns):
        raise MalformedDocument(f"{name}有宽度不大于零的列。")
    head, body = split_rows(table)
    if any(row.kind == "header" for row in body):
        raise MalformedDocument(f"{name}的表头行排在表体之后。")
    _check_part(name, len(table.columns), head, first=1)
    _check_part(name, len(table.columns), body, first=1 + len(head))


def split_rows(table: Table) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the header rows that begin the table, and all others."""
    kinds = [row.kind for row in table.rows]
    count = next((at for at, kind in enumerate(kinds) if kind != "header"), len(kinds))
    return table.rows[:count], table.rows[count:]


def _check_part(name: str, width: int, rows: tuple[Row, ...], first: int) -> None:
    hanging = [0] * width
    for number, row in enumerate(rows, start=first):
        hanging = _after_row(f"{name}第{number}行", row, hanging)
    if any(hanging):
        raise MalformedDocument(f"{name}有单元格向下合并超出了最后一行。")


def _after_row(place: str, row: Row, hanging: list[int]) -> list[int]:
    """Return how many more rows each column is covered below `row`."""
    free = [column for column, rows in enumerate(hanging) if rows == 0]
    after = [max(rows - 1, 0) for rows in hanging]
    for cell in row.cells:
        if cell.rowspan < 1 or cell.colspan < 1:
            raise MalformedDocument(f"{place}单元格“{cell.text}”的合并数小于一。")
        taken, free = free[: cell.colspan], free[cell.colspan :]
        if len(taken) < cell.colspan or taken[-1] - taken[0] >= cell.colspan:
            raise MalformedDocument(f"{place}放不下单元格“{cell.text}”。")
        for column in taken:
            after[column] = cell.rowspan - 1
    if free:
        raise MalformedDocument(f"{place}缺少{len(free)}个单元格。")
    return after
