"""A sheet that is filled from the top down, row by row, with merged cells and heights that hold their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.spreadsheets.cells import Look, Value, dress, put

POINTS_PER_MM = 72 / 25.4
CHARACTERS_PER_MM = 96 / 25.4 / 7
LINE_HEIGHT = 1.4
PADDING = 4
HIGHEST = 390


@dataclass(frozen=True)
class Box:
    """A value over some columns of the sheet, from `first` to `last`."""

    value: Value
    first: int
    last: int
    look: Look


class Page:
    """The sheet with the next row to be written."""

    def __init__(self, worksheet: Worksheet, widths: Sequence[float]) -> None:
        self.worksheet = worksheet
        self.widths = widths
        self.row = 1
        for position, width in enumerate(widths, start=1):
            worksheet.column_dimensions[get_column_letter(position)].width = round(width * CHARACTERS_PER_MM, 2)

    @property
    def last_column(self) -> int:
        """Return the last column, counted from 0."""
        return len(self.widths) - 1

    def add(self, boxes: Sequence[Box], least: float = 20) -> int:
        """Write one row and return its number; a text too high for a row goes over several."""
        first = self.row
        height = max([least, *(self.height(box) for box in boxes)])
        count = ceil(height / HIGHEST)
        for row in range(first, first + count):
            self.worksheet.row_dimensions[row].height = round(height / count, 1)
        for box in boxes:
            self._merge(box, first, first + count - 1)
        self.row += count
        return first

    def beside(self, box: Box, first: int, last: int) -> None:
        """Write one value over several rows that stand already, and make them high enough for it."""
        rows = range(first, last + 1)
        missing = self.height(box) - sum(self.worksheet.row_dimensions[row].height for row in rows)
        for row in rows if missing > 0 else ():
            self.worksheet.row_dimensions[row].height = round(
                self.worksheet.row_dimensions[row].height + missing / len(rows), 1
            )
        self._merge(box, first, last)

    def address(self, column: int, row: int) -> str:
        """Return a cell; columns are counted from 0."""
        return f"{get_column_letter(column + 1)}{row}"

    def height(self, box: Box) -> float:
        """Return the height in points that a text needs; a Chinese character is as wide as it is high."""
        if not isinstance(box.value, str) or box.look.is_shrunk:
            return 0
        width = sum(self.widths[box.first : box.last + 1]) * POINTS_PER_MM - PADDING
        per_line = max(width / box.look.size, 1)
        lines = sum(max(ceil(_length(line) / per_line), 1) for line in box.value.split("\n"))
        return lines * box.look.size * LINE_HEIGHT + PADDING

    def _merge(self, box: Box, first: int, last: int) -> None:
        area = f"{self.address(box.first, first)}:{self.address(box.last, last)}"
        cells = [cell for row in self.worksheet[area] for cell in row] if ":" in area else []
        for cell in cells[1:]:
            dress(cell, box.look)
        put(self.worksheet[self.address(box.first, first)], box.value, box.look)
        if len(cells) > 1:
            self.worksheet.merge_cells(area)


def _length(text: str) -> float:
    """Return how many Chinese characters wide a text is."""
    return sum(1 if ord(character) > 0xFF else 0.55 for character in text)
