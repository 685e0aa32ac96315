"""Taking a step of the workflow: a page that says what it means and what stands against it, then the service."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from departments.models import Evaluation, Role
from departments.permissions import get_evaluation_as
from departments.requests import UserRequest
from departments.workflow import Action, StepRefused

from ..forms.steps import DisclosureForm, ReasonForm, StepForm
from ..services import Blocked, FilesBehind, StaleStep, blocking_reasons, review_disclosure, workflow_reasons
from ..steps import STEPS, Step

CONFLICT = 409


@require_http_methods(["GET", "POST"])
def take(request: UserRequest, evaluation_pk: int, action: Action) -> HttpResponse:
    """Take a step after a page of confirmation."""
    step = STEPS[action]
    evaluation = get_evaluation_as(request.user, evaluation_pk, step.role)
    form = _form(request, step, evaluation)
    if request.method == "POST" and form.is_valid():
        return _taken(request, step, evaluation, form)
    against = blocking_reasons if step.is_guarded else workflow_reasons
    return _page(request, step, evaluation, form, against(evaluation, action, actor=request.user))


@require_http_methods(["GET", "POST"])
def disclosure(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Record the disclosure review of what is approved."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, "publisher")
    form = DisclosureForm(request.POST or None, evaluation=evaluation)
    if form.is_valid():
        try:
            review_disclosure(evaluation, actor=request.user, **form.values())
            messages.success(request, "已记录信息公开审查结论。")
        except (StaleStep, StepRefused) as refusal:
            messages.error(request, str(refusal))
        return redirect("reports:publish", evaluation.pk)
    return render(request, "reports/disclosure.html", {"evaluation": evaluation, "form": form})


def _form(request: UserRequest, step: Step, evaluation: Evaluation) -> StepForm:
    sent = request.POST if request.method == "POST" else None
    if step.needs_reason:
        return ReasonForm(sent, evaluation=evaluation, label=f"{step.title}理由", help_text=step.reason_help)
    return StepForm(sent, evaluation=evaluation)


def _taken(request: UserRequest, step: Step, evaluation: Evaluation, form: StepForm) -> HttpResponse:
    try:
        step.service(evaluation, actor=request.user, **form.values())
    except Blocked as blocked:
        return _page(request, step, evaluation, form, blocked.reasons, status=CONFLICT)
    except StaleStep as stale:
        form.rebase(evaluation.version)
        return _page(request, step, evaluation, form, (str(stale),), status=CONFLICT)
    except (StepRefused, FilesBehind) as refusal:
        return _page(request, step, evaluation, form, (str(refusal),), status=CONFLICT)
    messages.success(request, step.done)
    return _after_review(request, evaluation) if step.role == Role.REVIEWER else _back(evaluation)


def _after_review(request: UserRequest, evaluation: Evaluation) -> HttpResponse:
    """Go on to the evaluation that has waited longest, or back to the queue."""
    waiting = Evaluation.objects.reviewed_by(request.user).awaiting_review().exclude(pk=evaluation.pk)
    following = waiting.select_related("department", "cycle").first()
    if following is None:
        messages.info(request, f"“{evaluation}”已办理，目前没有其他待审核的自评。")
        return redirect("reports:review_queue")
    messages.info(request, f"“{evaluation}”已办理，下面是下一份待审核的自评：{following}。")
    return redirect("reports:review", following.pk)


def _back(evaluation: Evaluation) -> HttpResponse:
    return redirect("reports:evaluation", evaluation.pk)


def _page(
    request: UserRequest, step: Step, evaluation: Evaluation, form: StepForm, reasons: tuple, status: int = 200
) -> HttpResponse:
    context = {"evaluation": evaluation, "step": step, "form": form, "reasons": reasons}
    return render(request, "reports/step.html", context, status=status)
