"""Writing the audit log (审计日志), in the transaction of the change itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from . import clock, visits
from .models import AuditEntry, Department, Evaluation, User, VisitChange
from .models.versioned import Versioned

Changes = dict[str, list[Any]]


def record(
    subject: models.Model,
    *,
    actor: User | None,
    action: str,
    changes: Changes | None = None,
    comment: str = "",
    on_behalf_of: User | None = None,
) -> AuditEntry:
    """Add one row, at once or when the visit is over: `changes` maps a field to its old and new value."""
    entry = entry_for(subject, actor=actor, action=action, changes=changes, comment=comment)
    entry.on_behalf_of = on_behalf_of
    visits.keep([entry])
    return entry


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Add many rows at once, in their order."""
    visits.keep(list(entries))


def entry_for(
    subject: models.Model, *, actor: User | None, action: str, changes: Changes | None = None, comment: str = ""
) -> AuditEntry:
    """Return the row that `record` adds, not yet stored."""
    evaluation = _evaluation_of(subject)
    return AuditEntry(
        at=clock.now(),
        actor=actor,
        action=action,
        object_type=subject._meta.label,
        object_pk=str(subject.pk or ""),
        object_label=str(subject)[:200],
        object_version=subject.version if isinstance(subject, Versioned) else None,
        department=_department_of(subject, evaluation),
        evaluation=evaluation,
        changes=_plain(changes or {}),
        comment=comment,
    )


def state_of(subject: models.Model, fields: list[str] | None = None) -> dict[str, Any]:
    """Return the stored values of `subject` (those of `fields`, when given), to be compared later."""
    return {
        field.name: field.value_from_object(subject)
        for field in subject._meta.concrete_fields
        if field.editable and not field.primary_key and (fields is None or field.name in fields)
    }


def latest(subject: models.Model) -> AuditEntry | VisitChange | None:
    """Return who changed `subject` last; for a row that is gone, who last removed one of its kind."""
    entries = AuditEntry.objects.select_related("actor")
    if isinstance(subject, Versioned) and (change := _unlogged(subject)):
        return change
    if subject.pk is not None:
        return entries.filter(object_type=subject._meta.label, object_pk=str(subject.pk)).first()
    removed = f"{subject._meta.model_name}.remove"
    return entries.filter(action=removed, evaluation=_evaluation_of(subject)).first()


def held_at(subject: Versioned, version: int) -> dict[str, Any]:
    """Return what the fields that were changed after `version` held then; the present visit knows its own changes."""
    held: dict[str, Any] = {}
    for visit, changes in _changes_after(subject, version):
        for name, (old, _) in changes.items():
            if visit and visit == visits.key():
                held.pop(name, None)
            else:
                held.setdefault(name, _read(subject, name, old))
    return held


def was_added_here(subject: Versioned) -> bool:
    """Return whether the row was added in the present visit."""
    added = f"{subject._meta.model_name}.add"
    return VisitChange.objects.of(subject).filter(visit=visits.key(), action=added).exists()


def _changes_after(subject: Versioned, version: int) -> Iterator[tuple[str, Changes]]:
    """Yield visit and changes in the order of versions; what a visit has made is known step by step."""
    entries = AuditEntry.objects.filter(
        object_type=subject._meta.label, object_pk=str(subject.pk), object_version__gt=version, steps=None
    )
    steps = VisitChange.objects.of(subject).filter(object_version__gt=version)
    found = [(entry.object_version, "", entry.changes) for entry in entries]
    found += [(step.object_version, step.visit, step.changes) for step in steps]
    for _, visit, changes in sorted(found, key=lambda one: one[0] or 0):
        yield visit, changes


def _unlogged(subject: Versioned) -> VisitChange | None:
    return VisitChange.objects.of(subject).unlogged().select_related("actor").last()


def _read(subject: models.Model, name: str, logged: Any) -> Any:
    """Return a logged value as the field would hold it."""
    field = subject._meta.get_field(name)
    return logged if field.many_to_many else field.to_python(logged)  # type: ignore[union-attr]


def compare(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """Return old and new of what differs."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def _plain(changes: Changes) -> Changes:
    encoder = DjangoJSONEncoder()
    return {
        name: [
            value if isinstance(value, str | int | bool | list | dict | None) else encoder.default(value)
            for value in pair
        ]
        for name, pair in changes.items()
    }


def _evaluation_of(subject: models.Model) -> Evaluation | None:
    return subject if isinstance(subject, Evaluation) else getattr(subject, "evaluation", None)


def _department_of(subject: models.Model, evaluation: Evaluation | None) -> Department | None:
    if evaluation is not None:
        return evaluation.department
    return subject if isinstance(subject, Department) else getattr(subject, "department", None)
