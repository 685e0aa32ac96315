"""绩效目标批复: registering it, and taking the registration back."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.services import open_for_entry

from ..models import GoalApproval
from .readiness import why_not_ready


class ApprovalRefused(Exception):
    """The goals cannot be taken as approved; `problems` lists everything that is missing."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("".join(problems))
        self.problems = tuple(problems)


def approval_of(evaluation: Evaluation) -> GoalApproval | None:
    """Return the registered approval, None while there is none."""
    return GoalApproval.objects.select_related("recorded_by").filter(evaluation=evaluation).first()


def why_approved(approval: GoalApproval) -> str:
    """Return why indicators are neither added nor removed."""
    return (
        f"绩效目标已由“{approval.document}”（{approval.approved_on:%Y-%m-%d}）批复，指标及其指标值、分值不能直接修改。"
    )


@transaction.atomic
def record_goal_approval(evaluation: Evaluation, *, document: str, approved_on: date, actor: User) -> GoalApproval:
    """Register the approval; from now on targets and points change only by an adjustment with its document.

    Raises:
        Locked: the evaluation is not open for changes.
        ApprovalRefused: with everything that the goals still lack, or because they are approved already.
    """
    current = open_for_entry(evaluation)
    if known := approval_of(current):
        raise ApprovalRefused([f"绩效目标批复已登记：“{known.document}”，请刷新页面。"])
    if problems := why_not_ready(current):
        raise ApprovalRefused(problems)
    approval = GoalApproval.objects.create(
        evaluation=current,
        document=document,
        approved_on=approved_on,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    changes = {name: [None, value] for name, value in audit.state_of(approval).items()}
    audit.record(approval, actor=actor, action="goalapproval.add", changes=changes)
    return approval


@transaction.atomic
def withdraw_goal_approval(evaluation: Evaluation, *, reason: str, actor: User) -> None:
    """Take the registration back, because it was made by mistake; targets and points are open again.

    Raises:
        Locked: the evaluation is not open for changes.
        ApprovalRefused: there is none.
    """
    approval = approval_of(open_for_entry(evaluation))
    if approval is None:
        raise ApprovalRefused(["没有登记绩效目标批复，请刷新页面。"])
    changes = {name: [value, None] for name, value in audit.state_of(approval).items()}
    audit.record(approval, actor=actor, action="goalapproval.cancel", changes=changes, comment=reason)
    approval.delete()
