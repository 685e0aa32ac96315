"""A snapshot as a list of places with what stands there as it is printed, in the order of entry."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from perfeval.lib.bound import may_hold
from perfeval.lib.decimals import plain
from reports.figures import catalogue_of, fill, typed_side
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, ProblemFacts, ProjectFacts, Snapshot

from . import labels
from .words import Named

SUMMARY, TEXTS, INDICATORS, PROJECTS = "summary", "texts", "indicators", "projects"


@dataclass(frozen=True)
class Place:
    """Where a value stands.

    Attributes:
        part: the key of the part of entry, `SUMMARY`, or `TEXTS` for the chapters of the report.
        row: what tells the row from others of its list, the same in both versions even when its name changes.
        field: the name of the fact.
    """

    part: str
    row: str
    field: str


@dataclass(frozen=True)
class Value:
    """What stands at a place, and what the place is called; `bound` says which stretches are bound figures."""

    place: Place
    title: str
    label: str
    text: str
    bound: tuple[Named, ...] = ()


def values_of(snapshot: Snapshot) -> tuple[Value, ...]:
    """Return every value that people enter, and the totals, with bound figures in words."""
    return tuple(_numbered(_values(typed_side(snapshot))))


def _values(snapshot: Snapshot) -> Iterator[Value]:
    yield from _printed(_before_projects(snapshot), snapshot)
    for project in snapshot.projects:
        yield from _printed(_project(project), snapshot, project)
    yield from _printed(_behind_projects(snapshot), snapshot)


def _printed(values: Iterable[Value], snapshot: Snapshot, project: ProjectFacts | None = None) -> Iterator[Value]:
    """Yield the values with their bound figures in words; places keep the names that were typed."""
    for value in values:
        if not may_hold(value.text + value.title):
            yield value
            continue
        catalogue = catalogue_of(snapshot, project)
        filling = fill(value.text, catalogue)
        bound = tuple(Named(*printed, name) for name, printed in filling.named)
        yield replace(value, title=fill(value.title, catalogue).text, text=filling.text, bound=bound)


def _before_projects(snapshot: Snapshot) -> Iterator[Value]:
    yield from _of(snapshot, labels.SUMMARY, SUMMARY)
    yield from _texts(snapshot)
    yield from _rows(snapshot.authorities, "title", labels.AUTHORITY, "basis", "依据文件")
    yield from _rows(snapshot.duties, "title", labels.TEXT, "profile", "部门职能")
    yield from _rows(snapshot.offices, "name", labels.TEXT, "profile", "内设机构")
    yield from _of(snapshot.staffing, labels.STAFFING, "profile", "人员情况")
    yield from _of(snapshot.goal, labels.GOAL, "goals")
    yield from _of(snapshot.approval, labels.APPROVAL, "goals")
    yield from _rows(snapshot.tasks, "title", labels.TASK, "goals", "年度任务")
    yield from _budget(snapshot)
    yield from _rows(snapshot.management, "text", labels.MANAGEMENT, "management", "预算管理")
    yield from _indicators(snapshot.indicators, INDICATORS)


def _behind_projects(snapshot: Snapshot) -> Iterator[Value]:
    for problem in snapshot.problems:
        yield from _problem(problem)
    yield from _rows(snapshot.rectifications, "measure", labels.RECTIFICATION, "problems", "上年整改情况")
    yield from _of(snapshot, labels.SIGNATURE, "signature")


def _of(facts: object, names: Mapping[str, str], part: str, title: str = "", row: str = "") -> Iterator[Value]:
    """Yield the named facts of one object; nothing for one that is not there."""
    if facts is not None:
        for name, label in names.items():
            yield Value(Place(part, row or title, name), title, label, _text(getattr(facts, name)))


def _rows(rows: Iterable[object], key: str, names: Mapping[str, str], part: str, kind: str) -> Iterator[Value]:
    """Yield the rows of a list, each known by the fact `key`; the row itself is a value, so that it can come and go."""
    for row in rows:
        name = str(getattr(row, key))
        yield Value(Place(part, f"{kind}{name}", key), kind, "列入", name)
        yield from _of(row, names, part, f"{kind}“{name}”", f"{kind}{name}")


def _texts(snapshot: Snapshot) -> Iterator[Value]:
    titles = {node.key: node.title for node in scheme_of(snapshot).sections()}
    for key, text in snapshot.sections.items():
        yield Value(Place(TEXTS, key, "text"), titles.get(key, key), "正文", text)


def _budget(snapshot: Snapshot) -> Iterator[Value]:
    budget = snapshot.budget
    for line in budget.lines:
        yield from _of(line, labels.LINE, "budget", line.name)
    for row in budget.adjustments:
        title = f"调整事项“{row.kind_name} {row.document}”"
        yield from _of(row, labels.ADJUSTMENT, "budget", title, f"{row.kind}{row.nature}{row.document}")
    yield from _rows(budget.projects, "name", labels.PROJECT_LINE, "budget", "项目")
    yield from _of(budget, labels.BALANCES, "budget")


def _indicators(roots: Iterable[IndicatorFacts], part: str, above: str = "") -> Iterator[Value]:
    for root in roots:
        for node in root.walk():
            if node.is_leaf:
                title = above + " › ".join(node.path)
                yield from _of(node, labels.INDICATOR, part, title, str(node.pk or title))
                yield from _of(node.survey, labels.SURVEY, part, f"{title}（调查）", f"{node.pk or title}调查")
                for proof in node.evidence:
                    yield Value(
                        Place(part, f"{node.pk or title}{proof.sha256}", "evidence"), title, "佐证材料", proof.name
                    )


def _project(project: ProjectFacts) -> Iterator[Value]:
    title, row = f"项目“{project.name}”", f"项目{project.pk}"
    yield from _of(project, labels.PROJECT, PROJECTS, title, row)
    yield from _of(project.goal, labels.GOAL, PROJECTS, title, row)
    for fund in project.funds:
        yield from _of(fund, labels.FUND, PROJECTS, f"{title}{fund.title}", f"{row}{fund.source}")
    yield from _indicators(project.indicators, PROJECTS, f"{title}")


def _problem(problem: ProblemFacts) -> Iterator[Value]:
    title, row = f"问题“{problem.title}”", f"问题{problem.title}"
    yield Value(Place("problems", row, "title"), "存在问题", "列入", problem.title)
    yield from _of(problem, labels.PROBLEM, "problems", title, row)
    shown = "；".join("—".join(path) for path in problem.indicators)
    yield Value(Place("problems", row, "indicators"), title, "相关指标", shown)
    for number, measure in enumerate(problem.measures, start=1):
        yield from _of(measure, labels.MEASURE, "problems", f"{title}第{number}条措施", f"{row}{number}")


def _numbered(values: Iterable[Value]) -> Iterator[Value]:
    """Yield the values with every place only once: rows of the same name are counted."""
    seen: Counter[Place] = Counter()
    for value in values:
        seen[value.place] += 1
        times = seen[value.place]
        place = value.place if times == 1 else Place(value.place.part, f"{value.place.row}#{times}", value.place.field)
        yield replace(value, place=place)


def _text(value: object) -> str:
    """Return a value as it is read; what is not known is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)
