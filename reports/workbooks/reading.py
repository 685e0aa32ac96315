"""Finding the cells of an uploaded entry workbook again by their hidden keys, wherever they stand by now."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from departments.workbooks import Cell, Limits, Problem, Row, Sheet, Unreadable, address, open_tables
from perfeval.lib.characters import typed

from .blocks import mark_of
from .layout import BEGIN, FIRST_COLUMN, HEAD, INPUT, KEY_COLUMN, MARK_COLUMN, NEW, OUTSIDE
from .meta import SHEET, Meta, read_meta

PART = "perfeval:"
ASKED_LATER = ("problems",)
"""The blocks whose rows others refer to by what they say."""
UNTOUCHED: Mapping[str, Cell] = {}
FOREIGN = (
    "“{name}”不是本系统的填报表，其中也没有找到自评表的表头（如“三级指标”“年度指标值”“实际完成值”）。"
    "请在“Excel填报”中下载填报表，填写后上传。"
)
NAMELESS = "“{name}”中记载单位和年度的隐藏工作表已丢失或损坏，无法核对。请重新下载填报表，把内容复制过去后上传。"


class NotOurs(Unreadable):
    """A sound file that is no entry workbook of ours; it may hold a table in another layout."""


@dataclass(frozen=True)
class FoundRow:
    """One row of a block as it came.

    Attributes:
        key: that of its record, of a row to be added, or empty for one that a person has inserted.
        is_touched: whether its cells say anything else than when they were downloaded; of one that nobody has touched
            the cells are forgotten, so that memory does not grow with the workbook.
    """

    sheet: str
    block: str
    number: int
    key: str
    version: int
    is_touched: bool
    cells: Mapping[str, Cell]

    @property
    def is_new(self) -> bool:
        """Whether it was not there when the workbook was downloaded."""
        return not self.key or self.key.startswith(NEW)


@dataclass
class FoundBlock:
    """A block with the letters of its columns, the names of those that are filled in, and its rows."""

    sheet: str
    columns: Mapping[str, int]
    inputs: frozenset[str] = frozenset()
    rows: list[FoundRow] = field(default_factory=list)


@dataclass
class Entry:
    """What an uploaded entry workbook says.

    Attributes:
        blocks: by their keys.
        problems: what is wrong with the sheets themselves.
        notes: what a person should know, although nothing is wrong.
        unread: the names of sheets that are no part of the entry.
        is_foreign: whether it was made of a table in another layout: then what it does not say stays as it is.
        parts: the keys of the sheets that it can say something about; None for all.
    """

    meta: Meta
    blocks: dict[str, FoundBlock] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    is_foreign: bool = False
    parts: Container[str] | None = None


def read_entry(file: IO[bytes], name: str, limits: Limits) -> Entry:
    """Return what the workbook says.

    Raises:
        NotOurs: it is no entry workbook.
        Unreadable: it is damaged, or could do harm.
    """
    sheets = open_tables(file, name, limits)
    meta = next((found for sheet in sheets if sheet.name == SHEET and (found := read_meta(sheet))), None)
    if meta is None:
        raise Unreadable(Problem(NAMELESS.format(name=name))) if _is_ours(sheets) else NotOurs(_foreign(name))
    entry = Entry(meta)
    for sheet in sheets:
        if sheet.name != SHEET:
            _SheetReader(sheet, entry).read()
    return entry


def _foreign(name: str) -> Problem:
    return Problem(FOREIGN.format(name=name))


def _is_ours(sheets: Sequence[Sheet]) -> bool:
    """Return whether any sheet is a part of an entry workbook, although nothing says whose any more."""
    first = (next(sheet.rows(), None) for sheet in sheets)
    return any(row is not None and row.cells[0].text.startswith(PART) for row in first)


class _SheetReader:
    """Reads one sheet from the top down."""

    def __init__(self, sheet: Sheet, entry: Entry) -> None:
        self.sheet, self.entry = sheet, entry
        self.part = ""
        self.block: FoundBlock | None = None
        self.block_key = ""

    def read(self) -> None:
        """Read all rows; a sheet that is no part of the entry is left alone."""
        for row in self.sheet.rows():
            if not self.part and not self._begin(row):
                self.entry.unread.append(self.sheet.name)
                break
            self._take(row)
        if self.sheet.is_hidden:
            self._complain("这张工作表是隐藏的，其中的内容不会被看到。请取消隐藏，核对后再上传，或删除它。")
        if self.part:
            self._refuse_merged()

    def _begin(self, row: Row) -> bool:
        first = row.cells[0]
        self.part = first.text if first.column == KEY_COLUMN and first.text.startswith(PART) else ""
        return bool(self.part)

    def _take(self, row: Row) -> None:
        cells = {cell.column: cell for cell in row.cells}
        key = cells[KEY_COLUMN].text if KEY_COLUMN in cells else ""
        if key.startswith(BEGIN):
            self._begin_block(key.removeprefix(BEGIN), cells)
        elif key == OUTSIDE:
            self.block = None
        elif key == HEAD or key.startswith(PART):
            return
        elif self.block:
            self._add(row.number, key, cells)
        else:
            self._complain("这一行不在任何表内，没有读取。请移到表内，或删除。", cells)

    def _begin_block(self, key: str, cells: Mapping[int, Cell]) -> None:
        names = {column: cell.text for column, cell in cells.items() if column >= FIRST_COLUMN}
        inputs = frozenset(name.removeprefix(INPUT) for name in names.values() if name.startswith(INPUT))
        columns = {name.removeprefix(INPUT): column for column, name in names.items()}
        if key in self.entry.blocks:
            self._complain(f"“{self.entry.blocks[key].sheet}”的内容在这里又出现了一次，请删除重复的工作表。", cells)
            self.block = None
            return
        self.block_key = key
        self.block = self.entry.blocks[key] = FoundBlock(self.sheet.name, columns, inputs)

    def _add(self, number: int, key: str, cells: Mapping[int, Cell]) -> None:
        assert self.block is not None  # noqa: S101 (the caller has seen it)
        version, _, mark = cells[MARK_COLUMN].text.partition(":") if MARK_COLUMN in cells else ("", "", "")
        found = {name: _typed(cells[column]) for name, column in self.block.columns.items() if column in cells}
        seen = int(version) if version.isdecimal() and len(version) < 10 else 0
        is_touched = mark != mark_of(found, self.block.inputs)
        kept = found if is_touched or self.block_key in ASKED_LATER else UNTOUCHED
        self.block.rows.append(FoundRow(self.sheet.name, self.block_key, number, key, seen, is_touched, kept))

    def _refuse_merged(self) -> None:
        """Complain of merged cells in rows that are read: of such cells only the first holds anything."""
        rows = {row.number for block in self._own() for row in block.rows}
        for top, bottom, left, _ in self.sheet.merged:
            if rows & set(range(top, min(bottom, top + 1000) + 1)):
                message = "填写的区域不能合并单元格，请取消合并后分别填写。"
                self.entry.problems.append(Problem(message, self.sheet.name, address(top, left)))

    def _own(self) -> Iterator[FoundBlock]:
        return (block for block in self.entry.blocks.values() if block.sheet == self.sheet.name)

    def _complain(self, message: str, cells: Mapping[int, Cell] | None = None) -> None:
        first = next(iter(cells.values())).address if cells else ""
        self.entry.problems.append(Problem(message, self.sheet.name, first))


def _typed(cell: Cell) -> Cell:
    """Return the cell without characters that nobody can type."""
    return cell._replace(value=typed(cell.value)) if isinstance(cell.value, str) else cell
