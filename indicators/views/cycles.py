"""The administrator's screens for yearly rounds."""

from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.administration import administered_departments, require_root_administrator
from departments.models import Cycle, Department, Role
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of

from .. import services
from ..forms.cycles import CycleForm, StartForm
from ..listings import CYCLES
from ..models import CycleScheme


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """List the rounds, the latest first."""
    require_root_administrator(request.user)
    chosen = CycleScheme.objects.select_related("scheme").order_by("-kind")
    rounds = (
        Cycle.objects.annotate(started=Count("evaluations"))
        .order_by("-year")
        .prefetch_related(Prefetch("schemes", chosen))
    )
    tops = Department.objects.covered_by(request.user, Role.ADMINISTRATOR).filter(parent=None).supervising()
    return exported(request, CYCLES, rounds) or render(
        request, "manage/cycles.html", {"page": page_of(request, rounds), "tops": tops}
    )


@require_http_methods(["GET", "POST"])
def add(request: UserRequest) -> HttpResponse:
    """Add a round."""
    require_root_administrator(request.user)
    form = CycleForm(request.POST or None)
    if form.is_valid():
        cycle = services.save_cycle(form.save(commit=False), schemes=form.schemes, actor=request.user)
        messages.success(request, f"已新增{cycle}任务，请选择开启自评的单位。")
        return redirect("indicators:cycle_start", cycle.pk)
    return render(request, "manage/form.html", {"form": form, "title": "新增年度任务"})


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change the dates and stages of a round."""
    require_root_administrator(request.user)
    cycle = get_object_or_404(Cycle, pk=pk)
    form = CycleForm(request.POST or None, instance=cycle)
    if form.is_valid():
        services.save_cycle(form.save(commit=False), schemes=form.schemes, actor=request.user)
        messages.success(request, f"已保存{cycle}任务。")
        return redirect("indicators:cycle_list")
    return render(request, "manage/form.html", {"form": form, "title": f"修改年度任务：{cycle}"})


@require_http_methods(["GET", "POST"])
def start(request: UserRequest, pk: int) -> HttpResponse:
    """Start the evaluations of chosen departments."""
    require_root_administrator(request.user)
    cycle = get_object_or_404(Cycle, pk=pk)
    form = StartForm(request.POST or None, departments=_waiting(request, cycle))
    if form.is_valid():
        started = services.start_evaluations(cycle, form.cleaned_data["departments"], actor=request.user)
        messages.success(request, f"已开启{len(started)}个单位的{cycle}自评。")
        return redirect("indicators:cycle_list")
    return render(request, "manage/start.html", {"form": form, "cycle": cycle})


def _waiting(request: UserRequest, cycle: Cycle) -> QuerySet[Department]:
    departments = administered_departments(request.user).filter(is_active=True)
    return departments.exclude(evaluations__cycle=cycle)
