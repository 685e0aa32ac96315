"""旧报告导入: an old report is read, shown with marks in the margin, and made the beginning of a new evaluation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from departments import clock
from departments.models import Role
from departments.permissions import require_role
from departments.requests import UserRequest
from departments.services.entry import Locked

from ..checks import Context
from ..forms.old_reports import OldReportForm, StartForm
from ..old_reports import Reading, knowing_other_units
from ..reader.harvest import harvest
from ..reader.proofread import proofread
from ..services.old_reports import start_from_old_report


@require_http_methods(["GET", "POST"])
def read(request: UserRequest) -> HttpResponse:
    """Take a report, and show what was read and what is to be said of it."""
    require_role(request.user, Role.PREPARER)
    form = OldReportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid():
        return render(request, "reports/old_report.html", {"form": form})
    content, name = form.cleaned_data["content"], form.cleaned_data["name"]
    start = StartForm(user=request.user, initial={"content": content, "name": name})
    return _show(request, content, name, start)


@require_POST
def start(request: UserRequest) -> HttpResponse:
    """Make the report the beginning of an evaluation."""
    require_role(request.user, Role.PREPARER)
    form = StartForm(request.POST, user=request.user)
    if not form.is_valid():
        content = form.cleaned_data.get("content")
        if content is None:
            return redirect("reports:old_report")
        messages.error(request, "没有导入：所选的单位和年度现在不能填报，请重新选择。")
        return _show(request, content, form.cleaned_data.get("name", ""), form)
    original = proofread(form.cleaned_data["content"], Context(clock.today())).original
    department, cycle = form.cleaned_data["target"]
    year = int(original.year.number or 0) or None if original.year else None
    name = form.cleaned_data["name"]
    try:
        carried = start_from_old_report(department, cycle, harvest(original), label=name, year=year, actor=request.user)
    except Locked as locked:
        messages.error(request, str(locked))
        return _show(request, form.cleaned_data["content"], name, form)
    messages.success(request, f"已从“{name}”导入{len(carried.rows)}条内容，均标为沿用，请逐条核对。")
    if carried.left:
        messages.warning(request, f"没有导入：{'；'.join(carried.left)}。")
    return redirect("reports:evaluation", carried.evaluation.pk)


def _show(request: UserRequest, content: str, name: str, form: StartForm) -> HttpResponse:
    reading = Reading.of(name, proofread(content, knowing_other_units(content)))
    return render(request, "reports/old_report_read.html", {"reading": reading, "form": form})
