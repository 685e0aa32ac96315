"""财政数据: what the finance system says of a round's units, beside what they have entered."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.administration import administered_departments
from departments.models import Cycle, OfficialFigure, User
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import found, page_of, words_of

from ..listings import OFFICIAL


@require_safe
def index(request: UserRequest, year: int) -> HttpResponseBase:
    """List the official figures of the units that the person administers."""
    units = administered_departments(request.user)
    cycle = get_object_or_404(Cycle, year=year)
    figures = OfficialFigure.objects.with_entered().filter(cycle=cycle, department__in=units)
    words = words_of(request)
    shown = found(figures, words, "department__code", "department__name").select_related("department")
    context = {"cycle": cycle, "words": words, "page": page_of(request, shown)}
    return exported(request, OFFICIAL, shown, of=str(cycle)) or render(request, "manage/official_figures.html", context)


def years_with_figures(user: User) -> Sequence[int]:
    """Return the years of which official figures are there, the latest first."""
    figures = OfficialFigure.objects.filter(department__in=administered_departments(user))
    return sorted(set(figures.order_by().values_list("cycle__year", flat=True).distinct()), reverse=True)
