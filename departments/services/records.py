"""Storing a row that belongs to no evaluation, together with what the log says about it."""

from collections.abc import Collection
from typing import TypeVar

from django.db import models, transaction

from .. import audit
from ..models import User

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def store(record: Record, *, actor: User | None, fields: Collection[str] | None = None) -> Record:
    """Add the row, or write what differs from the stored one; unchanged rows leave no trace.

    `fields` names what may be written and logged, where that is not everything.
    """
    names = None if fields is None else list(fields)
    kind = record._meta.model_name
    if record._state.adding:
        record.save(force_insert=True)
        audit.record(
            record, actor=actor, action=f"{kind}.add", changes=audit.compare({}, audit.state_of(record, names))
        )
        return record
    stored = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    changes = audit.compare(audit.state_of(stored, names), audit.state_of(record, names))
    if changes:
        record.save(update_fields=list(changes))
        audit.record(record, actor=actor, action=f"{kind}.change", changes=changes)
    return record


@transaction.atomic
def remove(record: models.Model, *, actor: User | None) -> None:
    """Remove the row; its last values stay in the log."""
    changes = {name: [value, None] for name, value in audit.state_of(record).items()}
    audit.record(record, actor=actor, action=f"{record._meta.model_name}.remove", changes=changes)
    record.delete()
