"""Asking for a job; what is under way already is not asked for twice."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from departments import clock
from departments.models import Evaluation, User
from departments.workflow import Action

from ..models import Job
from ..services.guard import require_unblocked
from ..services.workflow import lock
from .leases import WAITING_FOR_WORKER
from .tasks import perform


@transaction.atomic
def request_preview(evaluation: Evaluation, *, actor: User) -> Job:
    """Have the PDF of the evaluation as it is now made."""
    return _request(lock(evaluation), Job.Kind.PREVIEW, actor)


@transaction.atomic
def request_publication(evaluation: Evaluation, *, actor: User, based_on: int | None = None) -> Job:
    """Have the approved evaluation published.

    Raises:
        Blocked: with every reason; StaleRow.
    """
    current = lock(evaluation, based_on)
    require_unblocked(current, Action.PUBLISH, actor=actor)
    return _request(current, Job.Kind.PUBLISH, actor)


def _request(evaluation: Evaluation, kind: Job.Kind, actor: User) -> Job:
    under_way = evaluation.jobs.unfinished().filter(kind=kind).first()
    if under_way:
        return under_way
    job = Job.objects.create(
        kind=kind,
        evaluation=evaluation,
        requested_by=actor,
        requested_at=clock.now(),
        lease_until=timezone.now() + WAITING_FOR_WORKER,
    )
    transaction.on_commit(partial(perform.enqueue, job.pk))
    return job
