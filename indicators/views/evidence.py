"""Downloading a proof: never shown by the browser, only saved."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from departments.permissions import get_visible_evaluation
from departments.requests import UserRequest

from ..models import Evidence


@require_GET
def download(request: UserRequest, evaluation_pk: int, pk: int) -> FileResponse:
    """Send one proof to somebody who may see the evaluation."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    evidence = get_object_or_404(Evidence, pk=pk, indicator__evaluation=evaluation)
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=evidence.name, content_type=evidence.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
