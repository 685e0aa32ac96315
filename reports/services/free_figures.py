"""Declaring where a number comes from that is bound to nothing (自由数字), and taking that back."""

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, Role, User
from departments.permissions import roles_of
from departments.services.entry import open_for_entry
from departments.workflow import RoleMissing

from ..checks.unbound import readings
from ..figures.numbers import key_of
from ..gather import gather
from ..models import FreeFigure


class CannotDeclare(Exception):
    """The number does not stand in the texts any more; the person says what to do."""


@transaction.atomic
def declare(evaluation: Evaluation, words: str, *, source: str, actor: User) -> FreeFigure:
    """Record the source of a number, or another one than before, with a row of the log.

    Raises:
        CannotDeclare: no text of the evaluation holds it.
        Locked: the evaluation is not open for changes.
        RoleMissing: the actor does not fill in for the unit.
    """
    current = _open_to(evaluation, actor)
    key = key_of(words)
    if key not in {reading.number.key for reading in readings(gather(current))}:
        raise CannotDeclare(f"文字中已经没有“{words}”，请在刷新后的列表中重新选择。")
    row = FreeFigure.objects.filter(evaluation=current, words=key).first() or FreeFigure(evaluation=current, words=key)
    before = audit.state_of(row) if row.pk else {}
    row.source, row.declared_by, row.declared_at = source, actor, clock.now()
    row.save()
    changes = audit.compare(before, audit.state_of(row))
    if before:
        audit.record(row, actor=actor, action="freefigure.change", changes=changes)
    else:
        audit.record(row, actor=actor, action="freefigure.add", changes=changes)
    return row


@transaction.atomic
def withdraw(figure: FreeFigure, *, actor: User) -> None:
    """Take the declaration back; the log keeps what it said.

    Raises:
        Locked: the evaluation is not open for changes.
        RoleMissing: the actor does not fill in for the unit.
    """
    _open_to(figure.evaluation, actor)
    changes = {name: [value, None] for name, value in audit.state_of(figure).items()}
    audit.record(figure, actor=actor, action="freefigure.remove", changes=changes)
    figure.delete()


def _open_to(evaluation: Evaluation, actor: User) -> Evaluation:
    current = open_for_entry(evaluation)
    if Role.PREPARER not in roles_of(actor, current.department):
        raise RoleMissing("您在该单位没有填报权限，不能登记数字的来源。")
    return current
