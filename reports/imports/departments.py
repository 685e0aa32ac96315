"""Units from a file: new ones at their place, known ones (by code) with what differs. An empty cell changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from departments import services
from departments.administration import administered_departments
from departments.forms.lines import LinesField
from departments.models import Cycle, Department, User
from departments.workbooks import Problem

from .checking import RowForm, changes_of, code_of, problems_of, repeated, shown
from .plan import ADD, CHANGE, Action, Plan
from .table import Line, Table

FIELDS = ("code", "name", "short_name", "aliases", "kind", "index_code", "is_active")
SHORT = 50
YES, NO = {"是", "启用", "1", "true", "TRUE", "√"}, {"否", "停用", "0", "false", "FALSE", "×"}


class DepartmentRowForm(RowForm):
    """A unit as a row."""

    aliases = LinesField(label="曾用名和别名", required=False)

    class Meta:
        model = Department
        fields = FIELDS


@dataclass
class Units:
    """The administered units and those that the file adds."""

    known: dict[str, Department]
    taken: dict[str, str]
    names: dict[str, str]
    added: dict[str, Department] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, administered: QuerySet[Department]) -> "Units":
        """Read what there is, in two queries."""
        known = {unit.code: unit for unit in administered.select_related("parent")}
        every = list(Department.objects.values_list("code", "name"))
        above = {code: unit.parent.code for code, unit in known.items() if unit.parent}
        return cls(known, dict(every), {name: code for code, name in every}, above=above)

    def find(self, code: str) -> Department | None:
        """Return the unit that is or will be there."""
        return self.known.get(code) or self.added.get(code)

    def lies_below_itself(self, code: str) -> bool:
        """Whether the units above lead back to it."""
        seen, place = {code}, self.above.get(code)
        while place and place not in seen:
            seen.add(place)
            place = self.above.get(place)
        return place is not None


@dataclass(frozen=True)
class DepartmentAction:
    """A unit to be stored, and the code of the unit above where that is to be set."""

    unit: Department
    parent: str


def plan_departments(table: Table, actor: User, cycle: Cycle | None = None) -> Plan:
    """Return which units would be added and changed."""
    plan, units = Plan(), Units.of(administered_departments(actor))
    rows = _rows_by_code(table, plan)
    for code, line in rows.items():
        if code not in units.known:
            units.added[code] = Department(code=code)
        if (above := line.text("parent")) and (code not in units.known or _may_move(code, units)):
            units.above[code] = above
    for code, line in rows.items():
        plan.problems += _misplaced(code, line, units)
        action, problems = _read(code, line, units)
        plan.problems += problems
        if action:
            plan.actions.append(action)
    plan.actions.sort(key=lambda action: _depth(action.subject.unit.code, units))
    return plan


def _rows_by_code(table: Table, plan: Plan) -> dict[str, Line]:
    rows: dict[str, Line] = {}
    for line in table.lines:
        code, problem = code_of(line)
        if problem:
            plan.problems.append(problem)
        elif code in rows:
            plan.problems.append(repeated(line, rows[code].number, f"编码“{code}”"))
        else:
            rows[code] = line
    return rows


def _may_move(code: str, units: Units) -> bool:
    """Whether a known unit lies below the top of the administered tree."""
    parent = units.known[code].parent
    return parent is not None and parent.code in units.known


def _misplaced(code: str, line: Line, units: Units) -> Iterator[Problem]:
    """Yield what is wrong with the place of a unit in the tree."""
    above, known = line.text("parent"), units.known.get(code)
    if known is None and code in units.taken:
        yield line.problem("code", f"编码“{code}”已被使用，且不在您管理的范围内。")
    if known is None and not above:
        yield line.problem("parent", "新增单位请填写上级单位编码。")
    elif known and above and not _may_move(code, units):
        if above != (known.parent.code if known.parent else ""):
            yield line.problem("parent", "您管理的最上级单位不能改变上级。")
    elif above and units.find(above) is None:
        yield line.problem("parent", f"上级单位编码“{above}”不是您管理的单位，文件中也没有，请核对。")
    elif above and units.lies_below_itself(code):
        yield line.problem("parent", "上级单位不能是本单位或其所属单位，请核对。")


def _read(code: str, line: Line, units: Units) -> tuple[Action | None, list[Problem]]:
    known = units.known.get(code)
    form = DepartmentRowForm(_values(line, known), instance=known)
    before = {name: getattr(known, name) for name in FIELDS} if known else {}
    said_elsewhere = set(_said_elsewhere(form, line))
    problems = [
        *problems_of(form, line, but=said_elsewhere),
        *_unclear(line),
        *_same_name(code, line, units),
    ]
    if problems:
        return None, problems
    unit = form.save(commit=False)
    values = {
        form.fields[name].label or name: (_worded(name, before.get(name)), _worded(name, getattr(unit, name)))
        for name in FIELDS
        if before.get(name) != getattr(unit, name) and (known or getattr(unit, name) not in ("", []))
    }
    above = units.above.get(code, "")
    if above != (known.parent.code if known and known.parent else ""):
        values["上级单位编码"] = (known.parent.code if known and known.parent else "", above)
    if not values:
        return None, []
    what, subject = CHANGE if known else ADD, f"{code} {unit.name}"
    changes = changes_of(line, subject, what, values)
    return Action(line.number, subject, what, DepartmentAction(unit, above), changes), []


def _values(line: Line, known: Department | None) -> dict[str, Any]:
    """Return what a form takes: what stands in the row, and for the rest what is stored."""
    values: dict[str, Any] = {name: shown(getattr(known, name)) for name in FIELDS} if known else {"is_active": "是"}
    values |= {name: line.text(name) for name in FIELDS if line.text(name)}
    values["short_name"] = values.get("short_name") or _short(values.get("name", ""))
    values["aliases"] = values.get("aliases", "").replace("；", "\n").replace(";", "\n")
    values["is_active"] = values["is_active"] in YES
    values["kind"] = {label: key for key, label in Department.Kind.choices}.get(
        values.get("kind", ""), values.get("kind")
    )
    return values


def _short(name: str) -> str:
    """Return the full name where it is short enough; a longer one needs a short one of its own."""
    return name if len(name) <= SHORT else ""


def _said_elsewhere(form: DepartmentRowForm, line: Line) -> Iterator[str]:
    """Yield the fields that lack what another one lacks, or whose words are known better."""
    if line.text("kind"):
        yield "kind"
    if "name" in form.errors and not line.text("short_name"):
        yield "short_name"


def _unclear(line: Line) -> Iterator[Problem]:
    if line.text("is_active") and line.text("is_active") not in YES | NO:
        yield line.problem("is_active", "请填写“是”或“否”。", "是、否")
    if line.text("kind") and line.text("kind") not in {*Department.Kind.labels, *Department.Kind.values}:
        yield line.problem("kind", f"单位类型只能是：{'、'.join(Department.Kind.labels)}。")


def _same_name(code: str, line: Line, units: Units) -> Iterator[Problem]:
    """Yield that another unit has the name, in the database or further up in the file."""
    name = line.text("name")
    other = units.names.setdefault(name, code)
    if other != code:
        who = f"单位“{other}”" if other in units.known or other in units.added else "另一个单位"
        yield line.problem("name", f"单位全称“{name}”与{who}相同，请核对。")


def _worded(name: str, value: Any) -> str:
    return str(dict(Department.Kind.choices).get(value, "")) if name == "kind" else shown(value)


def _depth(code: str, units: Units) -> int:
    """Return how many units lie above, so that each is stored after the one above it."""
    depth, place = 0, units.above.get(code)
    while place and depth < len(units.above):
        depth, place = depth + 1, units.above.get(place)
    return depth


def store_departments(actions: list[Action], actor: User) -> Iterator[tuple[Action, str]]:
    """Store the units through their services; yield each with what the result file says."""
    for action in actions:
        unit, above = action.subject.unit, action.subject.parent
        parent = Department.objects.get(code=above) if above else None
        if unit._state.adding:
            unit.parent = parent
            services.add_department(unit, actor=actor)
        elif parent and unit.parent_id != parent.pk:
            unit.parent = parent
            services.change_department(unit, actor=actor)
        else:
            services.store(unit, actor=actor)
        yield action, ""
