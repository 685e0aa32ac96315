"""From a table and its mapping to what our own workbook would have said; from there on both go the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from departments.models import Evaluation
from departments.workbooks import Cell, CellKind, Problem
from indicators.forms.leaves import LeavesScreen
from indicators.scoring import read_value

from ..workbooks.blocks import VALUE, Block, Record
from ..workbooks.meta import Meta
from ..workbooks.parts import SHEETS
from ..workbooks.reading import Entry, FoundBlock, FoundRow
from .indicator_rows import Row, indicator_rows
from .mapping import WHOLE
from .mapping import Mapping as Confirmed
from .meanings import COMPUTED, FUNDS, GOALS, LABELS, MEANINGS, TASKS, bare
from .placing import Leaves
from .spots import NO_LABEL, Layout
from .tables import Table
from .totals import differing

WANTED = ("goals", "budget", "projects", "indicators", "signature")
"""The sheets of our own workbook that such a table can say something about."""
SIGNATURE = ("filled_by", "head", "phone")
ONE_NAME = {"unit": "other"}
"""Lines of the whole unit under another name than a project's sources of funds."""
GOAL_COLUMNS = {"expected": "goal_expected", "reached": "goal_reached"}


def entry_of(layout: Layout, confirmed: Confirmed, evaluation: Evaluation, key: str) -> Entry:
    """Return what the table says, as if it stood in our own workbook.

    Args:
        layout: the sheet.
        confirmed: what a person has said that it means.
        evaluation: as it is stored now.
        key: of the upload; rows that are added get their tokens from it.
    """
    return _Taker(layout, confirmed, evaluation, key).take()


