"""One sheet of a package: only cells that hold something are kept, one row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import isfinite

from .cells import Cell, CellKind, Row, column_number
from .formats import Shown, day_of
from .package import Package
from .problems import Unreadable, refuse
from .texts import TextParts, unescaped

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")
AREA = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?\Z")
MOST_MERGED = 100_000
TOO_MERGED = "合并单元格过多或已损坏，请取消合并后上传。"
Found = tuple[CellKind, str | Decimal | date | bool]
Areas = list[tuple[int, int, int, int]]


@dataclass
class Shared:
    """What all sheets of a workbook share: texts, looks, the calendar, and the counts of what was found."""

    texts: list[str] = field(default_factory=list)
    looks: list[Shown] = field(default_factory=list)
    is_1904: bool = False
    filled: int = 0
    empty: int = 0
    merged: int = 0

    def text(self, number: int) -> str:
        """Return a text of the list.

        Raises:
            IndexError: there is none of this number.
        """
        if number < 0:
            raise IndexError
        return self.texts[number]


class PackedSheet:
    """A sheet of an xlsx file."""

    def __init__(self, package: Package, part: str, name: str, shared: Shared, *, is_hidden: bool) -> None:
        self.package, self.part, self.name, self.shared = package, part, name, shared
        self.is_hidden = is_hidden
        self.merged: Areas = []

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something."""
        handler = _Handler(self)
        for _ in self.package.parse(self.part, handler):
            yield from handler.taken()

    def refuse(self, message: str, cell: str = "") -> Unreadable:
        """Return the refusal of the file because of this sheet."""
        return refuse(message, self.name, cell)


class _Handler:
    """Takes in the elements of the sheet."""

    def __init__(self, sheet: PackedSheet) -> None:
        self.sheet, self.shared, self.limits = sheet, sheet.shared, sheet.package.limits
        self.finished: list[Row] = []
        self.cells: list[Cell] = []
        self.row = self.column = 0
        self.kind, self.look, self.formula = "", "", ""
        self.parts = TextParts(self.limits.text)
        self.value: str | None = None

    def taken(self) -> list[Row]:
        """Hand over the rows that are complete."""
        rows, self.finished = self.finished, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "f", "t"):
            self.parts.begin()
            if name == "f":
                self.formula = "="
        elif name == "rPh":
            self.parts.is_muted = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """End an element."""
        if name == "v":
            self.value = self.parts.taken()
        elif name == "t":
            self.value = (self.value or "") + self.parts.taken()
        elif name == "f":
            self.formula = self.parts.taken() or "="
        elif name == "rPh":
            self.parts.is_muted = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def text(self, text: str) -> None:
        """Take text inside an element."""
        self.parts.add(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r") or self.row + 1)
        self.column = 0
        self.cells = []
        self._count_empty()

    def _count_empty(self) -> None:
        """Count rows and cells that hold nothing; enough of them would keep the machine busy for nothing."""
        self.shared.empty += 1
        if self.shared.empty > self.limits.cells:
            raise self.sheet.refuse(
                "只有格式、没有内容的行或列太多（往往是整行整列设置了格式）。"
                "请选中表格以下的空行和以右的空列，删除后保存再上传。"
            )

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = REFERENCE.match(attributes.get("r", ""))
        self.column = column_number(reference[1]) if reference else self.column + 1
        self.kind, self.look = attributes.get("t", "n"), attributes.get("s", "")
        self.value, self.formula = None, ""

    def _end_cell(self) -> None:
        found = self._found()
        if found is None:
            self._count_empty()
            return
        cell = Cell(self.row, self.column, *found)
        self._hold_to_limits(cell)
        self.cells.append(cell)

    def _hold_to_limits(self, cell: Cell) -> None:
        self.shared.filled += 1
        if cell.row > self.limits.rows:
            raise self.sheet.refuse(f"超过上限{self.limits.rows}行，请拆分后上传。", cell.address)
        if cell.column > self.limits.columns:
            raise self.sheet.refuse(f"超过上限{self.limits.columns}列，请删除右侧多余的内容后上传。", cell.address)
        if self.shared.filled > self.limits.cells:
            raise self.sheet.refuse(f"整个文件有内容的单元格超过上限{self.limits.cells}个，请拆分后上传。")

    def _found(self) -> Found | None:
        """Return what the cell holds, None for nothing."""
        if self.formula:
            return CellKind.FORMULA, self.formula.removeprefix("=")
        if self.value is None or self.value == "":
            return None
        if self.kind == "n":
            return self._number(self.value)
        if self.kind == "b":
            return CellKind.BOOLEAN, self.value == "1"
        if self.kind == "e":
            return CellKind.ERROR, self.value
        text = self.shared.text(int(self.value)) if self.kind == "s" else unescaped(self.value)
        return (CellKind.TEXT, text) if text.strip() else None

    def _number(self, written: str) -> Found:
        """Return a number with the 15 digits that Excel shows, a share of 1, or a day."""
        number = float(written)
        if not isfinite(number):
            return CellKind.ERROR, written
        shown = self.shared.looks[int(self.look)] if self.look else Shown.NUMBER
        day = day_of(number, is_1904=self.shared.is_1904) if shown is Shown.DAY else None
        if day is not None:
            return CellKind.DATE, day
        kind = CellKind.PERCENT if shown is Shown.PERCENT else CellKind.NUMBER
        return kind, Decimal(format(number, ".15g"))

    def _end_row(self) -> None:
        if self.cells:
            self.finished.append(Row(self.row, self.cells))
            self.cells = []

    def _merge(self, reference: str) -> None:
        area = AREA.match(reference)
        if area is None or len(self.sheet.merged) >= MOST_MERGED:
            raise self.sheet.refuse(TOO_MERGED)
        first, top, last, bottom = area.groups()
        left, right = column_number(first), column_number(last or first)
        rows, columns = int(bottom or top) - int(top) + 1, right - left + 1
        self.shared.merged += max(rows, 1) * max(columns, 1)
        if self.shared.merged > self.limits.cells:
            raise self.sheet.refuse(TOO_MERGED)
        self.sheet.merged.append((int(top), int(bottom or top), left, right))
