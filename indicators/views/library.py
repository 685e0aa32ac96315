"""从指标库选择: what the library proposes for a branch, and adding what is chosen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from departments.models import Department, Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.views.exports import exported

from .. import services
from ..addresses import overview_of
from ..forms.library import LibraryScreen
from ..library import KINDS, Entry, find_entry, why_unserved
from ..listings import LIBRARY
from ..models import Indicator
from ..parts import part_of_tree
from .screens import get_for_reading, show, store


@require_http_methods(["GET", "POST"])
def choose(request: UserRequest, evaluation_pk: int, parent_pk: int) -> HttpResponseBase:
    """Offer what units of a kind use below a branch, and add what is chosen."""
    if request.method == "GET":
        evaluation, reason = get_for_reading(request.user, evaluation_pk)
        branch, kind = get_lowest_branch(evaluation, parent_pk), _kind_asked_for(request, evaluation)
        reason = reason or why_approved(branch)
        screen = LibraryScreen(branch, kind=kind, is_frozen=bool(reason))
        rows = [row.entry for row in screen.rows]
        return exported(request, LIBRARY, rows, of=branch.name) or _page(request, screen, reason=reason)
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    branch, kind = get_lowest_branch(evaluation, parent_pk), _kind_asked_for(request, evaluation)
    screen = LibraryScreen(branch, request.POST, kind=kind)
    if trouble := store(screen, services.save_and_rescore, request):
        return _page(request, screen, **trouble)
    _say_what_happened(request, screen)
    return redirect(overview_of(branch))


def get_lowest_branch(evaluation: Evaluation, pk: int) -> Indicator:
    """Return a branch below which the unit puts its own indicators, or 404."""
    branches = evaluation.indicators.filter(is_leaf=False).select_related("parent", "project_evaluation__project")
    branch = get_object_or_404(branches, pk=pk)
    if branch.children.filter(is_leaf=False).exists():
        raise Http404
    return branch


def get_entry(key: str) -> Entry:
    """Return the entry of the library, or 404."""
    try:
        return find_entry(key)
    except KeyError:
        raise Http404 from None


def why_approved(indicator: Indicator) -> str:
    """Return why the tree in which it stands takes no further indicators and loses none, empty while it may."""
    approval = services.approval_of(indicator.evaluation, indicator.project_evaluation)
    return services.why_approved(approval) if approval else ""


def _kind_asked_for(request: UserRequest, evaluation: Evaluation) -> str:
    """Return the unit's own kind, or another one whose entries it wants to see."""
    kind = request.GET.get("kind", evaluation.department.kind)
    if kind not in (*KINDS, evaluation.department.kind):
        raise Http404
    return kind


def _say_what_happened(request: UserRequest, screen: LibraryScreen) -> None:
    if screen.chosen:
        messages.success(request, f"已添加{len(screen.chosen)}项指标，请逐项核对指标值和分值。")
    if screen.already_there:
        names = "、".join(f"“{row}”" for row in screen.already_there)
        messages.info(request, f"{names}已在指标表中，没有重复添加。")


def _page(request: UserRequest, screen: LibraryScreen, **more: Any) -> HttpResponse:
    own = screen.evaluation.department.kind
    kinds = [(kind, Department.Kind(kind).label) for kind in dict.fromkeys((own, *KINDS))]
    return show(
        request,
        part_of_tree(screen.branch.project_evaluation_id),
        screen,
        template="library",
        overview=overview_of(screen.branch),
        kinds=kinds,
        why_unserved=why_unserved(screen.kind),
        **more,
    )