@dataclass
class _Taker:
    layout: Layout
    confirmed: Confirmed
    evaluation: Evaluation
    key: str
    blocks: dict[str, Block] = field(default_factory=dict)

    def take(self) -> Entry:
        """Take everything that has a meaning."""
        meta = Meta.of(self.evaluation)
        self.entry = Entry(
            Meta(**{**vars(meta), "download": self.key, "downloaded_at": ""}), is_foreign=True, parts=WANTED
        )
        self.entry.problems += self._objections()
        if self.entry.problems:
            return self.entry
        self._open_blocks()
        self._funds()
        self._tasks()
        self._goals()
        self._labels()
        self._indicators()
        self._notes()
        return self.entry

    def _objections(self) -> Iterator[Problem]:
        """Refuse the table of another year or unit by name."""
        sheet, here = self.layout.grid.name, self.evaluation
        year = self.layout.year
        if year and year != str(here.cycle.year):
            yield Problem(f"这是{year}年度的表，这里是{here.cycle.year}年度。请上传{here.cycle.year}年度的表。", sheet)
        units = [cell for name, cell in self._labelled() if name == "unit_name"]
        names = {bare(name) for name in here.department.names if name}
        if units and not any(name in bare(cell.text) for cell in units for name in names):
            words = f"这张表写的单位是“{units[0].text}”，这里是“{here.department}”。请在该单位的自评中上传。"
            yield Problem(words, sheet, units[0].address, units[0].text)

    def _labelled(self) -> Iterator[tuple[str, Cell]]:
        for key, cell in self.layout.values.items():
            yield self.confirmed.meanings.get(key, ""), cell

    @property
    def is_whole(self) -> bool:
        """Whether it is the table of the whole unit."""
        return self.confirmed.subject == WHOLE

    def _open_blocks(self) -> None:
        """Lay out the parts that a table can say something about."""
        for sheet in SHEETS:
            if sheet.key in WANTED:
                screen = sheet.screen(self.evaluation, None)
                self.blocks |= {block.key: block for block in sheet.blocks(screen)}
                if isinstance(screen, LeavesScreen):
                    self.leaves = screen

    def _tables(self, kind: str) -> Iterator[tuple[Table, Mapping[str, int]]]:
        """Yield the tables of a kind, with their columns by what they stand for."""
        for table in self.layout.tables:
            if table.kind == kind:
                meanings = {
                    column: self.confirmed.meanings.get(f"{kind}:{bare(title)}", "")
                    for column, title in table.titles.items()
                }
                yield table, {meaning: column for column, meaning in reversed(meanings.items()) if meaning}

    def _add(self, block: str, key: str, row: int, cells: dict[str, Cell]) -> None:
        """Say one row of a block, as far as its cells hold anything and may be changed."""
        record = next((record for record in self.blocks[block].records if record.key == key), None)
        settled = record.settled if record else frozenset()
        said = {name: cell for name, cell in cells.items() if name not in settled}
        if len(said) < len(cells) and APPROVED not in self.entry.notes:
            self.entry.notes.append(APPROVED)
        if said:
            columns = {name: cell.column for name, cell in said.items()}
            found = self.entry.blocks.setdefault(block, FoundBlock(self.layout.grid.name, {}))
            found.columns = {**found.columns, **columns}
            same = next((number for number, other in enumerate(found.rows) if key and other.key == key), None)
            if same is None:
                found.rows.append(FoundRow(self.layout.grid.name, block, row, key, 0, is_touched=True, cells=said))
            else:
                self._join(found.rows, same, said)

    def _join(self, rows: list[FoundRow], number: int, said: dict[str, Cell]) -> None:
        """Say more of a row that the table speaks of in several places; what it says twice is not read again."""
        before = rows[number].cells
        self.entry.notes += [
            f"{cell.address}“{cell.text}”没有读取：同一内容已从{before[name].address}读取。"
            for name, cell in said.items()
            if name in before
        ]
        rows[number] = replace(rows[number], cells={**said, **before})

    def _funds(self) -> None:
        block = "lines" if self.is_whole else "project_funds"
        records = {self._fund_key(record): record for record in self.blocks[block].records if self._is_ours(record)}
        is_derived = False
        totals: list[tuple[str, dict[str, Cell]]] = []
        for table, columns in self._tables(FUNDS):
            for row in self.layout.fund_rows(table):
                meaning = self.confirmed.meanings.get(row.spot, "")
                cells = self._amounts(row.number, columns)
                is_derived |= self.is_whole and "adjusted" in cells
                self._reason(row.number, columns)
                record = records.get(meaning) or records.get(ONE_NAME.get(meaning, "") if self.is_whole else "")
                if record:
                    open_cells = {name: cell for name, cell in cells.items() if name in record.fields}
                    self._add(block, record.key, row.number, open_cells)
                elif meaning == COMPUTED:
                    totals.append((row.label, cells))
                elif cells and row.label != NO_LABEL:
                    self.entry.notes.append(f"资金“{row.label}”没有对应的项目，没有读取。")
        if is_derived:
            self.entry.notes.append(DERIVED)
        for label, cells in totals:
            self.entry.notes += differing(label, cells, list(records.values()), self.entry.blocks.get(block))

    def _fund_key(self, record: Record) -> str:
        return record.key.rpartition("|")[2]

    def _is_ours(self, record: Record) -> bool:
        """Whether a source of funds belongs to the project whose table it is."""
        return self.is_whole or record.key.startswith(f"{self.confirmed.subject}|")

    def _amounts(self, row: int, columns: Mapping[str, int]) -> dict[str, Cell]:
        names = (name for name in ("initial", "adjusted", "executed") if name in columns)
        found = {name: self.layout.grid.begins(row, columns[name]) for name in names}
        return {name: self._in_unit(cell) for name, cell in found.items() if cell and not _is_blank(cell)}

    def _in_unit(self, cell: Cell) -> Cell:
        """Return an amount with the unit of the table behind it."""
        reading = read_value(cell.text)
        is_bare = cell.kind in (CellKind.NUMBER, CellKind.TEXT) and reading.number is not None and not reading.unit
        unit = self.confirmed.unit
        return cell._replace(kind=CellKind.TEXT, value=f"{cell.text}{unit}") if is_bare and unit else cell

    def _reason(self, row: int, columns: Mapping[str, int]) -> None:
        cell = self.layout.grid.begins(row, columns.get("execution_reason", 0))
        if cell and not self.is_whole and not _is_blank(cell):
            self._add("project_texts", f"{self.confirmed.subject}|project", row, {"execution_reason": cell})

    def _tasks(self) -> None:
        stored = {bare(str(record.values.get("title"))): record.key for record in self.blocks["tasks"].records}
        for table, columns in self._tables(TASKS):
            for row in table.rows if "title" in columns else ():
                cells = self._cells(row, columns, ("title", "result"))
                if "title" in cells:
                    self._add("tasks", stored.get(bare(cells["title"].text), ""), row, cells)

    def _goals(self) -> None:
        for table, columns in self._tables(GOALS):
            for name in ("expected", "reached"):
                rows = (row for row in table.rows if name in columns)
                cells = (self.layout.grid.begins(row, columns[name]) for row in rows)
                if cell := next((cell for cell in cells if cell and not _is_blank(cell)), None):
                    self._goal(name, cell)

    def _goal(self, name: str, cell: Cell) -> None:
        if self.is_whole:
            self._add("goal", f"goal|{name}", cell.row, {VALUE: cell})
        else:
            self._add("project_texts", f"{self.confirmed.subject}|project", cell.row, {GOAL_COLUMNS[name]: cell})

    def _labels(self) -> None:
        for name, cell in self._labelled():
            if name in SIGNATURE:
                self._add("signature", f"signature|{name}", cell.row, {VALUE: cell})

    def _cells(self, row: int, columns: Mapping[str, int], names: tuple[str, ...]) -> dict[str, Cell]:
        found = {name: self.layout.grid.begins(row, columns[name]) for name in names if name in columns}
        return {name: cell for name, cell in found.items() if cell and not _is_blank(cell)}

    def _indicators(self) -> None:
        key = "indicators" if self.is_whole else "project_indicators"
        project = None if self.is_whole else int(self.confirmed.subject.removeprefix("p"))
        if key not in self.blocks:
            return
        leaves = Leaves(self.blocks[key], self.leaves, project)
        for row in indicator_rows(self.layout, self.confirmed):
            self._indicator(key, leaves, row)

    def _indicator(self, block: str, leaves: Leaves, row: Row) -> None:
        place = leaves.place(row)
        if place.problem:
            self.entry.notes.append(place.problem)
        else:
            self._add(block, place.key, row.number, place.cells)

    def _notes(self) -> None:
        """List what was not read."""
        spots = self.layout.spots.values()
        left = [spot for spot in spots if spot.group != LABELS and not self.confirmed.meanings.get(spot.key)]
        named = [f"{spot.address}“{spot.title}”" for spot in left if spot.group in MEANINGS]
        if named:
            self.entry.notes.append(f"没有读取：{'、'.join(named)}。")


DERIVED = "部门整体的全年预算数由年初预算数和“调整事项”算出，表中的只用于核对，没有读取。"
APPROVED = "绩效目标已批复，表中的指标值、分值等已锁定的内容没有读取。"


def _is_blank(cell: Cell) -> bool:
    """Return whether a cell says nothing: a dash, or a bare stroke."""
    return cell.text.strip() in ("", "—", "-", "——", "/", "－")
