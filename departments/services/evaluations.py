"""Opening an evaluation and moving it through its workflow."""

from django.db import transaction

from .. import audit, clock, visits, workflow
from ..models import Budget, BudgetLine, Cycle, Department, Evaluation, ManagementItem, Staffing, User
from ..models.budget import Category
from ..permissions import roles_on
from ..stages import Stage, as_stored, fixed, path_of, read
from ..standards import MANAGEMENT_ITEMS
from .decisions import Act, needs_another


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
    chain = _chain(evaluation, action)
    act = Act(evaluation, action, actor, reason)
    state = workflow.take(
        state_of(evaluation, is_public=is_public),
        action,
        roles=roles_on(actor, evaluation),
        stages=len(chain),
        reason=reason,
        had_a_hand=needs_another(evaluation, action, actor),
    )
    act.decide()
    if state.status != evaluation.status:
        evaluation.status = state.status
        _stamp(evaluation, action, actor, reason)
    _place(evaluation, state, chain)
    evaluation.submissions += action is workflow.Action.SUBMIT
    evaluation.version += 1
    evaluation.save()
    act.record(audit.compare(before, audit.state_of(evaluation)))
    return evaluation


def state_of(evaluation: Evaluation, *, is_public: bool = False) -> workflow.State:
    """Return where an evaluation stands in the workflow."""
    is_begun = evaluation.review_begun_at is not None
    return workflow.State(workflow.Status(evaluation.status), evaluation.stage, is_public, is_begun)


@transaction.atomic
def begin_review(evaluation: Evaluation, *, actor: User, on_behalf_of: User | None = None) -> None:
    """Note that a reviewer has begun, once for each submission: from now on it cannot be taken back (撤回送审)."""
    fresh = Evaluation.objects.filter(pk=evaluation.pk, review_begun_at=None)
    if fresh.update(review_begun_at=clock.now()):
        audit.record(evaluation, actor=actor, action="evaluation.begin", on_behalf_of=on_behalf_of)


def _chain(evaluation: Evaluation, action: workflow.Action) -> tuple[Stage, ...]:
    """Return the chain of review, which a submission fixes for its unit."""
    if action is workflow.Action.SUBMIT:
        return fixed(evaluation.cycle.chain, path_of(evaluation.department.path))
    return read(evaluation.stages)


def _place(evaluation: Evaluation, state: workflow.State, chain: tuple[Stage, ...]) -> None:
    """Put the evaluation at its stage; after the last one it stays with that stage's department."""
    evaluation.stage, evaluation.stages = state.stage, as_stored(chain)
    present = evaluation.present_stage
    evaluation.stage_department_id = present.department if present else None
    evaluation.stage_since = clock.now() if evaluation.status == workflow.Status.SUBMITTED else None
    if not state.is_begun:
        evaluation.review_begun_at = None
    elif evaluation.review_begun_at is None:
        evaluation.review_begun_at = clock.now()


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
