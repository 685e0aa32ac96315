"""One unit is given more time (延期), with a reason and a last day."""

from datetime import date

from django.db import transaction

from .. import audit, clock
from ..models import Evaluation, Role, User
from ..permissions import roles_of


class ExtensionRefused(Exception):
    """The deadline stays as it is; the text says why."""


@transaction.atomic
def extend_deadline(evaluation: Evaluation, *, until: date, reason: str, actor: User) -> Evaluation:
    """Let the unit fill in its evaluation until the end of the day `until`.

    Raises:
        ExtensionRefused: it is not being filled in, the day is not later than before, the reason is missing, or the
            actor does not administer the unit.
    """
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("department", "cycle")
    current = locked.get(pk=evaluation.pk)
    if refusal := _refusal(current, until, reason, actor):
        raise ExtensionRefused(refusal)
    before = audit.state_of(current, ["extended_to", "extension_reason"])
    current.extended_to, current.extension_reason = until, reason.strip()
    current.save(update_fields=["extended_to", "extension_reason"])
    changes = audit.compare(before, audit.state_of(current, list(before)))
    audit.record(current, actor=actor, action="evaluation.extend", changes=changes, comment=current.extension_reason)
    return current


def why_not_extended(evaluation: Evaluation, actor: User) -> str:
    """Return why no extension is open, whatever its day and reason; empty when one is."""
    if Role.ADMINISTRATOR not in roles_of(actor, evaluation.department):
        return "您在该单位没有办理延期的权限。"
    if not evaluation.is_editable:
        return f"自评现为“{evaluation.get_status_display()}”，不需要延期。"
    return ""


def _refusal(evaluation: Evaluation, until: date, reason: str, actor: User) -> str:
    if refusal := why_not_extended(evaluation, actor):
        return refusal
    if until <= evaluation.cycle.due_on:
        return f"延期日期应晚于年度任务的截止日期{evaluation.cycle.due_on:%Y-%m-%d}。"
    if until < clock.today():
        return "延期日期已过，请选择今天或以后的日期。"
    return "" if reason.strip() else "请填写延期理由。"
