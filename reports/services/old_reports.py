"""A new evaluation from an old report (旧报告导入): its texts and indicators, each marked as carried over."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from departments.models import Cycle, Department, Duty, Evaluation, Office, Origin, User
from departments.models.versioned import Versioned
from departments.services import Source, carry, open_for_entry
from departments.writes import Write
from indicators.models import Indicator, YearlyTask
from indicators.services import approval_of, save_and_rescore, scheme_of, start_evaluation

from ..models import Measure, Problem, Section
from ..reader.harvest import Harvest

LONGEST_MADE_TITLE = 40

Rows = Iterator[tuple[Any, Collection[str]]]


@dataclass
class Carried:
    """The rows that were stored, each with its texts, and in words what was not stored."""

    evaluation: Evaluation
    rows: list[tuple[Versioned, Collection[str]]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@transaction.atomic
def start_from_old_report(
    department: Department, cycle: Cycle, found: Harvest, *, label: str, year: int | None, actor: User
) -> Carried:
    """Open the unit's evaluation, unless it is open already, and put in what an old report can give.

    Nothing that has been written is overwritten: a list or a text that holds something stays as it is. `label` names
    the report, `year` is the year it is about.

    Raises:
        Locked: the evaluation is not open for changes.
        CycleScheme.DoesNotExist: the round has no scheme yet.
    """
    existing = Evaluation.objects.filter(department=department, cycle=cycle).first()
    evaluation = open_for_entry(existing or start_evaluation(department, cycle, actor=actor))
    carried = Carried(evaluation, left=list(found.left))
    for rows in (_profile, _tasks, _sections, _problems):
        carried.rows.extend(_fitting(rows(evaluation, found), carried.left))
    carried.rows.extend(_fitting(_indicators(evaluation, found, carried.left), carried.left))
    save_and_rescore(evaluation, [Write(row, 0) for row, _ in carried.rows], actor=actor)
    carry(evaluation, carried.rows, source=Source(Origin.OLD_REPORT, label, year), actor=actor)
    return carried


def _profile(evaluation: Evaluation, found: Harvest) -> Rows:
    if not evaluation.duties.exists():
        for position, item in enumerate(found.duties, start=1):
            yield Duty(evaluation=evaluation, position=position, title=item.title, text=item.text), ("title", "text")
    if not evaluation.offices.exists():
        for position, item in enumerate(found.offices, start=1):
            yield Office(evaluation=evaluation, position=position, name=item.title, text=item.text), ("name", "text")


def _tasks(evaluation: Evaluation, found: Harvest) -> Rows:
    if not evaluation.yearly_tasks.exists():
        for position, item in enumerate(found.tasks, start=1):
            yield YearlyTask(evaluation=evaluation, position=position, title=item.title), ("title",)


def _sections(evaluation: Evaluation, found: Harvest) -> Rows:
    wanted = {node.key for node in scheme_of(evaluation).sections() if node.source == "text"}
    written = set(evaluation.sections.values_list("key", flat=True))
    for key, text in found.sections.items():
        if key in wanted - written:
            yield Section(evaluation=evaluation, key=key, text=text), ("text",)


def _problems(evaluation: Evaluation, found: Harvest) -> Rows:
    if evaluation.problems.exists():
        return
    for position, (item, measure) in enumerate(found.problems, start=1):
        title = item.title or item.text[:LONGEST_MADE_TITLE]
        problem = Problem(evaluation=evaluation, position=position, title=title, text=item.text or title)
        yield problem, ("title", "text")
        if measure:
            text = f"{measure.title}\n{measure.text}".strip()
            yield Measure(evaluation=evaluation, problem=problem, position=1, text=text), ("text",)


def _indicators(evaluation: Evaluation, found: Harvest, left: list[str]) -> Rows:
    """Yield the leaves whose branch the scheme has; approved goals and branches that hold indicators take none."""
    if approval_of(evaluation) is not None:
        left.append("绩效目标已批复，指标没有导入")
        return
    branches, taken = _open_branches(evaluation)
    for position, leaf in enumerate(found.indicators, start=1):
        parent = branches.get(tuple(name for name in leaf.path[:-1] if name))
        if parent is None or parent.pk in taken:
            why = "方案中没有它的上级指标" if parent is None else "它的上级指标下已有指标"
            left.append(f"第{leaf.line}行指标“{leaf.name}”：{why}")
            continue
        row = Indicator(evaluation=evaluation, parent=parent, is_leaf=True, position=position, name=leaf.name)
        row.points, row.narrative = leaf.points or row.points, leaf.narrative
        yield row, ("name", "narrative")


def _open_branches(evaluation: Evaluation) -> tuple[dict[tuple[str, ...], Indicator], set[int | None]]:
    """Return the lowest branches by their path, and the keys of those that hold indicators already."""
    rows = list(evaluation.indicators.whole().select_related("parent"))
    above = {row.parent_id for row in rows if not row.is_leaf}
    branches = {_path(row): row for row in rows if not row.is_leaf and row.pk not in above}
    return branches, {row.parent_id for row in rows if row.is_leaf}


def _path(row: Indicator) -> tuple[str, ...]:
    return (row.parent.name, row.name) if row.parent else (row.name,)


def _fitting(rows: Rows, left: list[str]) -> Rows:
    """Yield the rows whose texts fit; one that is too long is named and left out, and so is what stands below it."""
    refused: list[Versioned] = []
    for row, fields in rows:
        too_long = next((name for name in fields if _limit(row, name) < len(getattr(row, name))), None)
        if too_long:
            left.append(f"“{str(row)[:20]}”超过{_limit(row, too_long)}字")
        if too_long or getattr(row, "problem", None) in refused:
            refused.append(row)
        else:
            yield row, fields


def _limit(row: Versioned, name: str) -> int:
    limit: int | None = row._meta.get_field(name).max_length  # type: ignore[union-attr]
    return limit or len(getattr(row, name))
