"""A table as HTML wants it: widths in percent, each cell with its alignment and scope."""

from dataclasses import dataclass

from reports.document.blocks import Align, Cell, Row, RowKind, Table
from reports.document.grid import cell_columns, split_rows


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell; `scope` says what a header cell heads and is empty for any other."""

    cell: Cell
    align: Align
    scope: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its placed cells."""

    kind: RowKind
    cells: tuple[PlacedCell, ...]
    is_kept: bool = False


def column_shares(table: Table) -> tuple[str, ...]:
    """Return the width of each column in percent of the line."""
    return tuple(f"{100 * column.width_mm / table.width_mm:.2f}%" for column in table.columns)


def head_rows(table: Table) -> tuple[PlacedRow, ...]:
    """Return the titles of the columns, then the header rows; a column without a title has an empty cell there."""
    rows, _ = split_rows(table)
    titles = (PlacedCell(Cell(column.title), "center", "col" if column.title else "") for column in table.columns)
    return ((PlacedRow("header", tuple(titles)),) if table.has_titles else ()) + _placed(table, rows)


def body_rows(table: Table) -> tuple[PlacedRow, ...]:
    """Return the rows below the header."""
    _, rows = split_rows(table)
    return _placed(table, rows)


def _placed(table: Table, rows: tuple[Row, ...]) -> tuple[PlacedRow, ...]:
    return tuple(
        PlacedRow(
            row.kind,
            tuple(
                PlacedCell(cell, _align(table, cell, start, row.kind), _scope(cell, row.kind))
                for cell, start in zip(row.cells, starts, strict=True)
            ),
            row.is_kept,
        )
        for row, starts in zip(rows, cell_columns(table, rows), strict=True)
    )


def _align(table: Table, cell: Cell, start: int, kind: RowKind) -> Align:
    if cell.align:
        return cell.align
    return "center" if cell.header or kind == "header" else table.columns[start].align


def _scope(cell: Cell, kind: RowKind) -> str:
    if kind == "header":
        return "colgroup" if cell.colspan > 1 else "col"
    if cell.header:
        return "rowgroup" if cell.rowspan > 1 else "row"
    return ""
