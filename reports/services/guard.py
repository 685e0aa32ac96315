"""The one guard: every reason that keeps an evaluation from being submitted, approved or published."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from departments import clock, workflow
from departments.models import Evaluation, SiteConfiguration, User
from departments.permissions import roles_on
from departments.services import needs_another, state_of
from departments.services.entry import why_closed
from departments.workflow import Action

from ..checks import Finding
from ..editions.addresses import UnsafeCode, landing_folder
from ..editions.environment import why_foreign
from ..editions.index_number import IndexNumberImpossible, proposed_text
from ..models import DisclosureReview, IndexNumber
from ..snapshot import Snapshot
from .findings import Known, known_of
from .opinions import approval_reasons
from .rectification import owed
from .resubmission import unchanged_reasons

Reason = Finding | str


class Blocked(Exception):
    """The step cannot be taken; `reasons` are all that stand against it."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__("；".join(text_of(reason) for reason in reasons))
        self.reasons = reasons


def text_of(reason: Reason) -> str:
    """Return what a reason says."""
    return reason if isinstance(reason, str) else reason.message


def blocking_reasons(
    evaluation: Evaluation, action: Action, *, actor: User, known: Known | None = None
) -> tuple[Reason, ...]:
    """Return all reasons against a step: the workflow's, the publication's, and what the checks say against it.

    The caller holds the evaluation's lock, so that what was asked is what is done; a page has read what is `known`.
    """
    known = known or known_of(evaluation)
    return (
        *workflow_reasons(evaluation, action, actor=actor),
        *_own_reasons(evaluation, action, known.snapshot),
        *(finding for finding in known.findings if _stands_against(finding, action)),
    )


def _stands_against(finding: Finding, action: Action) -> bool:
    """Return whether a finding stops the step: what asks for a reason stops what people hand in, and nothing later."""
    return finding.blocks or (action is Action.SUBMIT and finding.asks)


def require_unblocked(evaluation: Evaluation, action: Action, *, actor: User) -> None:
    """Raise Blocked with all reasons, if there are any."""
    reasons = blocking_reasons(evaluation, action, actor=actor)
    if reasons:
        raise Blocked(reasons)


def current_review(evaluation: Evaluation) -> DisclosureReview | None:
    """Return the disclosure review of what is approved now; one made for an earlier version does not count."""
    return evaluation.disclosure_reviews.filter(evaluation_version=evaluation.version).first()


def workflow_state(evaluation: Evaluation) -> workflow.State:
    """Return where an evaluation stands in the workflow."""
    return state_of(evaluation, is_public=evaluation.editions.current().exists())


def workflow_reasons(evaluation: Evaluation, action: Action, *, actor: User) -> tuple[str, ...]:
    """Return what the workflow alone says against a step; a reason that it needs is still to be given."""
    try:
        workflow.take(
            workflow_state(evaluation),
            action,
            roles=roles_on(actor, evaluation),
            stages=len(evaluation.chain),
            had_a_hand=needs_another(evaluation, action, actor),
        )
    except workflow.ReasonMissing:
        return ()
    except workflow.StepRefused as refusal:
        return (str(refusal),)
    return ()


def _deadline_reasons(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.is_editable and (reason := why_closed(evaluation)):
        yield reason


def _owed_reasons(evaluation: Evaluation) -> Iterator[str]:
    if count := owed(evaluation).count():
        yield f"上年自评有{count}项改进措施尚未列入“上年整改情况”，请在“问题与改进”中从上年整改台账带入，并逐项填写。"


def _own_reasons(evaluation: Evaluation, action: Action, snapshot: Snapshot) -> Iterable[str]:
    """Return what stands against this very step and no other."""
    if action is Action.SUBMIT:
        return (*_deadline_reasons(evaluation), *_owed_reasons(evaluation), *unchanged_reasons(evaluation, snapshot))
    if action is Action.APPROVE and evaluation.status == workflow.Status.SUBMITTED:
        return approval_reasons(evaluation)
    return _publication_reasons(evaluation) if action is Action.PUBLISH else ()


def _publication_reasons(evaluation: Evaluation) -> Iterator[str]:
    yield from _disclosure_reasons(current_review(evaluation))
    yield from _identity_reasons(evaluation)
    if planned := evaluation.schedules.waiting().first():
        yield f"已定于{timezone.localtime(planned.due_at):%Y-%m-%d %H:%M}公开；需要立即公开的，请先停止定时公开。"
    if reason := why_foreign():
        yield reason


def _disclosure_reasons(review: DisclosureReview | None) -> Iterator[str]:
    if review is None:
        yield "尚未对本次审核通过的内容进行信息公开审查，请先填写审查结论。"
    elif review.conclusion != DisclosureReview.Conclusion.PROACTIVE:
        yield f"信息公开审查结论为“{review.get_conclusion_display()}”，不能在网站公开。理由：{review.reason}"


def _identity_reasons(evaluation: Evaluation) -> Iterator[str]:
    """Yield what is wrong with the name, address or number under which the unit would publish."""
    if not evaluation.department.is_active:
        yield f"“{evaluation.department.name}”已停用，不能以其名义公开，请联系管理员。"
    try:
        landing_folder(evaluation)
        is_ours = not SiteConfiguration.current().is_numbered_by_portal
        if is_ours and not IndexNumber.objects.filter(evaluation=evaluation).exists():
            proposed_text(evaluation.department, clock.today())
    except (UnsafeCode, IndexNumberImpossible) as problem:
        yield str(problem)
