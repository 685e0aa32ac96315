"""A table of the document as a table of Word: fixed widths, merged cells, header rows on every page."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from docx.shared import Mm

from reports.document.blocks import Table
from reports.document.grid import cell_columns, split_rows
from reports.rendering.tables import PlacedCell, PlacedRow, body_rows, head_rows
from reports.rendering.word.looks import CENTER, LEFT, RIGHT

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row


class Styles(NamedTuple):
    """The ids of the styles of a table."""

    head: str
    text: str


ALIGNMENTS = {"left": LEFT, "center": CENTER, "right": RIGHT}


def write_table(word: "WordDocument", table: Table, *, width_mm: float, is_dense: bool) -> None:
    """Write caption, table and note; the columns share `width_mm` as they do on the page."""
    if table.caption:
        word.add_paragraph(table.caption, "Caption")
    if table.unit_note:
        word.add_paragraph(table.unit_note, "Unit Note")
    _write_rows(word, table, width_mm, _styles(word, "Dense" if is_dense else "Table"))
    if table.note:
        word.add_paragraph(table.note, "Table Note")


def _write_rows(word: "WordDocument", table: Table, width_mm: float, styles: Styles) -> None:
    head, body = head_rows(table), body_rows(table)
    starts = tuple(_starts(table, len(head) - len(split_rows(table)[0])))
    grid = word.add_table(len(head) + len(body), len(table.columns), "Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _set_widths(grid, [width_mm * column.width_mm / table.width_mm for column in table.columns])
    cells = [list(row.cells) for row in grid.rows]
    for at, row in enumerate((*head, *body)):
        _write_row(cells, at, row, starts[at], styles)
    for at, (line, placed) in enumerate(zip(grid.rows, (*head, *body), strict=True)):
        _set_breaks(line, is_head=at < len(head), keeps_next=placed.is_kept or placed.kind in ("header", "group"))


def _styles(word: "WordDocument", kind: str) -> Styles:
    return Styles(*(word.styles[f"{kind} {part}"].style_id for part in ("Head", "Text")))


def _starts(table: Table, titles: int) -> Iterator[tuple[int, ...]]:
    """Yield the columns where the cells of each row begin, for the row of titles too."""
    for _ in range(titles):
        yield tuple(range(len(table.columns)))
    for rows in split_rows(table):
        yield from cell_columns(table, rows)


def _write_row(cells: list[list["_Cell"]], at: int, row: PlacedRow, starts: tuple[int, ...], styles: Styles) -> None:
    for placed, start in zip(row.cells, starts, strict=True):
        cell = _merged(cells, at, start, placed)
        style = styles.head if row.kind in ("header", "total", "group") else styles.text
        _fill(cell, placed.cell.text, style, ALIGNMENTS[placed.align])


def _merged(cells: list[list["_Cell"]], at: int, start: int, placed: PlacedCell) -> "_Cell":
    """Return the cell over all that it spans; most span nothing, and merging one cell with itself takes long."""
    row, column = at + placed.cell.rowspan - 1, start + placed.cell.colspan - 1
    return cells[at][start] if (row, column) == (at, start) else cells[at][start].merge(cells[row][column])


def _fill(cell: "_Cell", text: str, style: str, alignment: object) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for extra in cell.paragraphs[1:]:
        cell._tc.remove(extra._p)  # noqa: SLF001 - merging leaves empty paragraphs
    lines = text.split("\n")
    for _ in lines[1:]:
        cell.add_paragraph()
    for paragraph, line in zip(cell.paragraphs, lines, strict=True):
        paragraph.text, paragraph.alignment = line, alignment
        paragraph._p.style = style  # noqa: SLF001 - by its id: looking it up by name anew takes a third of all time


def _set_widths(grid: "WordTable", widths_mm: list[float]) -> None:
    """Set the widths so that the sum is exact: Word and LibreOffice both follow the grid of a fixed table."""
    edges = [Mm(sum(widths_mm[:at])) for at in range(len(widths_mm) + 1)]
    widths = [right - left for left, right in pairwise(edges)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _set_breaks(row: "_Row", *, is_head: bool, keeps_next: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to a row's properties
    for name in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        properties.append(OxmlElement(name))
    if keeps_next:
        for paragraph in row._tr.iter(qn("w:p")):  # noqa: SLF001
            paragraph.get_or_add_pPr().get_or_add_keepNext()
