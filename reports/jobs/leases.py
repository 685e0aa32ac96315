"""Who does a job: one worker at a time, for as long as its lease is renewed.

A worker that dies leaves a lease that runs out. A worker that was given up and still lives finds that
its attempt no longer counts as soon as it reports, and stops: inside the transaction that publishes, too.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from departments import clock

from ..models import Job

WAITING_FOR_WORKER = timedelta(minutes=10)
MARGIN = timedelta(minutes=2)
RELATED = ("evaluation", "cycle", "department", "bulk_import__cycle", "batch", "requested_by")


class LeaseLost(Exception):
    """Somebody else does the job now."""


@transaction.atomic
def claim(pk: int) -> Job | None:
    """Take a job that nobody does and return it; None when somebody does, or it is finished."""
    free = Q(status=Job.Status.WAITING) | Q(status=Job.Status.RUNNING, lease_until__lt=timezone.now())
    taken = Job.objects.filter(free, pk=pk).update(
        status=Job.Status.RUNNING, attempts=F("attempts") + 1, lease_until=lease_end(), progress=0
    )
    return Job.objects.select_related(*RELATED).get(pk=pk) if taken else None


def report(job: Job, percent: int, message: str) -> None:
    """Tell how far the job is, and renew its lease.

    Raises:
        LeaseLost: the job has been given to somebody else.
    """
    _write(job, progress=percent, messages=[*job.messages, message], lease_until=lease_end())


def reach(job: Job, percent: int, reached: int) -> None:
    """Keep how far a job over many rows has come, in the transaction of the rows; a later worker goes on from there.

    Raises:
        LeaseLost: the job has been given to somebody else.
    """
    _write(job, progress=percent, reached=reached, lease_until=lease_end())


def finish(job: Job, status: Job.Status, *messages: str) -> None:
    """End the job; what it has to say is its last messages."""
    percent = 100 if status == Job.Status.DONE else job.progress
    _write(
        job,
        status=status,
        progress=percent,
        messages=[*job.messages, *messages],
        finished_at=clock.now(),
        lease_until=None,
    )


def lease_end() -> datetime:
    """Return until when a worker that has just reported may be silent: one rendering and a margin."""
    return timezone.now() + timedelta(seconds=settings.RENDER_TIMEOUT) + MARGIN


def _write(job: Job, **values: object) -> None:
    held = Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, attempts=job.attempts)
    if not held.update(**values):
        raise LeaseLost
    for name, value in values.items():
        setattr(job, name, value)
