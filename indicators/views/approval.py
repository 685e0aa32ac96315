"""绩效目标批复 on the overview of a tree: registered by the unit, taken back by the administrator of the whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from departments.administration import is_root_administrator
from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest
from departments.services import Locked

from .. import services
from ..addresses import overview_address
from ..forms.approval import ApprovalForm, CancelForm
from ..models import ProjectEvaluation
from .indicators import get_project, overview_page
from .screens import get_for_reading


@require_POST
def record(request: UserRequest, evaluation_pk: int, project_pk: int | None = None) -> HttpResponse:
    """Register the approval of the goals of the whole department, or of one project."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    project, form = get_project(evaluation, project_pk), ApprovalForm(request.POST)
    if not form.is_valid():
        return _again(request, evaluation, project, approval_form=form)
    try:
        services.record_goal_approval(evaluation, project, **form.cleaned_data, actor=request.user)
    except Locked as locked:
        return _again(request, evaluation, project, problems=[str(locked)], status=409)
    except services.ApprovalRefused as refusal:
        return _again(request, evaluation, project, approval_form=form, problems=refusal.problems, status=409)
    messages.success(request, "已登记绩效目标批复，指标及其指标值、分值不再直接修改。")
    return redirect(overview_address(evaluation.pk, project_pk))


@require_POST
def cancel(request: UserRequest, evaluation_pk: int, project_pk: int | None = None) -> HttpResponse:
    """Take the registration back."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    if not is_root_administrator(request.user):
        raise PermissionDenied
    project, form = get_project(evaluation, project_pk), CancelForm(request.POST)
    if not form.is_valid():
        return _again(request, evaluation, project, cancel_form=form)
    try:
        services.withdraw_goal_approval(evaluation, project, **form.cleaned_data, actor=request.user)
    except (Locked, services.ApprovalRefused) as refusal:
        return _again(request, evaluation, project, problems=[str(refusal)], status=409)
    messages.success(request, "已撤销绩效目标批复的登记，指标及其指标值、分值可以修改。")
    return redirect(overview_address(evaluation.pk, project_pk))


def _again(
    request: UserRequest, evaluation: Evaluation, project: ProjectEvaluation | None, **more: Any
) -> HttpResponse:
    """Show the overview with what is wrong."""
    _, reason = get_for_reading(request.user, evaluation.pk)
    return overview_page(request, evaluation, project, reason=reason, **more)
