"""项目自评: the list of projects, and the pages of one project."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.services import why_locked

from .. import services
from ..forms.projects import ProjectRemovalScreen, ProjectScreen, ProjectsScreen
from ..models import ProjectEvaluation
from ..parts import PROJECTS as KEY
from .screens import answer_aside, get_for_reading, show, show_for_entry, store


@require_GET
def index(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """List the projects with amounts, scores and what is missing (项目自评)."""
    evaluation, reason = get_for_reading(request.user, evaluation_pk)
    if evaluation.scorecard.project_scheme_id is None:
        raise Http404
    return show(request, KEY, ProjectsScreen(evaluation, is_frozen=bool(reason)), reason=reason)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Fill in funds and goal of one project."""
    if request.method == "GET":
        evaluation, reason = get_for_reading(request.user, evaluation_pk)
        build = partial(ProjectScreen, _get_project(evaluation, pk), is_frozen=bool(reason))
        return show_for_entry(request, KEY, build, template="project", reason=reason)
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    if answer := answer_aside(
        request,
        evaluation,
        lambda now, data: ProjectScreen(_get_project(now, pk), data),
        services.save_and_rescore,
    ):
        return answer
    screen = ProjectScreen(_get_project(evaluation, pk), request.POST)
    if trouble := store(screen, services.save_and_rescore, request):
        return show(request, KEY, screen, template="project", autosaves=True, **trouble)
    messages.success(request, "已保存。")
    name = "indicators:project_indicators" if "next" in request.POST else "indicators:project_edit"
    return redirect(name, evaluation_pk, pk)


@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Ask once more, then remove a project with everything that its self-evaluation holds."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    row, reason = _get_project(evaluation, pk), why_locked(evaluation)
    if request.method == "GET":
        screen = ProjectRemovalScreen(row, is_frozen=bool(reason))
        return show(request, KEY, screen, template="project_remove", reason=reason)
    screen = ProjectRemovalScreen(row, request.POST)
    if trouble := store(screen, services.remove_with_evidence, request):
        return show(request, KEY, screen, template="project_remove", **trouble)
    messages.success(request, f"已删除项目“{row}”及其自评。")
    return redirect("indicators:enter_projects", evaluation.pk)


def _get_project(evaluation: Evaluation, pk: int) -> ProjectEvaluation:
    if evaluation.scorecard.project_scheme_id is None:
        raise Http404
    return get_object_or_404(evaluation.project_evaluations.select_related("project"), pk=pk)
