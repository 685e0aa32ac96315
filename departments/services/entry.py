"""Whether an evaluation may be written to, asked by every way of writing."""

from collections.abc import Collection

from .. import workflow
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
    """Return why the evaluation is not open for changes, empty when it is."""
    if evaluation.is_editable:
        return ""
    status = workflow.Status(evaluation.status)
    way_out = "发布人办理更正" if status is workflow.Status.PUBLISHED else "审核人退回"
    return f"自评现为“{workflow.STATUS_NAMES[status]}”，不能修改。如需修改，请联系{way_out}。"
