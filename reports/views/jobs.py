"""The page of one job, which keeps itself up to date, and the file that it hands out."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.administration import is_root_administrator
from departments.models import Department, Evaluation, User
from departments.requests import UserRequest

from ..jobs.files import SUFFIXES, result_file
from ..models import Job
from ..models.job import JobQuerySet

RELATED = ("evaluation__department", "evaluation__cycle", "requested_by", "cycle", "department", "bulk_import")
GONE = "结果文件已下载或已到期清除。"


@require_safe
def job(request: UserRequest, pk: int) -> HttpResponse:
    """Show how far a job is and what it said."""
    found = get_object_or_404(_visible_to(request.user).select_related(*RELATED), pk=pk)
    evaluation = found.evaluation
    edition = evaluation.editions.current().defer("snapshot").first() if evaluation else None
    context = {"job": found, "evaluation": evaluation, "edition": edition, "has_file": _has_file(found)}
    return render(request, "reports/job.html", context)


@require_safe
def tables(request: UserRequest, pk: int) -> FileResponse:
    """Hand over the official tables of a branch."""
    found = get_object_or_404(_visible_to(request.user).select_related(*RELATED), pk=pk, kind=Job.Kind.TABLES)
    if not _has_file(found):
        raise Http404(GONE)
    name = f"{found.cycle}{found.department}自评表.zip"
    return FileResponse(result_file(found).open("rb"), as_attachment=True, filename=name)


def _has_file(job: Job) -> bool:
    return job.kind in SUFFIXES and not job.is_unfinished and result_file(job).is_file()


def _visible_to(user: User) -> JobQuerySet:
    """Return the jobs about what `user` may look at, and those of their own imports and orders.

    Those about a round are for who administers the whole tree, those about a branch of it for who may look at it.
    """
    jobs = Job.objects.filter(evaluation__in=Evaluation.objects.visible_to(user))
    jobs |= Job.objects.filter(department__in=Department.objects.visible_to(user))
    jobs |= Job.objects.filter(bulk_import__uploaded_by=user)
    jobs |= Job.objects.filter(kind=Job.Kind.BULK, requested_by=user)
    if is_root_administrator(user):
        jobs |= Job.objects.filter(cycle__isnull=False, department=None)
    return jobs
