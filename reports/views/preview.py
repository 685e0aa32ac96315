"""The report before it is published: the very page, and its PDF."""

from dataclasses import replace
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from departments.permissions import get_visible_evaluation
from departments.requests import UserRequest

from ..document.compose import form_alone
from ..editions.content import STYLE_SHEETS, page
from ..jobs import request_preview
from ..jobs.files import preview_file
from ..marking import margins
from ..models import Job
from ..services import preview

FORM = "form"


@require_safe
def html(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Show the page as it would be published, marked as a draft in the margin."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    styles = {Path(source).stem: static(source) for source in (*STYLE_SHEETS.values(), *margins(is_draft=True))}
    back = reverse("reports:evaluation", args=[evaluation.pk])
    plan = preview(evaluation)
    if request.GET.get("part") == FORM:
        plan = replace(plan, document=form_alone(plan.document))
    return HttpResponse(page(plan, styles, draft_of=back, is_form=request.GET.get("part") == FORM))


@require_http_methods(["GET", "POST"])
def pdf(request: UserRequest, evaluation_pk: int) -> HttpResponse | FileResponse:
    """Have the PDF made (POST), or hand over the one made last (GET)."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    if request.method == "POST":
        return redirect("reports:job", request_preview(evaluation, actor=request.user).pk)
    last = evaluation.jobs.filter(kind=Job.Kind.PREVIEW, status=Job.Status.DONE).first()
    if last is None or not preview_file(last).is_file():
        raise Http404("预览 PDF 尚未生成，或已过期清除，请重新生成。")
    return FileResponse(preview_file(last).open("rb"), filename=f"草稿-{evaluation}.pdf")
