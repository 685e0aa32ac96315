"""The page of one job, which keeps itself up to date."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.models import Evaluation
from departments.requests import UserRequest

from ..models import Job


@require_safe
def job(request: UserRequest, pk: int) -> HttpResponse:
    """Show how far a job is and what it said."""
    visible = Evaluation.objects.visible_to(request.user)
    jobs = Job.objects.filter(evaluation__in=visible)
    found = get_object_or_404(jobs.select_related("evaluation__department", "evaluation__cycle", "requested_by"), pk=pk)
    edition = found.evaluation.editions.current().defer("snapshot").first()
    context = {"job": found, "evaluation": found.evaluation, "edition": edition}
    return render(request, "reports/job.html", context)
