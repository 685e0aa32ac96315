"""All findings of an evaluation on one page, and what people answer to them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from departments import clock
from departments.models import Evaluation, Role
from departments.permissions import get_enterable_evaluation, get_visible_evaluation, roles_of
from departments.requests import UserRequest
from departments.services import Locked
from departments.workflow import RoleMissing

from ..forms.findings import AnswerForm, DecisionForm, FindingsFilter
from ..gather import gather
from ..jobs import request_check
from ..models import CheckRun, Waiver
from ..services import findings_of
from ..services.answering import CannotAnswer, answer, decide, take_back
from ..services.findings import waivers_of
from ..services.slow_checks import is_stale
from ..standing import chosen, standings_of

CONFLICT = 409


@require_http_methods(["GET", "POST"])
def findings(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show the findings, or answer those that are ticked."""
    if request.method == "GET":
        return _page(request, get_visible_evaluation(request.user, evaluation_pk), AnswerForm())
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    known = {finding.fingerprint for finding in findings_of(evaluation)}
    form = AnswerForm(request.POST, fingerprints=known)
    if not form.is_valid():
        return _page(request, evaluation, form)
    said = form.cleaned_data
    try:
        given = answer(evaluation, said["fingerprint"], kind=said["kind"], reason=said["reason"], actor=request.user)
    except (CannotAnswer, Locked) as refusal:
        return _page(request, evaluation, form, problem=str(refusal), status=CONFLICT)
    messages.success(request, f"已提交：{given.get_kind_display()}，共答复{given.findings.count()}项校验结果。")
    return redirect(_back(request, evaluation))


@require_http_methods(["GET", "POST"])
def waiver(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Show an answer; a reviewer decides here on an exemption."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    found = get_object_or_404(evaluation.waivers.select_related("given_by", "decided_by"), pk=pk)
    may_decide = found.kind == Waiver.Kind.EXEMPTION and Role.REVIEWER in roles_of(request.user, evaluation.department)
    if request.method == "POST" and Role.REVIEWER not in roles_of(request.user, evaluation.department):
        raise PermissionDenied
    form, problem = DecisionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        is_granted = said["decision"] == Waiver.Decision.GRANTED
        try:
            decide(
                found,
                is_granted=is_granted,
                reason=said["reason"],
                actor=request.user,
                valid_until=said["valid_until"],
            )
            messages.success(request, "已记录审批意见。")
            return redirect("reports:findings", evaluation.pk)
        except CannotAnswer as refusal:
            problem = str(refusal)
    context = {"evaluation": evaluation, "waiver": found, "form": form, "may_decide": may_decide, "problem": problem}
    return render(request, "findings/waiver.html", context, status=CONFLICT if problem else 200)


@require_POST
def remove_waiver(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Take an answer back."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    try:
        take_back(get_object_or_404(evaluation.waivers, pk=pk), actor=request.user)
        messages.success(request, "已撤销答复，相关事项恢复为待处理。")
    except (Locked, RoleMissing) as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:findings", evaluation.pk)


@require_POST
def recheck(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Have the slow checks asked again."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    return redirect("reports:job", request_check(evaluation, actor=request.user).pk)


def _back(request: UserRequest, evaluation: Evaluation) -> str:
    """Return the page with the filters that the person has chosen."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse("reports:findings", args=[evaluation.pk])
    return f"{address}?{query}" if query else address


def _page(
    request: UserRequest, evaluation: Evaluation, form: AnswerForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    snapshot = gather(evaluation)
    found = standings_of(evaluation, findings_of(evaluation, snapshot), waivers_of(evaluation), clock.today())
    search = FindingsFilter(request.GET or None)
    shown = chosen(found, search.wanted() if request.GET else {})
    latest = CheckRun.objects.filter(evaluation=evaluation).first()
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "search": search,
        "found": found,
        "shown": shown,
        "form": form,
        "problem": problem,
        "may_answer": evaluation.is_editable and Role.PREPARER in roles_of(request.user, evaluation.department),
        "may_decide": Role.REVIEWER in roles_of(request.user, evaluation.department),
        "latest": latest,
        "is_stale": latest is not None and is_stale(latest, snapshot),
        "repairs": sum(one.finding.replacement is not None for one in found),
    }
    return render(request, "findings/findings.html", context, status=status)
