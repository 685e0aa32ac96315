"""The dossier of an evaluation (卷宗): asked for and taken away by auditors of the unit only."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from departments.models import Role
from departments.permissions import get_evaluation_as
from departments.requests import UserRequest
from departments.services import record_export

from ..jobs import request_dossier
from ..jobs.files import result_file
from ..models import Job

GONE = "卷宗尚未生成，或已到期清除，请重新生成。"


@require_POST
def ask(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Have the dossier packed."""
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.AUDITOR)
    return redirect("reports:job", request_dossier(evaluation, actor=request.user).pk)


@require_safe
def download(request: UserRequest, pk: int) -> FileResponse:
    """Hand the dossier over, and say so in the log."""
    job = get_object_or_404(Job, pk=pk, kind=Job.Kind.DOSSIER)
    evaluation = get_evaluation_as(request.user, job.evaluation_id or 0, Role.AUDITOR)
    if job.status != Job.Status.DONE or not result_file(job).is_file():
        raise Http404(GONE)
    record_export(request.user, "evaluation", f"{evaluation}卷宗")
    return FileResponse(result_file(job).open("rb"), as_attachment=True, filename=f"{evaluation}卷宗.zip")
