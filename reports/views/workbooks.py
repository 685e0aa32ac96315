"""Excel填报: the entry workbook down, and up again with a preview of every change."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest
from departments.services import Collision, Locked, StaleRows, why_locked
from departments.workbooks import Unreadable
from indicators.evidence_kinds import Unacceptable
from indicators.services import GoalsApproved, ProjectFilledIn, refuse_infected

from ..forms.workbooks import WorkbookForm, decisions_in
from ..services.foreign import layouts_of
from ..services.tables import mark_of
from ..services.workbooks import PreviewOutdated, accept_workbook, preview_workbook, read_pending
from ..workbooks.annotating import annotated
from ..workbooks.pending import Pending, find_pending, keep_pending
from ..workbooks.reading import NotOurs
from ..workbooks.writing import write_entry
from .tables import XLSX
from .unreadable import telling_why_unread

REFUSED = (Locked, Collision, StaleRows, GoalsApproved, ProjectFilledIn, PreviewOutdated)


@require_safe
@never_cache
def download(request: UserRequest, evaluation_pk: int) -> FileResponse:
    """Hand out the entry workbook as everything stands now."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    content = write_entry(evaluation, mark_of(evaluation))
    return _workbook(content, f"{evaluation}填报表.xlsx")


@require_http_methods(["GET", "POST"])
def upload(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show how it goes, or take in a workbook and show what it would change."""
    if request.method == "GET":
        return _page(request, get_visible_evaluation(request.user, evaluation_pk), WorkbookForm())
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    form = WorkbookForm(request.POST, request.FILES)
    if reason := why_locked(evaluation):
        return _page(request, evaluation, form, problem=reason, status=409)
    if not form.is_valid():
        return _page(request, evaluation, form)
    file = form.cleaned_data["file"]
    try:
        refuse_infected(evaluation, file, form.name, actor=request.user)
    except Unacceptable as refusal:
        form.add_error("file", str(refusal))
        return _page(request, evaluation, form)
    pending = keep_pending(file, form.name, evaluation, request.user)
    try:
        step = _next_step(pending, evaluation)
    except Unreadable as refusal:
        pending.forget()
        return _page(request, evaluation, form, problems=refusal.problems)
    return redirect(step, evaluation.pk, UUID(pending.key))


def _next_step(pending: Pending, evaluation: Evaluation) -> str:
    """Return where a file that can be read is looked at: a table in another layout is mapped first."""
    try:
        read_pending(pending, evaluation)
    except NotOurs:
        if layouts_of(pending):
            return "reports:workbook_mapping"
        raise
    return "reports:workbook_preview"


@require_safe
@never_cache
@telling_why_unread
def preview(request: UserRequest, evaluation_pk: int, key: UUID) -> HttpResponse:
    """Show every change, every clash and everything that is wrong."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    return _preview(request, evaluation, _pending(request, evaluation, key))


@require_POST
@telling_why_unread
def confirm(request: UserRequest, evaluation_pk: int, key: UUID) -> HttpResponse:
    """Store what the preview has shown, or give it up."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    pending = _pending(request, evaluation, key)
    if "discard" in request.POST:
        pending.forget()
        messages.success(request, "已放弃这次上传，没有保存任何内容。")
        return redirect("reports:workbook", evaluation.pk)
    decisions = decisions_in(request.POST)
    try:
        seen = str(request.POST.get("seen", ""))
        stored = accept_workbook(evaluation, pending, actor=request.user, seen=seen, decisions=decisions)
    except REFUSED as refusal:
        return _preview(request, evaluation, pending, decisions=decisions, problem=str(refusal), status=409)
    pending.forget()
    messages.success(request, f"已保存“{stored.name}”中的{stored.change_count}处变动。再填写时，请重新下载填报表。")
    return redirect("reports:workbook", evaluation.pk)


@require_safe
@never_cache
@telling_why_unread
def corrections(request: UserRequest, evaluation_pk: int, key: UUID) -> FileResponse:
    """Hand the workbook back with comments at its cells and a list of everything that is wrong."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    pending = _pending(request, evaluation, key)
    comparison = preview_workbook(evaluation, read_pending(pending, evaluation), actor=request.user)
    content = annotated(pending.path.read_bytes(), comparison.problems)
    return _workbook(content, f"{pending.name.removesuffix('.xlsx')}-标注错误.xlsx")


def _pending(request: UserRequest, evaluation: Evaluation, key: UUID) -> Pending:
    pending = find_pending(key, evaluation, request.user)
    if pending is None:
        raise Http404("上传的文件已过期，请重新上传。")
    return pending


def _preview(
    request: UserRequest,
    evaluation: Evaluation,
    pending: Pending,
    *,
    decisions: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    comparison = preview_workbook(evaluation, read_pending(pending, evaluation), actor=request.user)
    context = {
        "evaluation": evaluation,
        "pending": pending,
        "key": UUID(pending.key),
        "comparison": comparison,
        "decisions": decisions or {},
        "problem": problem,
    }
    return render(request, "reports/workbook_preview.html", context, status=status)


def _page(
    request: UserRequest, evaluation: Evaluation, form: WorkbookForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    uploads = evaluation.uploads.select_related("uploaded_by").order_by("-pk")[:20]
    context = {"evaluation": evaluation, "form": form, "uploads": uploads, "reason": why_locked(evaluation)}
    return render(request, "reports/workbook.html", context | more, status=status)


def _workbook(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
