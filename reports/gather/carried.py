"""Carried-over text that still stands where it was put, as facts. Whoever rewrote a paragraph has made it their own."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from departments.models import CarriedText, Evaluation
from departments.models.versioned import Versioned
from indicators.models import Survey
from indicators.parts import PROJECTS, part_of_tree
from indicators.schemes.chapters import part_of_text
from indicators.services import scheme_of

from ..checks.texts import section_name
from ..snapshot import CarriedFacts

Marks = Mapping[tuple[str, int], list[CarriedText]]


@dataclass(frozen=True)
class Holder:
    """A row with texts, and where its fields are; a list is one field (`field`), whose rows are numbered."""

    row: Versioned
    part: str
    label: str = ""
    field: str = ""
    number: str = ""
    project: str = ""
    subject: str = ""


def gather_carried(evaluation: Evaluation) -> tuple[CarriedFacts, ...]:
    """Return what was carried over and not changed since; one query more for each kind of row with such text."""
    marks: dict[tuple[str, int], list[CarriedText]] = defaultdict(list)
    for mark in evaluation.carried_texts.all():
        marks[mark.object_type, mark.object_pk].append(mark)
    kinds = {kind for kind, _ in marks}
    holders = (holder for kind, find in HOLDERS.items() if kind in kinds for holder in find(evaluation))
    return tuple(facts for holder in holders for facts in _unchanged(holder, marks))


def _unchanged(holder: Holder, marks: Marks) -> Iterator[CarriedFacts]:
    for mark in marks.get((holder.row._meta.label, holder.row.pk), ()):
        text = mark.paragraph_in(getattr(holder.row, mark.field))
        if text is not None:
            yield CarriedFacts(
                key=mark.pk,
                part=holder.part,
                field=holder.field or mark.field,
                label=holder.label or _label(holder, mark.field),
                text=text,
                origin=mark.origin,
                source=mark.source,
                subject=holder.subject,
                row=holder.number,
                project=holder.project,
                since=mark.since,
                is_confirmed=mark.confirmed_at is not None,
            )


def _label(holder: Holder, name: str) -> str:
    """Return what a field is called, behind the indicator or project in which it stands."""
    field: Any = holder.row._meta.get_field(name)
    return "—".join(filter(None, (holder.subject, str(field.verbose_name))))


def _sections(evaluation: Evaluation) -> Iterator[Holder]:
    scheme = scheme_of(evaluation)
    for row in evaluation.sections.all():
        yield Holder(row, part_of_text(scheme, row.key), section_name(scheme, row.key), row.key)


def _single(evaluation: Evaluation, *, name: str, part: str) -> Iterator[Holder]:
    yield Holder(getattr(evaluation, name), part)


def _listed(evaluation: Evaluation, *, name: str, part: str, title: str, field: str = "") -> Iterator[Holder]:
    for number, row in enumerate(getattr(evaluation, name).all()):
        yield Holder(row, part, f"{title}第{number + 1}项", field, str(number))


def _management(evaluation: Evaluation) -> Iterator[Holder]:
    for number, row in enumerate(evaluation.management_items.all()):
        yield Holder(row, "management", row.text, number=str(number))


def _measures(evaluation: Evaluation) -> Iterator[Holder]:
    numbers = {pk: number for number, pk in enumerate(evaluation.problems.values_list("pk", flat=True))}
    for row in evaluation.measures.all():
        number = numbers[row.problem_id]
        yield Holder(row, "problems", f"问题第{number + 1}项的改进措施", "problems", str(number))


def _indicators(evaluation: Evaluation) -> Iterator[Holder]:
    for row in evaluation.indicators.leaves():
        project = row.project_evaluation_id
        yield Holder(row, part_of_tree(project), subject=row.name, number=str(row.pk), project=str(project or ""))


def _surveys(evaluation: Evaluation) -> Iterator[Holder]:
    for row in Survey.objects.filter(indicator__evaluation=evaluation).select_related("indicator"):
        leaf = row.indicator
        project = leaf.project_evaluation_id
        yield Holder(row, part_of_tree(project), subject=leaf.name, number=str(leaf.pk), project=str(project or ""))


def _projects(evaluation: Evaluation) -> Iterator[Holder]:
    for row in evaluation.project_evaluations.select_related("project"):
        yield Holder(row, PROJECTS, subject=row.project.name, project=str(row.pk))


HOLDERS: dict[str, Callable[[Evaluation], Iterable[Holder]]] = {
    "reports.Section": _sections,
    "departments.Duty": partial(_listed, name="duties", part="profile", title="主要职责", field="duties"),
    "departments.Office": partial(_listed, name="offices", part="profile", title="内设机构", field="offices"),
    "indicators.Goal": partial(_single, name="goal", part="goals"),
    "indicators.YearlyTask": partial(_listed, name="yearly_tasks", part="goals", title="工作任务", field="tasks"),
    "departments.Budget": partial(_single, name="budget", part="budget"),
    "departments.ManagementItem": _management,
    "indicators.Indicator": _indicators,
    "indicators.Survey": _surveys,
    "indicators.ProjectEvaluation": _projects,
    "reports.Problem": partial(_listed, name="problems", part="problems", title="问题", field="problems"),
    "reports.Measure": _measures,
}
"""Every kind of row whose texts may be carried over."""
