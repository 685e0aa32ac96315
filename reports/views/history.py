"""Everything that has happened to one evaluation, and any two of its versions side by side."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.forms.history import HistoryFilter
from departments.listings import LOG
from departments.permissions import get_visible_evaluation, roles_of, roles_on
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of
from indicators.parts import PARTS

from ..chronicle import chronicle_of, snapshot_of, versions_of
from ..comparing import PartDifferences, by_part, differences
from ..forms.comparing import ComparingForm

INVALID = 400
TITLES = {part.key: part.title for part in PARTS}


@require_safe
def history(request: UserRequest, evaluation_pk: int) -> HttpResponseBase:
    """Show every step, change and decision; hand them out."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    roles = roles_of(request.user, evaluation.department) | roles_on(request.user, evaluation)
    search = HistoryFilter(request.GET, queryset=chronicle_of(evaluation, roles))
    is_valid = search.is_valid()
    if is_valid and (file := exported(request, LOG, search.qs, of=str(evaluation), criteria=search.criteria)):
        return file
    context = {"evaluation": evaluation, "search": search, "page": page_of(request, search.qs)}
    status = INVALID if "export" in request.GET and not is_valid else 200
    return render(request, "reports/history.html", context, status=status)


@require_safe
def compare(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show what differs between two versions, values and texts word by word."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    form = ComparingForm(request.GET, versions_of(evaluation), is_editable=evaluation.is_editable)
    parts: tuple[PartDifferences, ...] = ()
    if form.is_valid():
        before, after = (snapshot_of(evaluation, form.cleaned_data[side]) for side in ("before", "after"))
        parts = by_part(differences(before, after), TITLES)
    context = {"evaluation": evaluation, "form": form, "parts": parts}
    return render(request, "reports/compare.html", context, status=200 if form.is_valid() else INVALID)
