"""指标: the tree, and one page for each indicator."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from departments.administration import is_root_administrator
from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.services import why_locked

from .. import services
from ..addresses import overview_of
from ..forms.approval import ApprovalForm, CancelForm
from ..forms.indicator import IndicatorScreen
from ..forms.overview import OverviewScreen
from ..forms.removal import RemovalScreen
from ..models import Indicator, ProjectEvaluation
from ..parts import part_of_tree
from ..proposed import fill_from, leaf_below
from ..tree import EXECUTION
from .autosaving import with_draft
from .library import get_entry, get_lowest_branch, why_approved
from .screens import answer_aside, get_for_reading, show, store


@require_GET
def overview(request: UserRequest, evaluation_pk: int, project_pk: int | None = None) -> HttpResponse:
    """The tree of the whole department, or of one project, with points, scores and what is missing."""
    evaluation, reason = get_for_reading(request.user, evaluation_pk)
    return overview_page(request, evaluation, get_project(evaluation, project_pk), reason=reason)


@require_http_methods(["GET", "POST"])
def add(request: UserRequest, evaluation_pk: int, parent_pk: int) -> HttpResponse:
    """Add an indicator below one of the lowest branches."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    indicator = new_leaf(evaluation, parent_pk)
    if key := request.GET.get("library"):
        fill_from(get_entry(key), indicator)
    reason = why_locked(evaluation) or why_approved(indicator)
    return _refused(request, indicator, reason) if reason and request.method == "GET" else _edit(request, indicator)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Fill in one indicator."""
    if request.method == "POST":
        return _edit(request, get_leaf(get_enterable_evaluation(request.user, evaluation_pk), pk))
    evaluation, reason = get_for_reading(request.user, evaluation_pk)
    return _edit(request, get_leaf(evaluation, pk), reason)


@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Ask once more, then remove an indicator with its proofs."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    indicator = get_leaf(evaluation, pk)
    if reason := why_locked(evaluation) or why_approved(indicator):
        return _refused(request, indicator, reason, status=200 if request.method == "GET" else 409)
    key = part_of_tree(indicator.project_evaluation_id)
    if request.method == "GET":
        return show(request, key, RemovalScreen(indicator), template="indicator_remove")
    screen = RemovalScreen(indicator, request.POST)
    if trouble := store(screen, services.remove_with_evidence, request):
        return show(request, key, screen, template="indicator_remove", **trouble)
    messages.success(request, f"已删除指标“{indicator}”。")
    return redirect(overview_of(indicator))


def get_project(evaluation: Evaluation, pk: int | None) -> ProjectEvaluation | None:
    """Return a project's self-evaluation or 404, None where the whole department is meant."""
    projects = evaluation.project_evaluations.select_related("project")
    return None if pk is None else get_object_or_404(projects, pk=pk)


def new_leaf(evaluation: Evaluation, parent_pk: int) -> Indicator:
    """Return an indicator that is still to be stored, behind those of its branch."""
    parent = get_lowest_branch(evaluation, parent_pk)
    last = parent.children.aggregate(last=Max("position"))["last"] or 0
    indicator = leaf_below(parent)
    indicator.position = last + 1
    return indicator


def get_leaf(evaluation: Evaluation, pk: int) -> Indicator:
    """Return an indicator that the unit fills in itself."""
    leaves = evaluation.indicators.leaves().exclude(rule=EXECUTION)
    return get_object_or_404(leaves.select_related("parent__parent", "survey", "project_evaluation__project"), pk=pk)


def _edit(request: UserRequest, indicator: Indicator, reason: str = "") -> HttpResponse:
    if request.method == "GET":
        screen, waiting = with_draft(request, partial(IndicatorScreen, indicator, is_frozen=bool(reason)))
        return _page(request, screen, reason=reason, waiting=waiting, autosaves=not reason)
    save = None if indicator._state.adding else services.save_and_rescore
    if answer := answer_aside(request, indicator.evaluation, partial(_screen, indicator), save):
        return answer
    screen = IndicatorScreen(indicator, request.POST)
    if trouble := store(screen, services.save_and_rescore, request):
        return _page(request, screen, autosaves=True, **trouble)
    messages.success(request, "已保存。")
    if "again" in request.POST:
        return redirect("indicators:indicator_add", indicator.evaluation_id, indicator.parent_id)
    after = _tree_of(indicator).leaf_after(indicator) if "next" in request.POST else indicator
    if after is None:
        return redirect(overview_of(indicator))
    return redirect("indicators:indicator_edit", indicator.evaluation_id, after.pk)


def _screen(indicator: Indicator, evaluation: Evaluation, data: QueryDict) -> IndicatorScreen:
    """Return the page of an indicator; it is read anew with an evaluation that was."""
    if evaluation is indicator.evaluation:
        return IndicatorScreen(indicator, data)
    if indicator._state.adding:
        return IndicatorScreen(new_leaf(evaluation, indicator.parent_id or 0), data)
    return IndicatorScreen(get_leaf(evaluation, indicator.pk), data)


def _refused(request: UserRequest, indicator: Indicator, reason: str, status: int = 200) -> HttpResponse:
    """Say why the tree neither takes an indicator nor loses one now, and where to go."""
    screen = RemovalScreen(indicator, is_frozen=True)
    key, overview = part_of_tree(indicator.project_evaluation_id), overview_of(indicator)
    return show(request, key, screen, template="indicator_refused", reason=reason, status=status, overview=overview)


def _page(request: UserRequest, screen: IndicatorScreen, **more: Any) -> HttpResponse:
    indicator, tree = screen.indicator, _tree_of(screen.indicator)
    row = tree.row_of(indicator)
    context: dict[str, Any] = {"indicator": indicator, "row": row, "standing": row or tree.tried(indicator)}
    return show(request, part_of_tree(indicator.project_evaluation_id), screen, template="indicator", **context, **more)


def overview_page(
    request: UserRequest,
    evaluation: Evaluation,
    project: ProjectEvaluation | None = None,
    *,
    reason: str = "",
    **more: Any,
) -> HttpResponse:
    """Show a tree, with the means to register the approval of the goals or to take the registration back."""
    screen = OverviewScreen(evaluation, project, is_frozen=bool(reason))
    forms: dict[str, Any] = {}
    if screen.approval is None and not reason:
        forms["approval_form"] = ApprovalForm()
    if screen.has_own_approval and evaluation.is_editable and is_root_administrator(request.user):
        forms["cancel_form"] = CancelForm()
    key = part_of_tree(project.pk if project else None)
    return show(request, key, screen, template="indicators", reason=reason, **forms | more)


def _tree_of(indicator: Indicator) -> OverviewScreen:
    return OverviewScreen(indicator.evaluation, indicator.project_evaluation)
