"""From the rows of an uploaded workbook to what a browser would have sent for the screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from departments.forms.screens import MOST_ROWS
from departments.models import Evaluation
from departments.workbooks import Cell, Problem, address
from departments.workbooks.problems import shortened
from indicators.forms.leaves import LeavesScreen, leaf_prefix
from indicators.models import Indicator

from .blocks import VALUE, Block, Column, Record, canonical, input_of
from .fields import Misplaced, answers, sent
from .layout import NEW
from .leaves import PARENT
from .parts import PROBLEM, SHEETS, Sheet
from .reading import Entry, FoundBlock, FoundRow

TREES = ("indicators", "project_indicators")
"""The blocks whose rows are indicators, each a form of its own, as many as there are."""


@dataclass(frozen=True)
class Source:
    """The cell that an input was filled from."""

    sheet: str
    address: str
    title: str
    text: str


@dataclass
class Answers:
    """What would be sent for one screen.

    Attributes:
        inputs: as `lay_over` takes them, by the lasting name of the input.
        added: new indicators by their tokens, each with the branch it stands below.
    """

    build: Any
    inputs: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: dict[UUID, Indicator] = field(default_factory=dict)


class Matching:
    """The workbook against what is stored now.

    Attributes:
        answers: by the screen they belong to.
        sources: the cells by the lasting names of their inputs; of a row that is wrong as a whole by that of the row.
        problems: what no form could be asked about.
        notes: what a person should know, although nothing is wrong.
    """

    def __init__(self, evaluation: Evaluation, entry: Entry, versions: Mapping[str, int]) -> None:
        self.evaluation, self.entry, self.versions = evaluation, entry, versions
        self.answers: dict[Any, Answers] = {}
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.screens: dict[Any, Any] = {}
        self.branches: dict[str, Indicator] = {}
        for sheet in SHEETS:
            if entry.parts is None or sheet.key in entry.parts:
                self._sheet(sheet)

    def _sheet(self, sheet: Sheet) -> None:
        if sheet.screen not in self.screens:
            self.screens[sheet.screen] = sheet.screen(self.evaluation, None)
        screen = self.screens[sheet.screen]
        if isinstance(screen, LeavesScreen) and not self.branches:
            self.branches = {str(row.pk): row for row in screen.branches()}
        answers = self.answers.setdefault(sheet.screen, Answers(sheet.screen))
        for block in sheet.blocks(screen):
            found = self.entry.blocks.get(block.key)
            if found and (self.entry.is_foreign or not (missing := _missing(block, found))):
                _BlockMatcher(self, answers, block, found).match()
            elif found:
                message = f"“{block.title}”缺少列：{'、'.join(missing)}。请重新下载填报表，不要删除隐藏的行和列。"
                self.problems.append(Problem(message, found.sheet))
            elif not self.entry.is_foreign:
                self.notes.append(f"文件中没有“{sheet.title}”的“{block.title}”，该部分保持不变。")


def _missing(block: Block, found: FoundBlock) -> list[str]:
    return [column.title for name, column in block.inputs.items() if name not in found.columns]


class _BlockMatcher:
    """One block of the workbook against the same block of now."""

    def __init__(self, matching: Matching, answers: Answers, block: Block, found: FoundBlock) -> None:
        self.matching, self.answers, self.block, self.found = matching, answers, block, found
        self.is_partial = matching.entry.is_foreign
        self.records = {record.key: record for record in block.records}
        self.seen: dict[str, FoundRow] = {}

    def match(self) -> None:
        """Take all rows that somebody has touched."""
        for row in self.found.rows:
            self._row(row, self._key_of(row))
        left = [record for key, record in self.records.items() if key not in self.seen]
        if left and not self.is_partial:
            words = f"“{self.block.title}”中有{len(left)}行不在文件中，系统中保持不变；要删除的请在“删除”一栏选“是”。"
            self.matching.notes.append(words)
        if len(self.seen) > MOST_ROWS and self.block.spare and self.block.key not in TREES:
            message = f"“{self.block.title}”最多{MOST_ROWS}行，现有{len(self.seen)}行，请删减。"
            self._complain(message, list(self.seen.values())[MOST_ROWS])

    def _key_of(self, row: FoundRow) -> str:
        """Return the key of a row; one that was added by an earlier upload of this file is known by its token."""
        if not row.is_new:
            return row.key
        token = self._token(row)
        if self.block.key in TREES:
            return leaf_prefix(token)
        if self.block.key != "measures":
            return f"{self.block.key}|{{{token}}}"
        known = (key for key in self.records if key.endswith(f"{{{token}}}"))
        return next(known, f"{self._problem(row)}|measures|{{{token}}}")

    def _token(self, row: FoundRow) -> UUID:
        try:
            return UUID(row.key.removeprefix(NEW))
        except ValueError:
            said = "|".join(f"{name}={canonical(cell)}" for name, cell in sorted(row.cells.items()))
            return uuid5(UUID(self.matching.entry.meta.download), f"{self.block.key}|{said}")

    def _problem(self, row: FoundRow) -> str:
        """Return the key of the problem that a new measure is against."""
        title = canonical(row.cells.get(PROBLEM))
        if not title:
            return ""
        names = self.answers.inputs
        return next(
            (name.rpartition("|")[0] for name in names if name.endswith("|title") and names[name]["values"] == [title]),
            next((name for name, known in self._problems() if known == title), ""),
        )

    def _problems(self) -> Iterator[tuple[str, str]]:
        for record in self.block.records:
            yield record.key.partition("|measures")[0], str(record.values.get(PROBLEM))
        for row in self.matching.entry.blocks.get("problems", FoundBlock("", {})).rows:
            yield row.key, canonical(row.cells.get("title"))

    def _row(self, row: FoundRow, key: str) -> None:
        if row.is_new and not any(name in self.block.inputs for name in row.cells):
            return
        if key in self.seen:
            other = f"第{self.seen[key].number}行"
            message = f"与{other}的内部编号相同（可能是整行复制的）。请在表内插入空行，只复制需要的单元格。"
            self._complain(message, row)
            return
        self.seen[key] = row
        record = self.records.get(key)
        if record is None:
            self._added(row, key)
        elif row.is_new or row.is_touched:
            self._changed(row, record)

    def _added(self, row: FoundRow, key: str) -> None:
        """Take a new row; of one that is gone meanwhile only say so."""
        if not row.is_new or not self.block.spare:
            if row.is_touched:
                self._complain("这一行在下载后已被他人删除，修改不能保存。请另起一行填写，或放弃修改。", row)
            return
        if not self._has_place(row, key):
            return
        for name, column in self.block.inputs.items():
            source = self._locate(row, column, column.field, input_of(key, name))
            if name in row.cells and name not in (PARENT, PROBLEM):
                self._take(row, source, column.field, input_of(key, name), row.cells[name], 0)

    def _has_place(self, row: FoundRow, key: str) -> bool:
        """Find the branch of a new indicator, or the problem of a new measure."""
        if self.block.key == "measures" and key.startswith("|"):
            self._complain("请在“针对问题”一栏填写上面某个问题的标题。", row, PROBLEM)
            return False
        if self.block.key not in TREES:
            return True
        column = self.block.inputs[PARENT]
        try:
            [chosen] = sent(column.field, row.cells.get(PARENT)) or [""]  # type: ignore[arg-type]
        except Misplaced:
            chosen = ""
        if chosen not in self.matching.branches:
            self._complain("新增指标请在“上级指标”一栏从下拉列表中选择上级。", row, PARENT)
            return False
        self.answers.added[UUID(key.removeprefix("i"))] = self.matching.branches[chosen]
        return True

    def _changed(self, row: FoundRow, record: Record) -> None:
        version = record.version if self.is_partial else row.version
        for name, column in self.block.inputs.items():
            given = record.fields.get(name)
            cell = row.cells.get(name)
            if cell is None and self.is_partial:
                continue
            if name in (PARENT, PROBLEM, *record.settled) or given is None:
                self._keep_settled(row, record, name, cell)
            else:
                lasting = input_of(record.key, name)
                self._take(row, self._locate(row, column, given, lasting), given, lasting, cell, version)

    def _keep_settled(self, row: FoundRow, record: Record, name: str, cell: Cell | None) -> None:
        """Complain of a change where nothing can be entered."""
        if canonical(cell) != canonical(record.values.get(name)) and (cell or record.values.get(name)):
            title = self.block.inputs[name].title
            self._complain(
                f"“{title}”在这里不能修改，请改回“{canonical(record.values.get(name)) or '空'}”。", row, name
            )

    def _locate(self, row: FoundRow, column: Column, given: Any, name: str) -> Source:
        """Remember which cell an input is filled from."""
        cell = row.cells.get(column.name)
        title = str(getattr(given, "label", "") or column.title) if column.name == VALUE else column.title
        source = Source(row.sheet, cell.address if cell else self._place(row, column), title, canonical(cell))
        self.matching.sources[name] = source
        self.matching.sources.setdefault(name.rpartition("|")[0], source)
        return source

    def _place(self, row: FoundRow, column: Column) -> str:
        """Return where a cell that holds nothing stands; without a column of its own, the first of its row."""
        number = self.found.columns.get(column.name) or min(cell.column for cell in row.cells.values())
        return address(row.number, number)

    def _take(self, row: FoundRow, source: Source, given: Any, name: str, cell: Cell | None, version: int) -> None:
        """Let the browser have sent what the cell says."""
        form = name.rpartition("|")[0]
        try:
            values = sent(given, cell)
        except Misplaced as fault:
            expected = fault.expected or "、".join(answers(given))
            found = shortened(source.text)
            self.matching.problems.append(Problem(str(fault), row.sheet, source.address, found, expected))
            return
        seen = max(version, self.matching.versions.get(form, 0))
        kept = {"values": values, "version": str(seen) if seen else "", "label": "", "error": ""}
        self.answers.inputs[name] = kept

    def _complain(self, message: str, row: FoundRow, name: str = "") -> None:
        column = self.found.columns.get(name) or min(self.found.columns.values(), default=1)
        found = canonical(row.cells.get(name)) if name else ""
        self.matching.problems.append(Problem(message, row.sheet, address(row.number, column), shortened(found)))
