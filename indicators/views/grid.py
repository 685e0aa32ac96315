"""表格填报: all indicators of a tree, or of one of its branches, in one table."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest

from .. import services
from ..forms.grid import GridScreen
from ..models import Indicator, ProjectEvaluation
from ..parts import part_of_tree
from .indicators import get_project
from .screens import answer_aside, get_for_reading, show, show_for_entry, store


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, evaluation_pk: int, project_pk: int | None = None) -> HttpResponse:
    """Fill in many indicators at once; `?branch=` names the branch, without it the whole tree is shown."""
    key = part_of_tree(project_pk)
    if request.method == "GET":
        evaluation, reason = get_for_reading(request.user, evaluation_pk)
        project = get_project(evaluation, project_pk)
        build = partial(_screen, request, project, evaluation, is_frozen=bool(reason))
        return show_for_entry(request, key, build, template="grid", reason=reason)
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    project = get_project(evaluation, project_pk)
    build = partial(_screen, request, project)
    if answer := answer_aside(request, evaluation, build, services.save_and_rescore):
        return answer
    screen = _screen(request, project, evaluation, request.POST)
    if trouble := store(screen, services.save_and_rescore, request):
        return show(request, key, screen, template="grid", autosaves=True, **trouble)
    messages.success(request, "已保存。")
    return redirect(request.get_full_path())


def _screen(
    request: UserRequest,
    project: ProjectEvaluation | None,
    evaluation: Evaluation,
    data: QueryDict | None = None,
    *,
    is_frozen: bool = False,
) -> GridScreen:
    branch = _get_branch(evaluation, project, request.GET.get("branch", ""))
    return GridScreen(evaluation, data, project_evaluation=project, branch=branch, is_frozen=is_frozen)


def _get_branch(evaluation: Evaluation, project: ProjectEvaluation | None, key: str) -> Indicator | None:
    """Return the branch with this key or 404, None where no branch is named."""
    if not key:
        return None
    branches = evaluation.indicators.filter(is_leaf=False, project_evaluation=project)
    return get_object_or_404(branches, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)
