"""Going on with what a dead worker has left."""

from datetime import datetime

from django.utils import timezone

from departments import clock

from ..models import Batch, Job
from .exporting import packing_of
from .leases import WAITING_FOR_WORKER
from .tasks import perform

MOST_ATTEMPTS = 3
GIVEN_UP = "处理多次中断，已停止。请联系系统管理员检查后台服务，然后重试。"


def resume_abandoned() -> list[Job]:
    """Enqueue the jobs whose lease has run out once more; one that keeps dying ends with a message. Return them."""
    now = timezone.now()
    for batch in Batch.objects.unpacked():
        if packing := packing_of(batch):
            perform.enqueue(packing.pk)
    return [job for job in Job.objects.abandoned(now) if _resume(job, now)]


def _resume(job: Job, now: datetime) -> bool:
    abandoned = Job.objects.abandoned(now).filter(pk=job.pk, attempts=job.attempts)
    if job.attempts >= MOST_ATTEMPTS:
        messages = [*job.messages, GIVEN_UP]
        return bool(
            abandoned.update(status=Job.Status.FAILED, messages=messages, finished_at=clock.now(), lease_until=None)
        )
    if not abandoned.update(status=Job.Status.WAITING, lease_until=now + WAITING_FOR_WORKER):
        return False
    perform.enqueue(job.pk)
    return True
