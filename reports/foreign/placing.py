"""Where an indicator of a table belongs: the one of ours with its name, or the branch below which it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from departments.workbooks import Cell, CellKind
from indicators.forms.indicator import JUDGED_RULES
from indicators.forms.leaves import LeavesScreen, leaf_prefix
from indicators.scoring import RULES, Reading, read_value

from ..workbooks.blocks import Block, Record, canonical
from ..workbooks.fields import choices_of, plain_text
from ..workbooks.leaves import PARENT
from .indicator_rows import Row
from .meanings import bare

NATURES = ("定量", "定性")
SAME = ("name", "unit", "sign", "standard", "source", "reason", "measure")
VALUES = {
    "target": ("target", "target_text"),
    "adjusted_target": ("adjusted_target", ""),
    "actual": ("actual", "actual_text"),
}
BLANK = ("", "—", "-", "——", "/", "－")
JUDGED = {RULES[name].title for name in JUDGED_RULES}


@dataclass(frozen=True)
class Placed:
    """The key of an indicator, empty for a new one, with its cells; or why it has no place."""

    key: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    problem: str = ""


class Leaves:
    """The indicators of one tree: that of the whole unit (`project` is None), or of one of its projects."""

    def __init__(self, block: Block, screen: LeavesScreen, project: int | None) -> None:
        rows = [row for row in screen.rows if row.project_evaluation_id == project]
        keys, branches = {leaf_prefix(row.token) for row in rows}, {str(row.pk) for row in rows}
        labels = choices_of(block.inputs[PARENT].field)  # type: ignore[arg-type]
        self.records = [record for record in block.records if record.key in keys]
        self.branches = {label: _path(label) for pk, label in labels.items() if pk in branches}
        self.seen: set[str] = set()

    def place(self, row: Row) -> Placed:
        """Return where a row belongs."""
        named = f"{row.name.address}“{row.name.text.strip()}”"
        found = self._named(row)
        if len(found) > 1:
            return Placed(problem=f"指标{named}在系统中有{len(found)}个同名的，无法确定是哪一个，没有读取。")
        if found and found[0].key in self.seen:
            return Placed(problem=f"指标{named}在表中重复，只读取第一次出现的一行。")
        if found:
            self.seen.add(found[0].key)
            return _changed(named, found[0], self._cells(row, found[0]))
        branches = self._below(row)
        if len(branches) != 1:
            above = "›".join(row.path) or "（没有写明）"
            return Placed(problem=f"指标{named}的上级“{above}”在本单位的指标体系中没有对应，没有读取。请在系统中添加。")
        if "points" not in row.cells:
            return Placed(problem=f"指标{named}在系统中没有，表中也没有它的分值，没有读取。请在系统中添加。")
        parent = Cell(row.number, row.name.column, CellKind.TEXT, branches[0])
        return Placed("", {PARENT: parent, **self._cells(row, None)})

    def _named(self, row: Row) -> Sequence[Record]:
        """Return the indicators of that name; of several those below the same branch."""
        found = [record for record in self.records if bare(str(record.values["name"])) == bare(row.name.text)]
        path = _names(row.path)
        same = [record for record in found if path and _path(str(record.values[PARENT]))[-1:] == path[-1:]]
        return same if len(found) > 1 and same else found

    def _below(self, row: Row) -> Sequence[str]:
        """Return the branches that the names above it can mean; the longest agreement counts."""
        path = _names(row.path)
        for wanted in (path, path[-1:], path[:1]):
            found = [label for label, names in self.branches.items() if wanted and names[-len(wanted) :] == wanted]
            if found:
                return found
        return []

    def _cells(self, row: Row, record: Record | None) -> dict[str, Cell]:
        cells = {name: cell for name, cell in row.cells.items() if cell.text.strip() not in BLANK}
        said = {name: cells[name] for name in SAME if name in cells and not (record and name == "name")}
        if "points" in cells:
            said["points"] = _number_alone(cells["points"], "分")
        if "nature" in cells:
            name, cell = _nature(cells["nature"])
            said |= {name: cell} if name else {}
        for meaning, columns in VALUES.items():
            if meaning in cells:
                said |= _value(cells[meaning], columns, record, said)
        return said


def _changed(named: str, record: Record, cells: dict[str, Cell]) -> Placed:
    """Return what differs from the indicator that is stored; one without a rule cannot be stored again."""
    unit = str(record.values.get("unit") or "")
    new = {name: cell for name, cell in cells.items() if not _is_same(cell, record.values.get(name), unit)}
    if new and not record.values.get("rule"):
        return Placed(problem=f"指标{named}还没有选择评分方法，没有读取。请先在系统中选择，再上传。")
    return Placed(record.key, new)


def _is_same(cell: Cell, stored: object, unit: str) -> bool:
    """Return whether a cell says what is stored, in whatever way it is written."""
    if isinstance(stored, Decimal):
        return cell.kind is not CellKind.FORMULA and read_value(cell.text).in_unit(unit) == stored
    return canonical(cell) == plain_text(str(stored or ""))


def _value(cell: Cell, columns: tuple[str, str], record: Record | None, said: dict[str, Cell]) -> dict[str, Cell]:
    """Return a value where it belongs: a number with its sign and unit, or words."""
    number, words = columns
    if cell.kind in (CellKind.FORMULA, CellKind.ERROR, CellKind.DATE):
        return {number: cell}
    reading = read_value(cell.text)
    is_judged = record is not None and record.values.get("rule") in JUDGED and number == "actual"
    if (reading.number is None or is_judged) and words:
        return {words: cell}
    found = {number: cell}
    if number == "target":
        found |= _with_sign(cell, reading, record, said)
    return found


def _with_sign(cell: Cell, reading: Reading, record: Record | None, said: dict[str, Cell]) -> dict[str, Cell]:
    """Take sign and unit from a target such as “≥50个”, where no column of their own says them."""
    found = {}
    unit = str(record.values.get("unit") or "") if record else ""
    if reading.sign and "sign" not in said:
        found["sign"] = cell._replace(kind=CellKind.TEXT, value=reading.sign)
    if reading.unit and "unit" not in said and reading.in_unit(unit) is None:
        found["unit"] = cell._replace(kind=CellKind.TEXT, value=reading.unit)
    return found


def _nature(cell: Cell) -> tuple[str, Cell]:
    """Return what a nature says: 定量 or 定性, or, as in some provinces, a sign."""
    text = cell.text.strip()
    if text[:2] in NATURES:
        return "nature", cell._replace(value=text[:2])
    reading = read_value(f"{text}1")
    return ("sign", cell._replace(kind=CellKind.TEXT, value=reading.sign)) if reading.sign else ("", cell)


def _number_alone(cell: Cell, unit: str) -> Cell:
    """Return a number without the unit that everybody knows."""
    text = cell.text.strip()
    return cell._replace(kind=CellKind.TEXT, value=text.removesuffix(unit)) if text.endswith(unit) else cell


def _path(label: str) -> tuple[str, ...]:
    """Return the names of a branch as they are compared; `label` begins with its number."""
    return _names(tuple(label.partition(" ")[2].split(" › ")))


def _names(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(name).removesuffix("指标") for name in path)
