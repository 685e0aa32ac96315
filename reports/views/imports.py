"""The administrator's imports: a file is sent, its changes are looked at, then they are stored by a worker."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.models import Role
from departments.permissions import require_role
from departments.requests import UserRequest
from departments.services import record_export
from departments.views.exports import XLSX, exported
from departments.views.lists import page_of
from perfeval.lib.listing import workbook

from ..forms.imports import ImportForm
from ..imports import TEMPLATES, Plan, plan_of
from ..imports.planning import stored_file
from ..jobs import request_import
from ..jobs.files import result_file
from ..listings import CHANGES, IMPORTS
from ..models import BulkImport, Job
from ..services.imports import take_in
from .official import years_with_figures

CONFLICT = 409
MOST_PROBLEMS = 200
HANDED_OUT = "导入结果已经下载过或已到期清除。忘记初始密码的，请在“用户”页面重置密码。"


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """Offer the three kinds of files, and list what one has imported."""
    require_role(request.user, Role.ADMINISTRATOR)
    imports = BulkImport.objects.visible_to(request.user).select_related("cycle", "job")
    return exported(request, IMPORTS, imports) or _page(request)


@require_POST
def add(request: UserRequest, kind: str) -> HttpResponse:
    """Take in a file that can be imported, and show what it would change; or say everything that is wrong with it."""
    require_role(request.user, Role.ADMINISTRATOR)
    _known(kind)
    form = ImportForm(request.POST, request.FILES, kind=kind)
    if not form.is_valid():
        return _page(request, {kind: form})
    chosen = form.cleaned_data
    found, plan = take_in(chosen["file"], kind, actor=request.user, cycle=chosen.get("cycle"))
    if found:
        return redirect("reports:import_preview", found.pk)
    if not plan.problems:
        messages.info(request, f"文件共{plan.rows}行，内容与系统中的一致，没有需要导入的变化。")
    return _page(request, {kind: form}, plan, name=chosen["file"].name)


@require_http_methods(["GET", "POST"])
def preview(request: UserRequest, pk: int) -> HttpResponseBase:
    """Show every change with old, new and row; have them stored as they were seen."""
    require_role(request.user, Role.ADMINISTRATOR)
    found = get_object_or_404(BulkImport.objects.visible_to(request.user).select_related("cycle", "uploaded_by"), pk=pk)
    if job := Job.objects.filter(bulk_import=found).first():
        return redirect("reports:job", job.pk)
    if not stored_file(found).is_file():
        raise Http404
    plan = plan_of(found)
    seen = request.POST.get("fingerprint", "")
    if request.method == "POST" and seen == plan.fingerprint and not plan.problems:
        return redirect("reports:job", request_import(found, fingerprint=seen).pk)
    if request.method == "POST":
        messages.warning(request, "预览后数据有变化，尚未导入。以下是最新的变化，请核对后再确认。")
    if file := exported(request, CHANGES, plan.changes, of=found.get_kind_display()):
        return file
    context = {"found": found, "plan": plan, "page": page_of(request, plan.changes), "problems": _shown(plan)}
    return render(request, "manage/import_preview.html", context, status=CONFLICT if request.method == "POST" else 200)


@require_safe
def template(request: UserRequest, kind: str) -> StreamingHttpResponse:
    """Hand out an empty table with the columns that are understood."""
    require_role(request.user, Role.ADMINISTRATOR)
    listing = TEMPLATES[_known(kind)]
    return _file(workbook(listing, []), f"{listing.title}导入模板.xlsx")


@require_POST
def result(request: UserRequest, pk: int) -> HttpResponseBase:
    """Hand out what an import has done; initial passwords are handed out once."""
    jobs = Job.objects.filter(bulk_import__uploaded_by=request.user).select_related("bulk_import")
    found = get_object_or_404(jobs, pk=pk)
    path = result_file(found)
    if found.status != Job.Status.DONE or found.bulk_import is None or not path.is_file():
        messages.warning(request, HANDED_OUT)
        return redirect("reports:job", found.pk)
    content = path.read_bytes()
    if found.bulk_import.kind == BulkImport.Kind.PEOPLE:
        path.unlink()
    record_export(request.user, "bulkimport", f"导入结果：{found.bulk_import}")
    return _file([content], f"{found.bulk_import.get_kind_display()}导入结果.xlsx")


def _file(chunks: Any, name: str) -> StreamingHttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return StreamingHttpResponse(chunks, content_type=XLSX, headers=headers)


def _known(kind: str) -> str:
    if kind not in BulkImport.Kind.values:
        raise Http404
    return kind


def _shown(plan: Plan) -> dict[str, Any]:
    return {"first": plan.problems[:MOST_PROBLEMS], "count": len(plan.problems)}


def _page(
    request: UserRequest, filled: Mapping[str, ImportForm] | None = None, plan: Plan | None = None, name: str = ""
) -> HttpResponse:
    forms = {kind: ImportForm(kind=kind) for kind in BulkImport.Kind.values} | dict(filled or {})
    imports = BulkImport.objects.visible_to(request.user).select_related("cycle", "job")
    context = {
        "forms": [(kind, BulkImport.Kind(kind).label, forms[kind]) for kind in BulkImport.Kind.values],
        "page": page_of(request, imports),
        "years": years_with_figures(request.user),
        "problems": _shown(plan) if plan else {},
        "name": name,
    }
    return render(request, "manage/imports.html", context)
