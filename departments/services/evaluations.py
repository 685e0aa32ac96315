"""Opening an evaluation and moving it through its workflow."""

from django.db import transaction

from .. import audit, clock, visits, workflow
from ..models import Budget, BudgetLine, Cycle, Department, Evaluation, ManagementItem, Staffing, User
from ..models.budget import Category
from ..permissions import roles_of
from ..standards import MANAGEMENT_ITEMS


@transaction.atomic
def open_evaluation(department: Department, cycle: Cycle, *, actor: User | None) -> Evaluation:
    """Create the evaluation of a department for a cycle, with the rows that every form has."""
    evaluation = Evaluation.objects.create(department=department, cycle=cycle)
    Staffing.objects.create(evaluation=evaluation)
    Budget.objects.create(evaluation=evaluation)
    BudgetLine.objects.bulk_create(BudgetLine(evaluation=evaluation, category=category) for category in Category)
    ManagementItem.objects.bulk_create(
        ManagementItem(evaluation=evaluation, topic=topic, text=text, position=position)
        for position, (topic, text) in enumerate(MANAGEMENT_ITEMS)
    )
    audit.record(evaluation, actor=actor, action="evaluation.open")
    return evaluation


@transaction.atomic
def advance(
    evaluation: Evaluation, action: workflow.Action, *, actor: User, reason: str = "", is_public: bool = False
) -> Evaluation:
    """Take one step of the workflow and record who took it; `is_public` tells whether an edition is in force.

    Raises:
        workflow.StepRefused: the step is not open to this actor now.
    """
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("department", "cycle")
    evaluation = locked.get(pk=evaluation.pk)
    visits.log(evaluation.visit_changes.all())
    before = audit.state_of(evaluation)
    stages = evaluation.cycle.stages if action is workflow.Action.SUBMIT else evaluation.stages
    state = workflow.take(
        workflow.State(workflow.Status(evaluation.status), evaluation.stage, is_public),
        action,
        roles=roles_of(actor, evaluation.department),
        stages=len(stages),
        reason=reason,
        had_a_hand=actor.pk in (evaluation.submitted_by_id, evaluation.approved_by_id),
    )
    if state.status != evaluation.status:
        evaluation.status = state.status
        _stamp(evaluation, action, actor, reason)
    evaluation.stage, evaluation.stages = state.stage, stages
    evaluation.version += 1
    evaluation.save()
    changes = audit.compare(before, audit.state_of(evaluation))
    audit.record(evaluation, actor=actor, action=f"evaluation.{action}", changes=changes, comment=reason)
    return evaluation


def _stamp(evaluation: Evaluation, action: workflow.Action, actor: User, reason: str) -> None:
    """Set the times and names that the new status carries, and clear those it must not."""
    if evaluation.is_editable:
        evaluation.submitted_at = evaluation.submitted_by = None
    elif action is workflow.Action.SUBMIT:
        evaluation.submitted_at, evaluation.submitted_by = clock.now(), actor
    if evaluation.status not in (workflow.Status.APPROVED, workflow.Status.PUBLISHED):
        evaluation.approved_at = evaluation.approved_by = None
    elif action is workflow.Action.APPROVE:
        evaluation.approved_at, evaluation.approved_by = clock.now(), actor
    evaluation.published_at = clock.now() if evaluation.status == workflow.Status.PUBLISHED else None
    evaluation.return_reason = reason if evaluation.status == workflow.Status.RETURNED else ""
