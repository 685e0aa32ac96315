"""The publisher's queue and desk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.models import Evaluation, Role
from departments.permissions import get_evaluation_as, get_visible_evaluation, require_role
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of
from departments.workflow import Action

from ..editions.addresses import MANIFEST, PAGE
from ..editions.content import TITLES
from ..editions.header import header_block
from ..forms.steps import PublishForm, ReasonForm, StepForm
from ..jobs import request_publication
from ..listings import EDITIONS, PUBLICATION_QUEUE
from ..models import Edition
from ..services import (
    Blocked,
    ScheduleRefused,
    StaleStep,
    blocking_reasons,
    current_review,
    may_stop,
    preview,
    stop_publication,
)
from ..services.findings import Known, known_of
from ..services.guard import Reason

CONFLICT = 409
FILES = ((PAGE, "网页"), *TITLES.items(), (MANIFEST, "文件清单：各文件的大小和 SHA-256"))


@require_safe
def queue(request: UserRequest) -> HttpResponseBase:
    """List what is approved and not public, the oldest first, and what is public."""
    require_role(request.user, Role.PUBLISHER)
    own = Evaluation.objects.for_role(request.user, Role.PUBLISHER)
    waiting = own.awaiting_publication().select_related("department", "cycle", "approved_by", "scorecard")
    public = Edition.objects.current().filter(evaluation__in=own).defer("snapshot")
    public = public.select_related("evaluation__department", "evaluation__cycle")
    if file := exported(request, PUBLICATION_QUEUE, waiting) or exported(request, EDITIONS, public):
        return file
    context = {"page": page_of(request, waiting), "editions": public[:20]}
    return render(request, "reports/publication_queue.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show what would become public and what stands against it; publish it."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.PUBLISHER)
    form = PublishForm(request.POST if request.method == "POST" else None, evaluation=evaluation)
    if request.method == "POST" and form.is_valid():
        try:
            job = request_publication(evaluation, actor=request.user, **form.values())
            return redirect("reports:job", job.pk)
        except Blocked as blocked:
            return _page(request, evaluation, form, blocked.reasons, status=CONFLICT)
        except ScheduleRefused as refusal:
            form.add_error("at", str(refusal))
        except StaleStep as stale:
            messages.warning(request, str(stale))
            form.rebase(evaluation.version)
    known = known_of(evaluation)
    reasons = blocking_reasons(evaluation, Action.PUBLISH, actor=request.user, known=known)
    return _page(request, evaluation, form, reasons, known=known)


@require_http_methods(["GET", "POST"])
def stop(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Stop a planned publication, with the reason."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    if not may_stop(evaluation, request.user):
        raise PermissionDenied
    planned = get_object_or_404(evaluation.schedules.waiting().select_related("planned_by"))
    form = ReasonForm(request.POST if request.method == "POST" else None, evaluation=evaluation, label="停止理由")
    if request.method == "POST" and form.is_valid():
        try:
            stop_publication(planned, actor=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "已停止定时公开，报告没有公开。")
        except ScheduleRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("reports:evaluation", evaluation.pk)
    context = {"evaluation": evaluation, "planned": planned, "form": form}
    return render(request, "reports/stop_publication.html", context)


def _page(
    request: UserRequest,
    evaluation: Evaluation,
    form: StepForm,
    reasons: tuple[Reason, ...],
    status: int = 200,
    known: Known | None = None,
) -> HttpResponse:
    plan = preview(evaluation, known)
    context = {
        "evaluation": evaluation,
        "form": form,
        "reasons": reasons,
        "plan": plan,
        "header": header_block(plan),
        "review": current_review(evaluation),
        "files": FILES,
        "notes_are_published": plan.snapshot.notes is not None,
        "planned": evaluation.schedules.select_related("planned_by", "ended_by").first(),
        "may_stop": True,
        "jobs": evaluation.jobs.select_related("requested_by")[:3],
    }
    return render(request, "reports/publish.html", context, status=status)
