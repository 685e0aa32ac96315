"""Cells of a PDF's tables that WeasyPrint leaves without a header, beside cells that span several rows.

It counts a row's columns from the left, although the first may be taken by a cell of the row above. PDF/UA-1 (ISO
14289-1, 7.5) wants the headers of each cell of data to be known.
"""

from collections.abc import Iterator
from typing import Any

Grid = dict[tuple[int, int], Any]


def complete_headers(pdf: Any) -> None:
    """Name the headers above and to the left of each cell that names none."""
    for element in list(pdf.objects):
        if isinstance(element, dict) and element.get("S") == "/Table":
            _complete(_grid(pdf, element))


def _complete(grid: Grid) -> None:
    for (row, column), cell in grid.items():
        if cell["S"] == "/TD" and not cell["A"].get("Headers", True):
            above = [grid.get((at, column)) for at in range(row)]
            before = [grid.get((row, at)) for at in range(column)]
            found = [one["ID"] for one in (*above, *before) if one is not None and "ID" in one]
            cell["A"]["Headers"].extend(dict.fromkeys(found))


def _grid(pdf: Any, table: Any) -> Grid:
    """Return the cell at each row and column; one that spans stands at each of its places."""
    grid: Grid = {}
    for row, element in enumerate(_below(pdf, table, "/TR")):
        column = 0
        for cell in _below(pdf, element, "/TH", "/TD"):
            while (row, column) in grid:
                column += 1
            for down in range(cell["A"].get("RowSpan", 1)):
                for right in range(cell["A"].get("ColSpan", 1)):
                    grid[row + down, column + right] = cell
    return grid


def _below(pdf: Any, element: Any, *kinds: str) -> Iterator[Any]:
    """Yield the elements of some kinds in an element, as they are read."""
    for kid in element.get("K", ()):
        found = pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else None
        if isinstance(found, dict) and found.get("S") in kinds:
            yield found
        elif isinstance(found, dict) and found.get("Type") == "/StructElem":
            yield from _below(pdf, found, *kinds)
