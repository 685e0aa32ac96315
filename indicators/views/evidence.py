"""佐证材料: sending proofs, showing and saving them, taking them away."""

from functools import partial

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest
from departments.services import why_locked

from .. import services
from ..addresses import overview_of
from ..models import Evidence, Indicator
from ..proofs import load_proofs
from ..tree import EXECUTION
from .files import SANDBOX, Answer, receive, send_file, take_away, tell
from .screens import get_for_reading

PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
"""Older Chromiums do not start their PDF viewer in a sandbox; it brings one of its own."""


@require_http_methods(["GET", "POST"])
def index(request: UserRequest, evaluation_pk: int, indicator_pk: int) -> HttpResponse:
    """Show the proofs of one indicator, or take in new ones."""
    if request.method == "POST":
        return _upload(request, _get_leaf(get_enterable_evaluation(request.user, evaluation_pk), indicator_pk))
    evaluation, reason = get_for_reading(request.user, evaluation_pk)
    return _page(request, _get_leaf(evaluation, indicator_pk), reason=reason)


@require_POST
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Take one proof away."""
    evidence = get_object_or_404(_of(get_enterable_evaluation(request.user, evaluation_pk)), pk=pk)
    return _answer(request, evidence.indicator, [take_away(request, evidence, services.remove_evidence)])


@require_GET
@never_cache
def download(request: UserRequest, evaluation_pk: int, pk: int) -> FileResponse:
    """Send one proof to somebody who may see the evaluation, to be saved."""
    evidence = get_object_or_404(_of(get_visible_evaluation(request.user, evaluation_pk)), pk=pk)
    return send_file(evidence, policy=SANDBOX, as_attachment=True)


@require_GET
@never_cache
def preview(request: UserRequest, evaluation_pk: int, pk: int) -> FileResponse:
    """Show one image or PDF in the browser; nothing else is ever shown."""
    evidence = get_object_or_404(_of(get_visible_evaluation(request.user, evaluation_pk)), pk=pk)
    if not evidence.is_viewable:
        raise Http404
    return send_file(evidence, policy=SANDBOX if evidence.is_image else PDF_VIEWER)


def _of(evaluation: Evaluation) -> QuerySet[Evidence]:
    return Evidence.objects.filter(indicator__evaluation=evaluation).select_related("indicator__evaluation__department")


def _get_leaf(evaluation: Evaluation, pk: int) -> Indicator:
    return get_object_or_404(evaluation.indicators.leaves().select_related("project_evaluation__project"), pk=pk)


def _upload(request: UserRequest, indicator: Indicator) -> HttpResponse:
    return _answer(request, indicator, receive(request, partial(services.add_evidence, indicator, actor=request.user)))


def _answer(request: UserRequest, indicator: Indicator, answers: list[Answer]) -> HttpResponse:
    """Tell a script what became of each file and how the list looks now; without one, lead to the page that does."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"answers": [answer.as_json() for answer in answers], "list": _list(request, indicator)})
    tell(request, answers)
    return redirect("indicators:evidence_list", indicator.evaluation_id, indicator.pk)


def _page(request: UserRequest, indicator: Indicator, reason: str) -> HttpResponse:
    is_entered = indicator.rule != EXECUTION
    back = reverse("indicators:indicator_edit", args=[indicator.evaluation_id, indicator.pk])
    context = {
        "evaluation": indicator.evaluation,
        "indicator": indicator,
        "reason": reason,
        "is_frozen": bool(reason),
        "is_entered": is_entered,
        "back": back if is_entered else overview_of(indicator),
    }
    return render(request, "entry/evidence_page.html", context)


def _list(request: UserRequest, indicator: Indicator) -> str:
    context = {
        "evaluation": indicator.evaluation,
        "indicator": indicator,
        "proofs": load_proofs(indicator),
        "is_frozen": bool(why_locked(indicator.evaluation)),
    }
    return render_to_string("entry/evidence_list.html", context, request)
