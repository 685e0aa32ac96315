"""Visits (填报时段): what is stored while a person types is written into the log once, when they have finished.

Until then each change lies in `VisitChange`, stored in the transaction of the change itself: nothing that stops the
server can lose it, because `manage.py sweep` ends visits that nobody has ended.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from .models import AuditEntry, VisitChange
from .models.visit import VisitChangeQuerySet

COPIED = (
    *("at", "actor_id", "action", "object_type", "object_pk", "object_label", "object_version"),
    *("department_id", "evaluation_id", "changes", "comment"),
)
ENTERING = ("add", "change")


@dataclass(frozen=True)
class Visit:
    """The stay of one person on one page.

    Attributes:
        key: names person and page; the same on every request of the stay.
        is_over: whether this is the last request, as saving by hand and leaving are.
    """

    key: str
    is_over: bool = False


@dataclass
class _Request:
    """One request of a visit, with what it has changed."""

    visit: Visit
    entries: list[AuditEntry] = field(default_factory=list)


_present: ContextVar[_Request | None] = ContextVar("visit", default=None)


def key() -> str:
    """Return the key of the visit that is being served, empty when there is none."""
    present = _present.get()
    return present.visit.key if present else ""


@contextmanager
def during(visit: Visit | None) -> Iterator[None]:
    """Let what is recorded inside belong to `visit`; log all of it when that is over."""
    if visit is None:
        yield
        return
    present = _Request(visit)
    token = _present.set(present)
    try:
        with transaction.atomic():
            yield
            _keep(present)
            if visit.is_over:
                log(VisitChange.objects.filter(visit=visit.key))
    finally:
        _present.reset(token)


def keep(entries: Sequence[AuditEntry]) -> None:
    """Log the entries, or keep them until the visit is over; other visits to the same objects end before."""
    if present := _present.get():
        present.entries += entries
        return
    _end_others(entries)
    AuditEntry.objects.bulk_create(entries)


def _keep(present: _Request) -> None:
    """Store everything that a request has changed at once, however many rows it were."""
    _end_others(present.entries, present.visit.key)
    VisitChange.objects.bulk_create(
        VisitChange(visit=present.visit.key, **{name: getattr(entry, name) for name in COPIED})
        for entry in present.entries
    )


def _end_others(entries: Sequence[AuditEntry], own: str = "") -> None:
    known = [entry for entry in entries if entry.evaluation_id]
    if known:
        log(VisitChange.objects.touching(known).exclude(visit=own))


def log(changes: VisitChangeQuerySet) -> int:
    """Write what the log does not know yet of `changes`, one entry per visit and object; return how many."""
    groups: dict[tuple[str, ...], list[VisitChange]] = {}
    for change in changes.unlogged():
        groups.setdefault(_subject(change), []).append(change)
    if not groups:
        return 0
    entries = [entry for group in groups.values() if (entry := _merged(group))]
    AuditEntry.objects.bulk_create(entries)
    VisitChange.objects.bulk_update(_marked(groups.values()), ["is_logged", "entry"], batch_size=200)
    return len(entries)


def _subject(change: VisitChange) -> tuple[str, ...]:
    """Return what makes one entry: adding an object and changing it in the same visit is one thing."""
    verb = change.action.rpartition(".")[2]
    kind = "" if verb in ENTERING else change.action
    return (change.visit, change.object_type, change.object_pk, kind)


def _merged(group: list[VisitChange]) -> AuditEntry | None:
    """Return the entry from the first old value to the last new one, None when all has been put back."""
    first, last = group[0], group[-1]
    changes: dict[str, list[object]] = {}
    for change in group:
        for name, (old, new) in change.changes.items():
            changes[name] = [changes.get(name, [old])[0], new]
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes and first.changes:
        return None
    entry = AuditEntry(**{name: getattr(last, name) for name in COPIED} | {"action": first.action, "changes": changes})
    for change in group:
        change.entry = entry
    return entry


def _marked(groups: Iterable[list[VisitChange]]) -> list[VisitChange]:
    changes = [change for group in groups for change in group]
    for change in changes:
        change.is_logged = True
        change.entry_id = change.entry.pk if change.entry else None
    return changes
