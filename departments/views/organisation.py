"""The administrator's screens for departments."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .. import services
from ..administration import administered_departments, get_administered_department
from ..forms.organisation import DepartmentForm
from ..listings import DEPARTMENTS
from ..requests import UserRequest
from ..tree import in_order
from .exports import exported
from .lists import found, page_of, words_of


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """List the departments as a tree, or those that were searched for."""
    words = words_of(request)
    departments = found(administered_departments(request.user), words, "code", "name", "short_name")
    nodes = in_order(departments.select_related("parent"))
    if file := exported(request, DEPARTMENTS, nodes, criteria=words):
        return file
    return render(request, "manage/departments.html", {"page": page_of(request, nodes), "words": words})


@require_http_methods(["GET", "POST"])
def add(request: UserRequest) -> HttpResponse:
    """Add a department."""
    form = DepartmentForm(request.POST or None, departments=administered_departments(request.user))
    if form.is_valid():
        department = services.add_department(form.save(commit=False), actor=request.user)
        messages.success(request, f"已新增单位：{department}。")
        return redirect("departments:department_list")
    return render(request, "manage/form.html", {"form": form, "title": "新增单位"})


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change a department, or move it."""
    department = get_administered_department(request.user, pk)
    departments = administered_departments(request.user)
    form = DepartmentForm(request.POST or None, instance=department, departments=departments)
    if form.is_valid():
        services.change_department(form.save(commit=False), actor=request.user)
        messages.success(request, f"已保存单位：{department}。")
        return redirect("departments:department_list")
    return render(request, "manage/form.html", {"form": form, "title": f"修改单位：{department}"})
