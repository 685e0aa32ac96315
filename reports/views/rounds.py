"""The round at a glance, steps for many units, and more time for one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.models import Cycle, Role
from departments.models.department import DepartmentQuerySet
from departments.permissions import get_evaluation_as, has_role, require_role
from departments.requests import UserRequest
from departments.services import ExtensionRefused, extend_deadline
from departments.services.extensions import why_not_extended
from departments.views.exports import exported
from departments.views.lists import page_of
from indicators.parts import PARTS

from ..bulk import STEPS, skipped
from ..bulk import units_of as chosen_units
from ..forms.round import BulkForm, CriteriaForm, ExtensionForm
from ..jobs import BulkUnderWay, request_bulk
from ..listings import ROUND
from ..matrix import CHOICES, ROLES, counts_of, matching, rows_of, units_of
from ..models import Job

CONFLICT = 409
BATCH_ROLES = (Role.PUBLISHER, Role.ADMINISTRATOR)
BATCH_KINDS = (
    (Job.Kind.GUARD, "核对公开条件并公开"),
    (Job.Kind.CHECK, "深度校验"),
    (Job.Kind.EXPORT, "导出报告"),
)


@require_safe
def latest(request: UserRequest) -> HttpResponse:
    """Go to the latest round."""
    require_role(request.user, *ROLES)
    year = Cycle.objects.values_list("year", flat=True).first()
    return redirect("reports:round", year) if year else render(request, "reports/round.html", {"years": []})


@require_safe
def matrix(request: UserRequest, year: int) -> HttpResponseBase:
    """Show every unit with its state and its parts."""
    require_role(request.user, *ROLES)
    cycle = get_object_or_404(Cycle, year=year)
    everything, search = units_of(cycle, request.user), CriteriaForm(request.GET)
    found = matching(everything, search.criteria())
    if file := exported(request, ROUND, lambda: rows_of(cycle, found), of=str(cycle), criteria=search.in_words()):
        return file
    page = page_of(request, found)
    rows = rows_of(cycle, page.object_list)
    context = {"page": page, "rows": rows, "parts": PARTS, "steps": STEPS.values()}
    context |= {"batch_kinds": BATCH_KINDS if has_role(request.user, *BATCH_ROLES) else ()}
    return render(request, "reports/round.html", context | round_search(cycle, search, counts_of(everything), CHOICES))


def round_search(cycle: Cycle, search: Form, counts: Mapping[str, int], names: Mapping[str, str]) -> dict[str, Any]:
    """Return what stands above every list of a round: its years, how many there are of each kind, and the search."""
    years = list(Cycle.objects.values_list("year", flat=True))
    named = [(key, names[key], count) for key, count in counts.items()]
    return {"cycle": cycle, "years": years, "search": search, "counts": named}


def with_units(sent: QueryDict, followed: DepartmentQuerySet) -> QueryDict:
    """Return what was sent with its units: those that were ticked, or all that match the search."""
    data = sent.copy()
    if data.get("scope") == "all":
        found = matching(followed, CriteriaForm(data).criteria())
        data.setlist("unit", [str(pk) for pk in found.values_list("pk", flat=True)])
    return data


@require_POST
def bulk(request: UserRequest, year: int) -> HttpResponse:
    """Show for which units a step would be taken and which would be skipped, then have it done."""
    require_role(request.user, *ROLES)
    cycle = get_object_or_404(Cycle, year=year)
    followed = units_of(cycle, request.user)
    form = BulkForm(with_units(request.POST, followed), units=followed.values_list("pk", flat=True))
    if not form.is_valid() and {"step", "unit"} & set(form.errors):
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("reports:round", year)
    if form.is_valid() and form.cleaned_data["confirmed"]:
        try:
            return redirect("reports:job", request_bulk(cycle, form.order(), actor=request.user).pk)
        except BulkUnderWay as busy:
            form.add_error(None, str(busy))
    units = list(skipped(form.chosen, chosen_units(cycle, form.cleaned_data["unit"]), request.user))
    context = {
        "cycle": cycle,
        "form": form,
        "taken": [unit for unit, reason in units if not reason],
        "left": [(unit, reason) for unit, reason in units if reason],
    }
    return render(request, "reports/bulk.html", context, status=CONFLICT if form.non_field_errors() else 200)


@require_http_methods(["GET", "POST"])
def extend(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Give one unit more time."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.ADMINISTRATOR)
    form = ExtensionForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            extend_deadline(evaluation, actor=request.user, **form.cleaned_data)
            messages.success(request, f"已延期至{form.cleaned_data['until']:%Y-%m-%d}。")
            return redirect("reports:evaluation", evaluation.pk)
        except ExtensionRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
    context = {"evaluation": evaluation, "form": form, "refusal": why_not_extended(evaluation, request.user)}
    return render(request, "reports/extend.html", context, status=status)
