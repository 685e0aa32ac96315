"""The steps of an evaluation: each locks it, asks the guard, moves it and records who did it, in one transaction."""

from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.permissions import roles_of
from departments.services import StaleRow, advance
from departments.workflow import Action, RoleMissing, Status, StepNotOpen
from indicators.services import clear_final, clear_stage_scores, settle_final

from ..history import latest_step
from ..models import DisclosureReview
from .guard import require_unblocked
from .versions import keep_version


class StaleStep(StaleRow):
    """Somebody has taken a step since the person opened the page; the text says who and which."""

    def __init__(self, current: Evaluation) -> None:
        super().__init__(current)
        self.args = (f"您打开页面后，{latest_step(current)}。请核对后重新办理。",)


def lock(evaluation: Evaluation, based_on: int | None = None) -> Evaluation:
    """Lock the evaluation for this transaction and return it as it is now.

    Raises:
        StaleStep: it is no longer at version `based_on`, which the person saw.
    """
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("department", "cycle")
    current = locked.get(pk=evaluation.pk)
    if based_on is not None and current.version != based_on:
        raise StaleStep(current)
    return current


@transaction.atomic
def submit(evaluation: Evaluation, *, actor: User, based_on: int | None = None) -> Evaluation:
    """Hand the evaluation in for review (送审); what the stages of an earlier round have said is cleared.

    Raises:
        Blocked: with every reason; StaleRow.
    """
    submitted = _guarded(evaluation, Action.SUBMIT, actor, based_on)
    clear_stage_scores(submitted, actor=actor)
    keep_version(submitted, Action.SUBMIT, actor=actor)
    return submitted


@transaction.atomic
def approve(evaluation: Evaluation, *, actor: User, based_on: int | None = None) -> Evaluation:
    """Pass the present stage of review (审核通过); the last one settles which score counts.

    Raises:
        Blocked: with every reason; StaleRow.
    """
    approved = _guarded(evaluation, Action.APPROVE, actor, based_on)
    if approved.status == Status.APPROVED:
        settle_final(approved, actor=actor)
    return approved


@transaction.atomic
def return_for_changes(evaluation: Evaluation, *, actor: User, reason: str, based_on: int | None = None) -> Evaluation:
    """Give the evaluation back to its unit, saying why (退回).

    Raises:
        workflow.StepRefused: the step is not open, not theirs, or lacks its reason; StaleRow.
    """
    return _reopened(evaluation, Action.RETURN, actor, reason, based_on)


@transaction.atomic
def recall(evaluation: Evaluation, *, actor: User, based_on: int | None = None) -> Evaluation:
    """Take a submission back before a reviewer has begun (撤回送审).

    Raises:
        workflow.StepRefused: it is not under review, a reviewer has begun, or the actor does not prepare it; StaleRow.
    """
    return advance(lock(evaluation, based_on), Action.RECALL, actor=actor)


@transaction.atomic
def correct(evaluation: Evaluation, *, actor: User, reason: str, based_on: int | None = None) -> Evaluation:
    """Open a published evaluation for a correction (更正); its edition stays public until the next one.

    Raises:
        workflow.StepRefused: as for a return; StaleRow.
    """
    return _reopened(evaluation, Action.CORRECT, actor, reason, based_on)


@transaction.atomic
def review_disclosure(
    evaluation: Evaluation, *, actor: User, conclusion: str, reason: str = "", based_on: int | None = None
) -> DisclosureReview:
    """Record to whom the approved content may be shown (信息公开审查).

    Raises:
        workflow.StepRefused: nothing is approved, or the actor does not publish for the unit; StaleRow.
    """
    current = lock(evaluation, based_on)
    if current.status != Status.APPROVED:
        raise StepNotOpen("审核通过后才能进行信息公开审查。")
    if "publisher" not in roles_of(actor, current.department):
        raise RoleMissing("您在该单位没有信息公开审查的权限。")
    review = DisclosureReview(
        evaluation=current,
        conclusion=conclusion,
        reason=reason,
        reviewed_by=actor,
        reviewed_at=clock.now(),
        evaluation_version=current.version,
    )
    review.full_clean(exclude=["evaluation", "reviewed_by"])
    review.save()
    changes = audit.compare({}, {"conclusion": conclusion})
    audit.record(review, actor=actor, action="evaluation.disclosure", changes=changes, comment=reason)
    return review


def _guarded(evaluation: Evaluation, action: Action, actor: User, based_on: int | None) -> Evaluation:
    current = lock(evaluation, based_on)
    require_unblocked(current, action, actor=actor)
    return advance(current, action, actor=actor)


def _reopened(evaluation: Evaluation, action: Action, actor: User, reason: str, based_on: int | None) -> Evaluation:
    """Open the evaluation for changes; the score that counted goes with the approval."""
    reopened = advance(lock(evaluation, based_on), action, actor=actor, reason=reason)
    clear_final(reopened, actor=actor)
    return reopened
