"""Finding the columns of a table by their heads, told apart without blanks and brackets, and the rows below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from departments.workbooks import Cell, CellKind, Problem, Row, Sheet
from perfeval.lib.listing import unmarked

HEAD_WITHIN = 20
BLANKS = re.compile(r"\s+")
BRACKETS = re.compile(r"[（(\[【].*?[）)\]】]")
TEN_THOUSANDS = "万元"


@dataclass(frozen=True)
class Heading:
    """One column that is understood: the first of `titles` is its own, the others are what people also write."""

    key: str
    titles: tuple[str, ...]
    is_required: bool = False

    @property
    def title(self) -> str:
        """Its own title."""
        return self.titles[0]


@dataclass(frozen=True)
class Line:
    """One row below the heads, by the keys of the columns."""

    number: int
    sheet: str
    cells: Mapping[str, Cell]

    def text(self, key: str) -> str:
        """Return what stands in a column, empty when nothing does; the mark of our own CSV files is taken off."""
        cell = self.cells.get(key)
        return unmarked(cell.text.strip()) if cell else ""

    def problem(self, key: str, message: str, expected: str = "") -> Problem:
        """Return what is wrong in a column; one that is not there is named by the row."""
        cell = self.cells.get(key)
        where = cell.address if cell else f"第{self.number}行"
        return Problem(message, self.sheet, where, self.text(key), expected)


@dataclass
class Table:
    """What was found of a table.

    Attributes:
        units: for each column the unit that its head, or a line above, names.
    """

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)


def bare(title: str) -> str:
    """Return a head as it is compared.

    >>> bare("年初 预算数（万元）")
    '年初预算数'
    """
    return BRACKETS.sub("", BLANKS.sub("", title))


def find_table(sheets: Sequence[Sheet], headings: Sequence[Heading], known: Sequence[str] = ()) -> Table:
    """Return the first table whose heads name every required column; `known` heads are left out without a word.

    Raises:
        Unreadable: a sheet is damaged, or larger than the limits.
    """
    lacking: list[str] = []
    for sheet in (sheet for sheet in sheets if not sheet.is_hidden):
        rows = sheet.rows()
        above: list[Row] = []
        for row in rows:
            places, lacking_here = _places(row, headings)
            if places and not lacking_here:
                return _read(sheet, rows, row, places, above, known)
            lacking = min(lacking or lacking_here, lacking_here, key=len) if places else lacking
            above.append(row)
            if len(above) >= HEAD_WITHIN:
                break
    return Table(problems=[_without_heads(headings, lacking)])


def _places(row: Row, headings: Sequence[Heading]) -> tuple[dict[int, Heading], list[str]]:
    """Return the columns that a row names, and which required ones it lacks."""
    titles = {bare(title): heading for heading in headings for title in heading.titles}
    places: dict[int, Heading] = {}
    for cell in row.cells:
        heading = titles.get(bare(cell.text))
        if heading and heading not in places.values():
            places[cell.column] = heading
    found = set(places.values())
    return places, [one.title for one in headings if one.is_required and one not in found]


def _without_heads(headings: Sequence[Heading], lacking: list[str]) -> Problem:
    required = "、".join(heading.title for heading in headings if heading.is_required)
    if lacking:
        return Problem(f"表头缺少“{'”“'.join(lacking)}”。请补上这些列，或从模板开始填写。", expected=required)
    return Problem(
        f"前{HEAD_WITHIN}行中没有找到表头。表头须有这些列：{required}。请核对文件，或从模板开始填写。",
        expected=required,
    )


def _read(
    sheet: Sheet,
    rows: Iterator[Row],
    head: Row,
    places: Mapping[int, Heading],
    above: Sequence[Row],
    known: Sequence[str],
) -> Table:
    table = Table(keys={heading.key for heading in places.values()}, units=_units(head, places, above))
    left_out = [cell.text for cell in head.cells if cell.column not in places and bare(cell.text) not in known]
    if left_out:
        table.notes.append(f"以下各列不导入：{'、'.join(left_out)}。")
    for row in rows:
        cells = {places[cell.column].key: cell for cell in row.cells if cell.column in places}
        table.problems += [_unusable(cell, sheet.name) for cell in cells.values() if cell.kind in UNUSABLE]
        if cells:
            table.lines.append(Line(row.number, sheet.name, cells))
    table.problems += [_merged(sheet.name, area) for area in sheet.merged if area[1] > head.number]
    return table


def _units(head: Row, places: Mapping[int, Heading], above: Sequence[Row]) -> dict[str, str]:
    """Return which columns are in 万元: by their heads, or by a line above (单位：万元)."""
    common = any("单位" in cell.text and TEN_THOUSANDS in cell.text for cell in chain(*(row.cells for row in above)))
    return {
        places[cell.column].key: TEN_THOUSANDS
        for cell in head.cells
        if cell.column in places and (TEN_THOUSANDS in cell.text or (common and "元" not in cell.text))
    }


UNUSABLE = {
    CellKind.FORMULA: "此处是公式，请复制后“选择性粘贴—数值”，再上传。",
    CellKind.ERROR: "此处是错误值，请改正后再上传。",
}


def _unusable(cell: Cell, sheet: str) -> Problem:
    return Problem(UNUSABLE[cell.kind], sheet, cell.address, cell.text)


def _merged(sheet: str, area: tuple[int, int, int, int]) -> Problem:
    return Problem(f"第{area[0]}至{area[1]}行有合并的单元格，请取消合并并逐行填写，再上传。", sheet)
