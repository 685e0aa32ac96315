"""Scoring a round again: what would change, then the job."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from departments.administration import require_root_administrator
from departments.models import Cycle, Evaluation
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of
from indicators.services.rounds import differences, differing

from ..jobs import request_rescoring
from ..listings import RESCORING, difference_rows


@require_http_methods(["GET", "POST"])
def rescore(request: UserRequest, pk: int) -> HttpResponseBase:
    """List which scores and grades of a round would change, some units at a time; have them changed."""
    require_root_administrator(request.user)
    cycle = get_object_or_404(Cycle, pk=pk)
    if request.method == "POST":
        return redirect("reports:job", request_rescoring(cycle, actor=request.user).pk)
    if file := exported(request, RESCORING, lambda: difference_rows(differences(cycle)), of=str(cycle)):
        return file
    keys = Evaluation.objects.filter(cycle=cycle).order_by("department__code").values_list("pk", flat=True)
    page = page_of(request, keys)
    context = {"cycle": cycle, "page": page, "differences": list(differing(list(page)))}
    return render(request, "manage/rescore.html", context)
