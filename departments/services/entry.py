"""Whether an evaluation may be written to, asked by every way of writing."""

from collections.abc import Collection

from .. import clock, workflow
from ..models import Evaluation
from ..models.versioned import Versioned


class Locked(Exception):
    """The evaluation is not open for changes; the text says why."""


class StaleRow(Exception):
    """Somebody else has changed the row since.

    Attributes:
        current: what is stored now, None when it was removed.
        fields: where both have changed the same, empty when the whole row is in question.
    """

    def __init__(self, current: Versioned | None, fields: Collection[str] = ()) -> None:
        super().__init__("此处内容在您打开页面后已被他人修改，请核对后再保存。")
        self.current, self.fields = current, fields


def open_for_entry(evaluation: Evaluation) -> Evaluation:
    """Lock the evaluation for this transaction and return it as it is now.

    Raises:
        Locked: it is under review, approved or published.
    """
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("department", "cycle")
    current = locked.get(pk=evaluation.pk)
    if reason := why_locked(current):
        raise Locked(reason)
    return current


def why_locked(evaluation: Evaluation) -> str:
    """Return why the evaluation is not open for changes and until when, empty when it is."""
    if evaluation.is_editable:
        return why_closed(evaluation)
    status = workflow.Status(evaluation.status)
    who, what = ("发布人", "办理更正") if status is workflow.Status.PUBLISHED else ("审核人", "退回")
    name = workflow.STATUS_NAMES[status]
    return f"自评现为“{name}”，不能修改，锁定至{who}{what}为止。如需修改，请联系{who}。"


def why_closed(evaluation: Evaluation) -> str:
    """Return why its deadline keeps it from being filled in or submitted, empty while it does not."""
    if not evaluation.cycle.closes or clock.today() <= evaluation.due_on:
        return ""
    day = f"{evaluation.due_on:%Y-%m-%d}"
    name = f"延期已于{day}到期" if evaluation.extended_to else f"{evaluation.cycle}填报已于{day}截止"
    return f"{name}，不能修改和送审，锁定至办理延期为止。如需继续填报，请联系管理员办理延期。"
