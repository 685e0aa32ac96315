"""绩效目标批复: registering it, and taking the registration back.

That of the whole department covers its tree and those of the projects that are there on the day. A project that is
opened later is planned freely until an approval of its own is registered.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.services import open_for_entry

from ..models import GoalApproval, ProjectEvaluation, Scorecard
from .readiness import why_not_ready


class ApprovalRefused(Exception):
    """The goals cannot be taken as approved; `problems` lists everything that is missing."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("".join(problems))
        self.problems = tuple(problems)


def approval_of(evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None) -> GoalApproval | None:
    """Return the approval that covers the whole department's tree or that of a project, None while there is none."""
    known = GoalApproval.objects.select_related("recorded_by")
    if project_evaluation is None:
        return known.filter(scorecard__evaluation=evaluation).first()
    return known.filter(projectevaluation=project_evaluation).first()


def is_of_the_whole(approval: GoalApproval) -> bool:
    """Return whether it was registered for the whole department, and for projects only together with it."""
    return Scorecard.objects.filter(approval=approval).exists()


def why_approved(approval: GoalApproval) -> str:
    """Return why indicators are neither added nor removed."""
    return (
        f"绩效目标已由“{approval.document}”（{approval.approved_on:%Y-%m-%d}）批复，指标及其指标值、分值不能直接修改，"
        "锁定至管理员撤销批复登记为止；需要调整的，请填写调整依据文件。"
    )


@transaction.atomic
def record_goal_approval(
    evaluation: Evaluation,
    project_evaluation: ProjectEvaluation | None = None,
    *,
    document: str,
    approved_on: date,
    actor: User,
) -> GoalApproval:
    """Register the approval; from now on targets and points change only by an adjustment with its document.

    Raises:
        Locked: the evaluation is not open for changes.
        ApprovalRefused: with everything that the goals still lack, or because they are approved already.
    """
    current = open_for_entry(evaluation)
    if known := approval_of(current, project_evaluation):
        raise ApprovalRefused([f"绩效目标批复已登记：“{known.document}”，请刷新页面。"])
    if problems := why_not_ready(current, project_evaluation):
        raise ApprovalRefused(problems)
    approval = GoalApproval.objects.create(
        evaluation=current,
        document=document,
        approved_on=approved_on,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    _cover(approval, project_evaluation)
    changes = {name: [None, value] for name, value in _state(approval).items()}
    audit.record(approval, actor=actor, action="goalapproval.add", changes=changes)
    return approval


@transaction.atomic
def withdraw_goal_approval(
    evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None, *, reason: str, actor: User
) -> None:
    """Take the registration back, because it was made by mistake; targets and points are open again.

    Raises:
        Locked: the evaluation is not open for changes.
        ApprovalRefused: there is none, or the project's is that of the whole department.
    """
    approval = approval_of(open_for_entry(evaluation), project_evaluation)
    if approval is None:
        raise ApprovalRefused(["没有登记绩效目标批复，请刷新页面。"])
    if project_evaluation and is_of_the_whole(approval):
        raise ApprovalRefused(["该项目的绩效目标随单位整体一并批复，请在“指标”中撤销。"])
    changes = {name: [value, None] for name, value in _state(approval).items()}
    audit.record(approval, actor=actor, action="goalapproval.cancel", changes=changes, comment=reason)
    approval.delete()


def _cover(approval: GoalApproval, project_evaluation: ProjectEvaluation | None) -> None:
    """Let the project name the approval, or the whole department and every project that has none yet."""
    projects = ProjectEvaluation.objects.filter(evaluation=approval.evaluation, approval=None)
    if project_evaluation is None:
        Scorecard.objects.filter(evaluation=approval.evaluation).update(approval=approval)
        projects.update(approval=approval)
    else:
        projects.filter(pk=project_evaluation.pk).update(approval=approval)


def _state(approval: GoalApproval) -> dict[str, Any]:
    """Return what the log says of it: its fields, and the projects that it covers."""
    projects = ProjectEvaluation.objects.filter(approval=approval).values_list("project__name", flat=True)
    return audit.state_of(approval) | {"项目": list(projects)}
