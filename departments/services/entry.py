"""The one door through which rows of an evaluation are written, by forms, uploads and the demo alike."""

from typing import TypeVar

from django.db import models, transaction

from .. import audit, workflow
from ..models import Evaluation, User
from ..models.versioned import Versioned

Row = TypeVar("Row", bound=Versioned)


class Locked(Exception):
    """The evaluation is not open for changes; the text says why."""


class StaleRow(Exception):
    """Somebody else has changed the row since; `current` is what is stored now, None when it was removed."""

    def __init__(self, current: models.Model | None) -> None:
        super().__init__("此处内容在您打开页面后已被他人修改，请核对后再保存。")
        self.current = current


def open_for_entry(evaluation: Evaluation) -> Evaluation:
    """Lock the evaluation for this transaction and return it as it is now.

    Raises:
        Locked: it is under review, approved or published.
    """
    current = Evaluation.objects.select_for_update(of=("self",)).select_related("department", "cycle").get(pk=evaluation.pk)
    if reason := why_locked(current):
        raise Locked(reason)
    return current


def why_locked(evaluation: Evaluation) -> str:
    """Return why the evaluation is not open for changes, empty when it is."""
    if evaluation.is_editable:
        return ""
    name = workflow.STATUS_NAMES[workflow.Status(evaluation.status)]
    return f"自评现为“{name}”，不能修改。如需修改，请联系审核人退回。"


@transaction.atomic
def add_row(row: Row, *, actor: User) -> Row:
    """Store a new row of an evaluation that is open for entry."""
    open_for_entry(row.evaluation)
    row.save(force_insert=True)
    audit.record(row, actor=actor, action=f"{row._meta.model_name}.add", changes=audit.compare({}, audit.state_of(row)))
    return row


@transaction.atomic
def change_row(row: Row, *, actor: User, based_on: int) -> Row:
    """Store the new values of a row that was read at version `based_on`; unchanged rows leave no trace.

    Raises:
        Locked: the evaluation is not open for changes.
        StaleRow: somebody else has changed the row since.
    """
    open_for_entry(row.evaluation)
    stored = _stored(row, based_on)
    changes = audit.compare(audit.state_of(stored), audit.state_of(row))
    if changes:
        row.version = based_on + 1
        row.save(update_fields=[*changes, "version"])
        audit.record(row, actor=actor, action=f"{row._meta.model_name}.change", changes=changes)
    return row


@transaction.atomic
def remove_row(row: Row, *, actor: User, based_on: int) -> None:
    """Remove a row that was read at version `based_on`; its last values stay in the log.

    Raises:
        Locked, StaleRow: as for a change.
    """
    open_for_entry(row.evaluation)
    stored = _stored(row, based_on)
    changes = {name: [value, None] for name, value in audit.state_of(stored).items()}
    audit.record(stored, actor=actor, action=f"{row._meta.model_name}.remove", changes=changes)
    stored.delete()


def _stored(row: Row, based_on: int) -> Row:
    stored = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if stored is None or stored.version != based_on:
        raise StaleRow(stored)
    return stored
