"""指标: the tree, and one page for each indicator."""

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.services import why_locked

from .. import services
from ..addresses import overview_of
from ..forms.indicator import IndicatorScreen
from ..forms.overview import OverviewScreen
from ..forms.removal import RemovalScreen
from ..models import Indicator
from ..parts import part_of_tree
from ..proposed import fill_from, leaf_below
from ..tree import EXECUTION
from .library import get_entry, get_lowest_branch
from .screens import get_for_reading, show, store


@require_GET
def overview(request: UserRequest, evaluation_pk: int, project_pk: int | None = None) -> HttpResponse:
    """The tree of the whole department, or of one project, with points, scores and what is missing."""
    evaluation, reason = get_for_reading(request.user, evaluation_pk)
    projects = evaluation.project_evaluations.select_related("project")
    project = None if project_pk is None else get_object_or_404(projects, pk=project_pk)
    screen = OverviewScreen(evaluation, project, is_frozen=bool(reason))
    return show(request, part_of_tree(project_pk), screen, reason=reason)


@require_http_methods(["GET", "POST"])
def add(request: UserRequest, evaluation_pk: int, parent_pk: int) -> HttpResponse:
    """Add an indicator below one of the lowest branches."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    parent = get_lowest_branch(evaluation, parent_pk)
    last = parent.children.aggregate(last=Max("position"))["last"] or 0
    indicator = leaf_below(parent)
    indicator.position = last + 1
    if key := request.GET.get("library"):
        fill_from(get_entry(key), indicator)
    return _edit(request, indicator, why_locked(evaluation))


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Fill in one indicator."""
    if request.method == "POST":
        return _edit(request, _get_leaf(get_enterable_evaluation(request.user, evaluation_pk), pk))
    evaluation, reason = get_for_reading(request.user, evaluation_pk)
    return _edit(request, _get_leaf(evaluation, pk), reason)


@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Ask once more, then remove an indicator with its proofs."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    indicator, reason = _get_leaf(evaluation, pk), why_locked(evaluation)
    key = part_of_tree(indicator.project_evaluation_id)
    if request.method == "GET":
        screen = RemovalScreen(indicator, is_frozen=bool(reason))
        return show(request, key, screen, template="indicator_remove", reason=reason)
    screen = RemovalScreen(indicator, request.POST)
    if trouble := store(screen, services.remove_with_evidence, request.user):
        return show(request, key, screen, template="indicator_remove", **trouble)
    messages.success(request, f"已删除指标“{indicator}”。")
    return redirect(overview_of(indicator))


def _get_leaf(evaluation: Evaluation, pk: int) -> Indicator:
    """Return an indicator that the unit fills in itself."""
    leaves = evaluation.indicators.leaves().exclude(rule=EXECUTION)
    return get_object_or_404(leaves.select_related("parent__parent", "survey", "project_evaluation__project"), pk=pk)


def _edit(request: UserRequest, indicator: Indicator, reason: str = "") -> HttpResponse:
    if request.method == "GET":
        return _page(request, IndicatorScreen(indicator, is_frozen=bool(reason)), reason=reason)
    screen = IndicatorScreen(indicator, request.POST)
    if trouble := store(screen, services.save_and_rescore, request.user):
        return _page(request, screen, **trouble)
    messages.success(request, "已保存。")
    after = _tree_of(indicator).leaf_after(indicator) if "next" in request.POST else indicator
    if after is None:
        return redirect(overview_of(indicator))
    return redirect("indicators:indicator_edit", indicator.evaluation_id, after.pk)


def _page(request: UserRequest, screen: IndicatorScreen, **more: Any) -> HttpResponse:
    indicator = screen.indicator
    key, row = part_of_tree(indicator.project_evaluation_id), _tree_of(indicator).row_of(indicator)
    return show(request, key, screen, template="indicator", indicator=indicator, row=row, **more)


def _tree_of(indicator: Indicator) -> OverviewScreen:
    return OverviewScreen(indicator.evaluation, indicator.project_evaluation)
