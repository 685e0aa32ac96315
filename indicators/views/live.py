"""What the points and the score would be with what is being typed; nothing is stored."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest

from ..forms.indicator import IndicatorScreen
from ..forms.leaf import VALUES
from ..forms.overview import OverviewScreen
from ..models import Indicator
from .indicators import get_leaf, new_leaf


@require_POST
def edited(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Answer for an indicator that is being changed."""
    return _standing(request, get_leaf(get_enterable_evaluation(request.user, evaluation_pk), pk))


@require_POST
def added(request: UserRequest, evaluation_pk: int, parent_pk: int) -> HttpResponse:
    """Answer for an indicator that is being added."""
    return _standing(request, new_leaf(get_enterable_evaluation(request.user, evaluation_pk), parent_pk))


def _standing(request: UserRequest, indicator: Indicator) -> HttpResponse:
    """Show what can be read of the form; what cannot be read counts as it is stored."""
    screen = IndicatorScreen(indicator, request.POST)
    screen.is_valid()
    standing = OverviewScreen(indicator.evaluation, indicator.project_evaluation).tried(indicator)
    form: Any = next(screen.each_form())
    notes = {field.label: field.note for field in map(form.__getitem__, VALUES) if field.note}
    context = {"standing": standing, "is_typed": True, "notes": notes}
    return render(request, "entry/standing.html", context)
