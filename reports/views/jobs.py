"""The page of one job, which keeps itself up to date."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.administration import is_root_administrator
from departments.models import Evaluation, User
from departments.requests import UserRequest

from ..models import Job
from ..models.job import JobQuerySet


@require_safe
def job(request: UserRequest, pk: int) -> HttpResponse:
    """Show how far a job is and what it said."""
    related = _visible_to(request.user).select_related("evaluation__department", "evaluation__cycle", "requested_by")
    found = get_object_or_404(related.select_related("cycle"), pk=pk)
    evaluation = found.evaluation
    edition = evaluation.editions.current().defer("snapshot").first() if evaluation else None
    context = {"job": found, "evaluation": evaluation, "edition": edition}
    return render(request, "reports/job.html", context)


def _visible_to(user: User) -> JobQuerySet:
    """Return the jobs about what `user` may look at; those about a round are for who administers the whole tree."""
    jobs = Job.objects.filter(evaluation__in=Evaluation.objects.visible_to(user))
    return jobs | Job.objects.exclude(cycle=None) if is_root_administrator(user) else jobs
