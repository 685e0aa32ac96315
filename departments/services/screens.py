"""Saving everything on one screen, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from .. import audit
from ..models import AuditEntry, CarriedText, Evaluation, User
from ..models.versioned import Versioned
from ..writes import Conflict, Write
from .entry import StaleRow, open_for_entry
from .merging import own_changes

AT_ONCE = 500
"""How many rows are asked for in one question."""
Condition = Callable[[Evaluation, Sequence[Write]], None]
"""What has to hold before anything is stored, asked of the locked evaluation; it raises what the person is told."""


class StaleRows(Exception):
    """Others have changed some of the rows since; `conflicts` pairs each write with what is stored now."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__("部分内容在您打开页面后已被他人修改，请核对后再保存。")
        self.conflicts = conflicts


class Collision(Exception):
    """A row would be there twice, because somebody else has just stored its like."""

    def __init__(self) -> None:
        super().__init__("有一行与他人刚刚保存的内容重复，请打开新页面核对后再保存。")


def save_screen(
    evaluation: Evaluation, writes: Sequence[Write], *, actor: User, conditions: Sequence[Condition] = ()
) -> None:
    """Store all of `writes` in order, or none of them. A row that is sent twice is stored once.

    Raises:
        Locked: the evaluation is not open for changes.
        StaleRows: with all conflicts, not only the first.
        Collision: a unique constraint refused a row.
    """
    try:
        _save(evaluation, writes, actor, conditions)
    except IntegrityError as error:
        raise Collision from error


def foresee(write: Write, rows: StoredRows) -> audit.Changes:
    """Return what storing `write` would change now, by field; nothing is stored.

    Args:
        write: to be foreseen.
        rows: as they are stored now.

    Raises:
        StaleRow: somebody else has changed the same since.
    """
    stored = rows.of(write.row)
    if write.is_removal:
        if stored is not None and stored.version not in (write.based_on, write.decided_at):
            raise StaleRow(stored)
        return {}
    if stored is None:
        if write.based_on:
            raise StaleRow(None)
        return audit.compare({}, audit.state_of(write.row) | _typed(write))
    write.row.pk = stored.pk
    return own_changes(stored, write, audit.compare(_state(stored, write), _typed(write)))


@transaction.atomic
def _save(evaluation: Evaluation, writes: Sequence[Write], actor: User, conditions: Sequence[Condition]) -> None:
    current = open_for_entry(evaluation)
    for condition in conditions:
        condition(current, writes)
    conflicts: list[Conflict] = []
    entries: list[AuditEntry] = []
    rows = StoredRows([write.row for write in writes], is_locked=True)
    for write in writes:
        stored = rows.of(write.row)
        _know(stored, current)
        try:
            entries += _remove(stored, write, actor) if write.is_removal else _put(stored, write, actor)
        except StaleRow as stale:
            conflicts.append(Conflict(write, stale.current, stale.fields))
        else:
            rows.note(write, stored)
    if conflicts:
        raise StaleRows(conflicts)
    audit.record_all(entries)


def _know(row: Versioned | None, evaluation: Evaluation) -> None:
    """Spare the log the question which evaluation and department the row belongs to."""
    if row is not None and vars(row).get("evaluation_id") == evaluation.pk:
        row.evaluation = evaluation  # type: ignore[attr-defined]


def _put(stored: Versioned | None, write: Write, actor: User) -> list[AuditEntry]:
    """Store a row, and return what the log says of it."""
    if stored is None:
        if write.based_on:
            raise StaleRow(None)
        return [_insert(write, actor)]
    write.row.pk = stored.pk
    changes = own_changes(stored, write, audit.compare(_state(stored, write), _typed(write)))
    write.version = stored.version
    if not changes:
        return []
    columns = [name for name in write.fields if name in changes or not _is_logged(stored, name)]
    for name in columns:
        setattr(stored, name, getattr(write.row, name))
    stored.version += 1
    write.version = stored.version
    stored.save(update_fields=[*columns, "version"])
    _link(stored, write, changes)
    return [audit.entry_for(stored, actor=actor, action=f"{stored._meta.model_name}.change", changes=changes)]


def _insert(write: Write, actor: User) -> AuditEntry:
    write.row.save(force_insert=True)
    write.version = write.row.version
    _link(write.row, write, write.links)
    changes = audit.compare({}, audit.state_of(write.row) | _typed(write))
    return audit.entry_for(write.row, actor=actor, action=f"{write.row._meta.model_name}.add", changes=changes)


def _remove(stored: Versioned | None, write: Write, actor: User) -> list[AuditEntry]:
    if stored is None:
        return []
    if stored.version not in (write.based_on, write.decided_at):
        raise StaleRow(stored)
    changes = {name: [value, None] for name, value in _state(stored, write, every=True).items()}
    entry = audit.entry_for(stored, actor=actor, action=f"{stored._meta.model_name}.remove", changes=changes)
    CarriedText.objects.of(stored).delete()
    stored.delete()
    return [entry]


class StoredRows:
    """Rows as they are stored now, found by what tells which one each is; all of a kind are asked for at once."""

    def __init__(self, rows: Iterable[Versioned], *, is_locked: bool = False) -> None:
        self.found: dict[tuple[Any, ...], Versioned] = {}
        kinds: dict[tuple[Any, ...], list[Any]] = {}
        for row in rows:
            *shared, last = _names(row)
            kinds.setdefault((type(row), *shared), []).append(last)
        for (kind, *shared), lasts in kinds.items():
            for start in range(0, len(lasts), AT_ONCE):
                self._read(kind, shared, lasts[start : start + AT_ONCE], is_locked=is_locked)

    def _read(self, kind: Any, shared: list[Any], lasts: list[Any], *, is_locked: bool) -> None:
        *names, last = kind.identity
        rows = kind._default_manager.select_for_update(of=("self",)) if is_locked else kind._default_manager.all()
        for row in rows.filter(**dict(zip(names, shared, strict=True)), **{f"{last}__in": lasts}):
            self.found[kind, *_names(row)] = row

    def of(self, row: Versioned) -> Versioned | None:
        """Return the row as it is stored, None where it is not."""
        return self.found.get((type(row), *_names(row)))

    def note(self, write: Write, stored: Versioned | None) -> None:
        """Know what a write has just stored or removed: the same row may be sent twice."""
        key = (type(write.row), *_names(write.row))
        if write.is_removal:
            self.found.pop(key, None)
        elif stored is None:
            self.found[key] = write.row


def _names(row: Versioned) -> list[Any]:
    """Return what tells which row it is, as plain values."""
    relations = {field.name: field.attname for field in row._meta.concrete_fields if field.is_relation}
    return [getattr(row, relations.get(name, name)) for name in row.identity]


def _link(row: Versioned, write: Write, wanted: Container[str]) -> None:
    for name, keys in write.links.items():
        if name in wanted:
            getattr(row, name).set(keys)


def _is_logged(row: Versioned, name: str) -> bool:
    """Return whether people enter the field; what merely follows from their entries is always written."""
    return row._meta.get_field(name).editable


def _state(stored: Versioned, write: Write, *, every: bool = False) -> dict[str, Any]:
    """Return what is stored, as far as the write concerns it."""
    state = audit.state_of(stored, None if every else list(write.fields))
    return state | {name: sorted(getattr(stored, name).values_list("pk", flat=True)) for name in write.links}


def _typed(write: Write) -> dict[str, Any]:
    """Return what the person wants to be stored."""
    return audit.state_of(write.row, list(write.fields)) | {name: sorted(keys) for name, keys in write.links.items()}
