"""Putting texts right at a click: only what a check proposes, only where a person has agreed, and back again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction

from departments import audit, clock
from departments.forms.screens import Screen
from departments.models import Evaluation, User
from departments.models.versioned import Versioned
from departments.services.entry import open_for_entry
from departments.writes import Write
from indicators.services import save_and_rescore

from ..checks import Finding, Place
from ..checks.texts import sentence_around
from ..models import Repair
from ..places import SCREENS
from .findings import findings_of

AROUND = 30


class CannotRepair(Exception):
    """The texts have changed since; the person says why and what to do."""


@dataclass(frozen=True)
class Proposal:
    """One stretch of a field's text and what it may become."""

    finding: Finding
    row: Versioned
    field: str
    text: str

    @property
    def key(self) -> str:
        """What tells it from other proposals while the text stays the same."""
        return f"{self.finding.fingerprint}-{self.span[0]}"

    @property
    def span(self) -> tuple[int, int]:
        """The stretch."""
        return self.finding.place.span or (0, 0)

    @property
    def before(self) -> str:
        """What stands there."""
        return self.text[slice(*self.span)]

    @property
    def after(self) -> str:
        """What it may become."""
        return self.finding.replacement or ""

    @property
    def lead(self) -> str:
        """The words of the sentence before it."""
        sentence = sentence_around(self.text, self.span)
        start = self.text.find(sentence)
        return self.text[max(start, self.span[0] - AROUND) : self.span[0]]

    @property
    def rest(self) -> str:
        """The words of the sentence after it."""
        sentence = sentence_around(self.text, self.span)
        end = self.text.find(sentence) + len(sentence)
        return self.text[self.span[1] : min(end, self.span[1] + AROUND)]

    def applied_to(self, text: str) -> str:
        """Return the text with the replacement; everything after the stretch may have changed already."""
        start, end = self.span
        return text[:start] + self.after + text[end:]


def proposals_of(evaluation: Evaluation, findings: Iterable[Finding]) -> list[Proposal]:
    """Return what can be put right at a click, in the order of the findings."""
    rows = _Rows(evaluation)
    proposed = (finding for finding in findings if finding.replacement is not None and finding.place.span)
    return list(_apart(Proposal(finding, *where) for finding in proposed if (where := rows.of(finding.place))))


def _apart(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals whose stretches lie apart; one that overlaps an earlier one waits until that is decided."""
    taken: dict[tuple[str, int, str], list[tuple[int, int]]] = defaultdict(list)
    for one in proposals:
        spans = taken[one.row._meta.label, one.row.pk, one.field]
        start, end = one.span
        if not any(start < other_end and other_start < end for other_start, other_end in spans):
            spans.append(one.span)
            yield one


@transaction.atomic
def repair(evaluation: Evaluation, keys: Collection[str], *, actor: User) -> Repair:
    """Replace the chosen stretches, through the one door of entered rows.

    Raises:
        CannotRepair: nothing was chosen, or a text has changed since.
        Locked, StaleRows, GoalsApproved: as saving a screen does.
    """
    current = open_for_entry(evaluation)
    wanted = [one for one in proposals_of(current, findings_of(current)) if one.key in keys]
    if not wanted or len({one.key for one in wanted}) < len(set(keys)):
        raise CannotRepair("所选内容已有变化或没有选择，请在刷新后的列表中重新选择。")
    changes = list(_put_right(current, wanted, actor))
    made = Repair.objects.create(evaluation=current, made_by=actor, made_at=clock.now(), changes=changes)
    comment = "；".join(f"{one.finding.check_id} “{one.before}”改为“{one.after}”" for one in wanted)
    audit.record(made, actor=actor, action="repair.add", comment=comment)
    return made


@transaction.atomic
def undo(made: Repair, *, actor: User) -> int:
    """Put the texts back that nobody has edited since; return how many stay as they are.

    Raises:
        Locked, StaleRows, GoalsApproved: as saving a screen does.
    """
    current = open_for_entry(made.evaluation)
    writes, kept = [], 0
    for change in made.changes:
        row = apps.get_model(change["model"])._default_manager.filter(pk=change["pk"]).first()
        if row is None or getattr(row, change["field"]) != change["after"]:
            kept += 1
            continue
        writes.append(_write(row, {change["field"]: change["before"]}))
    save_and_rescore(current, writes, actor=actor)
    made.undone_at = clock.now()
    made.save(update_fields=["undone_at"])
    audit.record(made, actor=actor, action="repair.cancel")
    return kept


def _put_right(evaluation: Evaluation, wanted: list[Proposal], actor: User) -> Iterator[dict[str, Any]]:
    """Store the replacements, the last of each text first, and yield what each text was and is."""
    fields: dict[tuple[str, int, str], list[Proposal]] = defaultdict(list)
    for one in wanted:
        fields[one.row._meta.label, one.row.pk, one.field].append(one)
    writes = []
    for (model, pk, field), found in fields.items():
        text = found[0].text
        for one in sorted(found, key=lambda one: one.span, reverse=True):
            text = one.applied_to(text)
        writes.append(_write(found[0].row, {field: text}))
        yield {"model": model, "pk": pk, "field": field, "before": found[0].text, "after": text}
    save_and_rescore(evaluation, _merged(writes), actor=actor)


def _write(row: Versioned, values: dict[str, str]) -> Write:
    for name, value in values.items():
        setattr(row, name, value)
    return Write(row, row.version, fields=list(values))


def _merged(writes: Iterable[Write]) -> list[Write]:
    """Return one write per row."""
    rows: dict[tuple[str, int], Write] = {}
    for write in writes:
        known = rows.setdefault((write.row._meta.label, write.row.pk), write)
        if known is not write:
            for name in write.fields:
                setattr(known.row, name, getattr(write.row, name))
            known.fields = [*known.fields, *write.fields]
    return list(rows.values())


class _Rows:
    """The rows of one evaluation by the places of findings; each screen is built at most once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.screens: dict[str, Screen] = {}

    def of(self, place: Place) -> tuple[Versioned, str, str] | None:
        """Return row, field and text, None where the place is no text that a person has entered."""
        row, field = self._row(place)
        if row is None or not _is_text(row, field):
            return None
        return row, field, getattr(row, field)

    def _row(self, place: Place) -> tuple[Versioned | None, str]:
        if place.is_indicator:
            return self._indicators.get(place.row), place.field
        if place.project:
            return self._projects.get(place.project), place.field
        if not place.input:
            return None, ""
        if place.part not in self.screens:
            self.screens[place.part] = SCREENS[place.part](self.evaluation)
        found = self.screens[place.part].find_input(place.input)
        return (found.form.instance, found.name) if found else (None, "")

    @cached_property
    def _indicators(self) -> dict[str, Versioned]:
        return {str(row.pk): row for row in self.evaluation.indicators.all()}

    @cached_property
    def _projects(self) -> dict[str, Versioned]:
        return {str(row.pk): row for row in self.evaluation.project_evaluations.all()}


def _is_text(row: Versioned, name: str) -> bool:
    try:
        return isinstance(row._meta.get_field(name), models.CharField | models.TextField)
    except FieldDoesNotExist:
        return False
