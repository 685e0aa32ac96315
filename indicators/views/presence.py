"""An open page says that somebody is there, and is told who else is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from departments.models import Evaluation
from departments.permissions import get_visible_evaluation
from departments.requests import UserRequest
from departments.services import end_presence, note_presence, others_present

from ..parts import PARTS

LONGEST_PATH = 200


@require_POST
def beat(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Note who is there, or with `left` that they have gone."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    section, path = request.POST.get("section", ""), request.POST.get("path", "")
    if section not in {part.key for part in PARTS} or not _is_page_of(evaluation, path):
        return HttpResponse(status=400)
    if "left" in request.POST:
        end_presence(evaluation, request.user, path)
        return HttpResponse(status=204)
    note_presence(evaluation, request.user, section, path)
    others = others_present(evaluation, request.user, section, path)
    return render(request, "entry/present.html", {"others": others})


def _is_page_of(evaluation: Evaluation, path: str) -> bool:
    try:
        arguments: dict[str, Any] = resolve(path).kwargs if len(path) <= LONGEST_PATH else {}
    except Resolver404:
        return False
    return arguments.get("evaluation_pk") == evaluation.pk
