"""Cells over several rows that are closed at the end of a page and repeated on the next (续页的合并单元格).

WeasyPrint leaves such a cell open where the page ends and empty where the next begins, so that nobody can read there
what a row belongs to. It wraps one inner function of WeasyPrint in the renderer's own process; the version is pinned,
and a test reads the pages.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.table import add_top_padding
from weasyprint.layout.table import table_layout as layout_part


def install() -> None:
    """Let WeasyPrint lay out tables with whole cells on every page."""
    block.table_layout = table_layout


def table_layout(context: Any, table: Any, bottom_space: float, skip_stack: Any, *others: Any) -> tuple[Any, ...]:
    """Lay out the part of the table that fits this page; its cells end with the page."""
    part, resume_at, *rest = layout_part(context, _reopened(table, skip_stack), bottom_space, skip_stack, *others)
    if part is not None and skip_stack is not None:
        _draw_line(part, part.skipped_rows)
    if part is not None and resume_at is not None:
        _close(part)
    return part, resume_at, *rest


def _reopened(table: Any, skip_stack: Any) -> Any:
    """Return the table with the cells that reach into this page repeated in the page's first row."""
    ((group_at, group_skip),) = skip_stack.items() if skip_stack else ((0, None),)
    ((row_at, row_skip),) = group_skip.items() if group_skip else ((0, None),)
    if not row_at or row_skip:
        return table
    group = table.children[group_at]
    row = group.children[row_at]
    cells = sorted([*row.children, *_reaching(group, row_at)], key=lambda cell: cell.grid_x)
    rows = _replaced(group.children, row_at, row.copy_with_children(cells))
    return table.copy_with_children(_replaced(table.children, group_at, group.copy_with_children(rows)))


def _reaching(group: Any, row_at: int) -> Iterator[Any]:
    """Yield copies of the cells that begin above a row and reach into it, as high as what is left of them."""
    for at, row in enumerate(group.children[:row_at]):
        for cell in row.children:
            if at + cell.rowspan > row_at:
                copy = cell.copy()
                copy.rowspan = at + cell.rowspan - row_at
                yield copy


def _replaced(boxes: Any, at: int, box: Any) -> list[Any]:
    return [*boxes[:at], box, *boxes[at + 1 :]]


def _close(part: Any) -> None:
    """Let every cell that reaches beyond this page end with the page's last row, and draw the line below it."""
    group = part.children[-1]
    *_, last = group.children
    open_cells = list(_open_cells(group))
    bottom = max(cell.position_y + cell.border_height() for cell in open_cells)
    for cell in open_cells:
        _stretch(cell, bottom - cell.position_y - cell.border_height())
    growth = bottom - last.position_y - last.height
    for box in (last, group, part):
        box.height += growth
    _draw_line(part, _last_line(part))


def _open_cells(group: Any) -> Iterator[Any]:
    """Yield the cells that end with the last row or below it; none of them is higher than the rows that are there."""
    count = len(group.children)
    for at, row in enumerate(group.children):
        for cell in row.children:
            if at + cell.rowspan >= count:
                cell.rowspan = count - at
                yield cell


def _stretch(cell: Any, missing: float) -> None:
    above = missing / 2 if cell.vertical_align == "middle" else 0
    add_top_padding(cell, above)
    cell.padding_bottom += missing - above


def _last_line(part: Any) -> int:
    """Return the number of the line below this page's rows in the grid of the whole table."""
    rows = sum(len(group.children) for group in part.children)
    header = part.children[0]
    repeated = len(header.children) if header.is_header and part.skipped_rows else 0
    return int(part.skipped_rows + rows - repeated)


def _draw_line(part: Any, at: int) -> None:
    """Give a horizontal line of the grid a border in every column."""
    vertical, horizontal = part.collapsed_border_grid
    border = max(horizontal[at], key=lambda found: found[1][1])
    whole = [found if found[1][1] else border for found in horizontal[at]]
    part.collapsed_border_grid = vertical, _replaced(horizontal, at, whole)
