"""Samples that are checked once more, and how far all checks differ from the units' own scores."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.models import Department, Role
from departments.permissions import require_role
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of

from ..deviations import deviations
from ..forms.sampling import ResultForm, SampleForm
from ..listings import DEVIATIONS, SAMPLE, SAMPLES, deviation_rows
from ..models import Sample, SampledEvaluation
from ..services import SampleRefused, draw_sample, is_reproducible, save_result

CONFLICT = 409


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """List the samples of the departments that the person reviews for."""
    rows = _samples(request).select_related("cycle", "department", "drawn_by")
    counts = {"drawn": Count("rows"), "checked": Count("rows", filter=Q(rows__score__isnull=False))}
    counted = rows.annotate(**counts).order_by("-pk")
    context = {"page": page_of(request, counted)}
    return exported(request, SAMPLES, counted) or render(request, "reports/samples.html", context)


@require_http_methods(["GET", "POST"])
def add(request: UserRequest) -> HttpResponse:
    """Draw a sample."""
    require_role(request.user, Role.REVIEWER)
    form = SampleForm(request.POST or None, departments=_departments(request))
    if form.is_valid():
        try:
            chosen = form.chosen_from(form.cleaned_data).select_related("department")
            sample = draw_sample(form.save(commit=False), chosen=chosen, actor=request.user)
        except SampleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已抽取 {sample.rows.count()} 个单位。")
            return redirect("reports:sample", sample.pk)
    return render(request, "manage/form.html", {"form": form, "title": "抽取抽查单位"})


@require_safe
def sample(request: UserRequest, pk: int) -> HttpResponseBase:
    """Show whom a sample has drawn, how, and what was found."""
    found = get_object_or_404(_samples(request).select_related("cycle", "department", "drawn_by"), pk=pk)
    rows = found.rows.select_related("evaluation__department", "evaluation__scorecard", "checked_by")
    context = {"sample": found, "rows": rows, "is_reproducible": is_reproducible(found)}
    return exported(request, SAMPLE, rows, of=str(found)) or render(request, "reports/sample.html", context)


@require_http_methods(["GET", "POST"])
def result(request: UserRequest, pk: int) -> HttpResponse:
    """Write down what checking one evaluation once more has found."""
    rows = SampledEvaluation.objects.filter(sample__in=_samples(request))
    row = get_object_or_404(rows.select_related("sample", "evaluation__department", "evaluation__scorecard"), pk=pk)
    form = ResultForm(request.POST or None, row=row)
    status = 200
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("score", "opinion", "based_on")}
        try:
            save_result(row, actor=request.user, **said)
        except SampleRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            messages.success(request, "已保存抽查结果。")
            return redirect("reports:sample", row.sample_id)
    return render(request, "reports/sample_result.html", {"form": form, "row": row}, status=status)


@require_safe
def deviation(request: UserRequest) -> HttpResponseBase:
    """Show how far reviews and samples differ from the units' own scores, unit by unit over the years."""
    require_role(request.user, Role.REVIEWER, Role.AUDITOR)
    covered = Department.objects.covered_by(request.user, Role.REVIEWER, Role.AUDITOR)
    submitted = covered.filter(evaluations__submissions__gt=0).distinct().order_by("code")
    if file := exported(request, DEVIATIONS, lambda: deviation_rows(deviations(submitted))):
        return file
    page = page_of(request, submitted)
    return render(request, "reports/deviations.html", {"page": page, "units": deviations(list(page))})


def _departments(request: UserRequest) -> QuerySet[Department]:
    return Department.objects.reviewed_by(request.user)


def _samples(request: UserRequest) -> QuerySet[Sample]:
    require_role(request.user, Role.REVIEWER)
    return Sample.objects.filter(department__in=_departments(request))
