"""The lines of a table: one kind, around every cell, and without any room of their own (表线不占行距).

The collapsing borders of CSS belong half to each row, so that a row of one line of text is higher than the line grid;
and finding out which of two borders wins takes a tenth of the time of a report, where all borders are the same. It
replaces one inner function of WeasyPrint in the renderer's own process; the version is pinned, and a test measures
the rows.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import build

SIDES = ("top", "right", "bottom", "left")
NOTHING = ((0, 0, 0), ("none", 0, None))


def install() -> None:
    """Let WeasyPrint draw the lines between cells instead of their borders."""
    build.collapse_table_borders = table_lines


def table_lines(table: Any, width: int, height: int) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return the vertical and the horizontal lines of the grid, with none inside a cell, and take away all borders."""
    for box in _boxes(table):
        for side in SIDES:
            setattr(box, f"border_{side}_width", 0)
    line = _line(table)
    vertical = [[line] * (width + 1) for _ in range(height)]
    horizontal = [[line] * width for _ in range(height + 1)]
    rows = (row for group in table.children for row in group.children)
    for y, row in enumerate(rows):
        for cell in row.children:
            _erase(cell, y, vertical, horizontal)
    return vertical, horizontal


def _boxes(table: Any) -> Iterator[Any]:
    """Yield the table and every box in it that may have a border."""
    yield table
    for group in table.children:
        yield group
        for row in group.children:
            yield row
            yield from row.children
    for group in table.column_groups:
        yield group
        yield from group.children


def _line(table: Any) -> Any:
    """Return the line that the style sheet wants, as WeasyPrint's drawing reads it."""
    cell = next((cell for group in table.children for row in group.children for cell in row.children), table)
    width, style = cell.style["border_top_width"], cell.style["border_top_style"]
    return (0, width, 0), (style, width, get_color(cell.style, "border_top_color"))


def _erase(cell: Any, y: int, vertical: list[list[Any]], horizontal: list[list[Any]]) -> None:
    """Take away the lines that cross a cell over several columns or rows."""
    right, below = cell.grid_x + cell.colspan, y + cell.rowspan
    for row in range(y, below):
        for x in range(cell.grid_x + 1, right):
            vertical[row][x] = NOTHING
    for row in range(y + 1, below):
        for x in range(cell.grid_x, right):
            horizontal[row][x] = NOTHING
