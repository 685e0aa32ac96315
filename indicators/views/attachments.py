"""附件: the files that the scheme asks for beside the report; sent, saved and taken away on 填报信息."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest
from departments.services import Locked

from .. import services
from ..attachments import attachments_of
from ..evidence_kinds import Unacceptable
from ..forms.evidence import RemovalReasonForm, UploadForm
from .evidence import SANDBOX, send_file


@require_POST
def add(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Take in files for one of the attachments that the unit has to add."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    asked = _asked_for(evaluation, request.POST.get("kind", ""), request.POST.get("key", ""))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, form.problem)
        return _back(evaluation)
    for file in form.cleaned_data["uploads"]:
        try:
            row = services.add_attachment(evaluation, file, **asked, actor=request.user)
            messages.success(request, f"已上传“{row.name}”。")
        except (Unacceptable, Locked) as refusal:
            messages.error(request, str(refusal))
    return _back(evaluation)


@require_POST
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Take one attachment away."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    row, form = get_object_or_404(evaluation.attachments, pk=pk), RemovalReasonForm(request.POST)
    try:
        if form.is_valid():
            services.remove_evidence(row, actor=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, f"已移除“{row.name}”。")
        else:
            messages.error(request, f"没有移除“{row.name}”：{form.errors['reason'][0]}")
    except Locked as locked:
        messages.error(request, str(locked))
    return _back(evaluation)


@require_GET
@never_cache
def download(request: UserRequest, evaluation_pk: int, pk: int) -> FileResponse:
    """Send one attachment to somebody who may see the evaluation, to be saved."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    return send_file(get_object_or_404(evaluation.attachments, pk=pk), policy=SANDBOX, as_attachment=True)


def _asked_for(evaluation: Evaluation, kind: str, key: str) -> dict[str, str]:
    """Return what tells the attachment, or 404 for one that the unit is not asked for."""
    if not any((asked.kind, asked.key) == (kind, key) for asked in attachments_of(evaluation) if not asked.is_produced):
        raise Http404
    return {"kind": kind, "key": key}


def _back(evaluation: Evaluation) -> HttpResponseRedirect:
    return redirect(reverse("indicators:enter_signature", args=[evaluation.pk]) + "#attachments")
