"""汇总: what a supervising department sees of its own evaluation and of those below it."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from departments import clock
from departments.models import Cycle, Department
from departments.permissions import get_supervising_department
from departments.requests import UserRequest
from departments.views.exports import exported

from ..gather.summary import gather_units
from ..jobs import request_tables
from ..rendering.errors import RenderingError
from ..services.summary import print_summary
from ..summary import Summary, differences, summarise
from ..summary.composing import remarks, total_cells, unit_cells
from ..summary.listing import SUMMARY


@require_safe
def page(request: UserRequest, year: int, department_pk: int) -> HttpResponseBase:
    """Show the summary of a round."""
    department, summary = _summary(request, year, department_pk)
    if file := exported(request, SUMMARY, summary.units, of=f"{year}年度{department}"):
        return file
    supervising = set(
        Department.objects.filter(path__startswith=department.path).supervising().values_list("pk", flat=True)
    )
    context = {
        "department": department,
        "year": year,
        "years": list(Cycle.objects.values_list("year", flat=True)),
        "today": clock.today(),
        "summary": summary,
        "rows": [(unit, unit_cells(unit)[1:]) for unit in summary.units],
        "total": total_cells(summary),
        "remarks": list(remarks(summary)),
        "differences": differences(summary),
        "supervising": supervising - {department.pk},
    }
    return render(request, "reports/summary.html", context)


@require_safe
def pdf(request: UserRequest, year: int, department_pk: int) -> HttpResponse | FileResponse:
    """Hand over the summary as a PDF."""
    department, summary = _summary(request, year, department_pk)
    try:
        content = print_summary(summary, name=department.name, year=year, today=clock.today())
    except RenderingError as error:
        messages.error(request, f"汇总表 PDF 未能生成：{error}")
        return redirect("reports:summary", year, department.pk)
    name = f"{year}年度{department.name}汇总表.pdf"
    return FileResponse(BytesIO(content), filename=name, content_type="application/pdf")


@require_POST
def tables(request: UserRequest, year: int, department_pk: int) -> HttpResponse:
    """Have the official tables of the department and its units written into one zip."""
    department = get_supervising_department(request.user, department_pk)
    cycle = get_object_or_404(Cycle, year=year)
    return redirect("reports:job", request_tables(department, cycle, actor=request.user).pk)


def _summary(request: UserRequest, year: int, department_pk: int) -> tuple[Department, Summary]:
    department = get_supervising_department(request.user, department_pk)
    cycle = get_object_or_404(Cycle, year=year)
    return department, summarise(gather_units(department, cycle))
