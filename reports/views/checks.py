"""The catalogue of checks, the page of each, and how grave the administrator takes them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments import clock
from departments.administration import is_root_administrator, require_root_administrator
from departments.models import Cycle
from departments.permissions import get_supervising_department
from departments.requests import UserRequest
from departments.services import remove, store
from departments.views.exports import exported

from ..catalogue import bad_example, example_findings, find, good_example, groups, years_of
from ..checks import Check
from ..checks.impossible import IMPOSSIBLE
from ..checks.rounds import Round, run_round
from ..forms.check_settings import CheckSettingForm
from ..gather.summary import gather_units
from ..listings import CHECK_SETTINGS, CHECKS
from ..models import CheckSetting
from ..services.check_statistics import Statistics, doubtful, statistics


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """List all checks, and the errors that cannot be made."""
    if file := exported(request, CHECKS, (check for group in groups() for check in group.checks)):
        return file
    counts = statistics()
    rows = [(group.category, [(check, counts.get(check.id)) for check in group.checks]) for group in groups()]
    context = {"groups": rows, "impossible": IMPOSSIBLE, "may_set": is_root_administrator(request.user)}
    return render(request, "findings/checks.html", context)


@require_safe
def check(request: UserRequest, check_id: str) -> HttpResponse:
    """Show everything about one check."""
    found = find(check_id)
    if found is None:
        raise Http404("没有这项校验，请从校验目录中查找。")
    context: dict[str, Any] = {
        "check": found,
        "years": years_of(found),
        "statistics": statistics().get(check_id, Statistics()),
        "settings": CheckSetting.objects.titled().filter(check_id=check_id),
        "may_set": is_root_administrator(request.user),
    }
    if isinstance(found, Check):
        context |= {"found": example_findings(found), "bad": bad_example(found), "good": good_example(found)}
    return render(request, "findings/check.html", context)


@require_safe
def settings(request: UserRequest) -> HttpResponseBase:
    """List what the administrator has set, and the checks that are often wrong."""
    require_root_administrator(request.user)
    rows = [(setting, find(setting.check_id)) for setting in CheckSetting.objects.titled()]
    if file := exported(request, CHECK_SETTINGS, rows):
        return file
    return render(request, "findings/settings.html", {"rows": rows, "doubtful": doubtful()})


@require_http_methods(["GET", "POST"])
def add_setting(request: UserRequest) -> HttpResponse:
    """Set how grave a check is."""
    require_root_administrator(request.user)
    form = CheckSettingForm(request.POST or None, initial=_proposed(request))
    return _stored(request, form) or render(request, "manage/form.html", {"form": form, "title": "新增校验等级设置"})


def _proposed(request: UserRequest) -> dict[str, str]:
    """Return what a link has proposed."""
    return {"check_id": request.GET.get("check", ""), "severity": request.GET.get("severity", "")}


@require_http_methods(["GET", "POST"])
def edit_setting(request: UserRequest, pk: int) -> HttpResponse:
    """Change how grave a check is."""
    require_root_administrator(request.user)
    form = CheckSettingForm(request.POST or None, instance=get_object_or_404(CheckSetting, pk=pk))
    return _stored(request, form) or render(request, "manage/form.html", {"form": form, "title": "修改校验等级设置"})


@require_POST
def remove_setting(request: UserRequest, pk: int) -> HttpResponse:
    """Let a check be as grave as it is by itself."""
    require_root_administrator(request.user)
    remove(get_object_or_404(CheckSetting, pk=pk), actor=request.user)
    messages.success(request, "已删除设置，该校验恢复为原等级。")
    return redirect("reports:check_settings")


@require_safe
def round_checks(request: UserRequest, year: int, department_pk: int) -> HttpResponse:
    """Show what the checks of a round find below a supervising department; it blocks no unit."""
    department = get_supervising_department(request.user, department_pk)
    cycle = get_object_or_404(Cycle, year=year)
    facts = Round(year, clock.today(), cycle.due_on, gather_units(department, cycle))
    context = {"department": department, "year": year, "facts": facts, "findings": run_round(facts)}
    return render(request, "findings/round.html", context)


def _stored(request: UserRequest, form: CheckSettingForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    setting = store(form.save(commit=False), actor=request.user)
    messages.success(request, f"已保存校验等级：{setting}，以后的校验按新等级处理。")
    return redirect("reports:check_settings")
