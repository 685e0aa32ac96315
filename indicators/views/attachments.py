"""附件: the files that the scheme asks for beside the report; sent, saved and taken away on 填报信息."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from departments.models import Evaluation
from departments.permissions import get_enterable_evaluation, get_visible_evaluation
from departments.requests import UserRequest

from .. import services
from ..attachments import attachments_of
from .files import SANDBOX, receive, send_file, take_away, tell


@require_POST
def add(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Take in files for one of the attachments that the unit has to add."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    asked = _asked_for(evaluation, request.POST.get("kind", ""), request.POST.get("key", ""))
    tell(request, receive(request, lambda file: services.add_attachment(evaluation, file, **asked, actor=request.user)))
    return _back(evaluation)


@require_POST
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Take one attachment away."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    row = get_object_or_404(evaluation.attachments, pk=pk)
    tell(request, [take_away(request, row, services.remove_evidence)])
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
