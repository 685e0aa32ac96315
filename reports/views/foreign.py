"""A table in another layout: what its columns stand for is shown, corrected and remembered before it is previewed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation
from departments.requests import UserRequest
from departments.services import why_locked

from ..foreign.mapping import WHOLE
from ..foreign.meanings import bare
from ..foreign.spots import Layout
from ..forms.foreign import MappingForm
from ..models import TableLayout
from ..services.foreign import confirm_mapping, layouts_of, proposal, remembered
from ..workbooks.pending import find_pending
from .unreadable import telling_why_unread

EXPIRED = "上传的文件已过期，请重新上传。"


@require_http_methods(["GET", "POST"])
@never_cache
@telling_why_unread
def mapping(request: UserRequest, evaluation_pk: int, key: UUID) -> HttpResponse:
    """Show what everything in the table is taken for, and take the corrections."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    pending = find_pending(key, evaluation, request.user)
    layouts = layouts_of(pending) if pending else []
    if pending is None or not layouts:
        raise Http404(EXPIRED)
    layout = _chosen(layouts, request.GET.get("sheet", (pending.mapping or {}).get("sheet", "")))
    known = remembered(layout, evaluation)
    form = _form(request, evaluation, layout, known)
    reason = why_locked(evaluation)
    if form.is_valid() and not reason:
        confirm_mapping(evaluation, pending, layout, form.mapping, actor=request.user)
        return redirect("reports:workbook_preview", evaluation.pk, key)
    context = {"evaluation": evaluation, "pending": pending, "key": key, "form": form, "known": known}
    context |= {"layout": layout, "layouts": layouts, "reason": reason}
    status = 409 if reason else 200
    return render(request, "reports/workbook_mapping.html", context, status=status)


def _chosen(layouts: Sequence[Layout], sheet: str) -> Layout:
    """Return the sheet that was asked for, or the one with the most to read."""
    richest = max(layouts, key=lambda layout: len(layout.spots))
    return next((layout for layout in layouts if layout.grid.name == sheet), richest)


def _form(request: UserRequest, evaluation: Evaluation, layout: Layout, known: TableLayout | None) -> MappingForm:
    rows = evaluation.project_evaluations.select_related("project")
    projects = [(f"p{row.pk}", f"项目：{row}") for row in rows]
    return MappingForm(
        request.POST if request.method == "POST" else None,
        layout=layout,
        projects=projects,
        meanings=proposal(layout, known),
        unit=layout.money_unit or (known.unit if known else ""),
        subject=_subject(layout, projects),
    )


def _subject(layout: Layout, projects: Sequence[tuple[str, str]]) -> str:
    """Return the project that the table names, otherwise the whole unit."""
    named = " ".join(bare(cell.text) for key, cell in layout.values.items() if ":project_name:" in key)
    found = (key for key, title in projects if bare(title.removeprefix("项目：")) in named)
    return next(found, WHOLE)
