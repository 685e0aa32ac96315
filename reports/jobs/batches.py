"""Starting and stopping what is done for many reports of a round; each has a job of its own, whoever does it.

So workers share a batch without knowing of each other, a killed one loses the report it had in hand to the next by its
lease, and what stands against one report stops no other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from departments import audit, clock
from departments.models import Cycle, Evaluation, User
from departments.workflow import Status

from ..models import Batch, Job
from ..services.scheduling import moment, require_cooling_off
from .exporting import packing_of
from .leases import WAITING_FOR_WORKER
from .tasks import perform

EACH = timedelta(seconds=10)
"""How much later a job may be begun than the one before it, until sweep takes it for forgotten."""
BUSY = "该单位的同一事项正在办理，未列入本批。"
PUBLIC = "报告已公开，无需再次公开。"
STOPPED = "本批已停止，未办理。"


class BatchUnderWay(Exception):
    """The same is being done for the round already."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(f"{batch}尚未完成（{batch.requested_by}发起），请待其完成或停止后再办理。")
        self.batch = batch


def start_batch(
    cycle: Cycle, kind: Job.Kind, evaluations: Iterable[Evaluation], *, actor: User, at: datetime | None = None
) -> Batch:
    """Have the same done for many evaluations of a round; who may do it is asked for each, when it is done.

    A publication is planned for each where `at` says when; each can then be stopped by its own signatories.

    Raises:
        BatchUnderWay: an earlier batch of the kind is not done yet.
        ScheduleRefused: the signatories would not have their time to stop it.
    """
    require_cooling_off(at)
    with transaction.atomic():
        current = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if other := Batch.objects.unfinished().filter(cycle=current, kind=kind).first():
            raise BatchUnderWay(other)
        batch = Batch.objects.create(cycle=current, kind=kind, requested_by=actor, requested_at=clock.now())
        jobs = Job.objects.bulk_create(_jobs(batch, _locked(evaluations), {"at": at.isoformat()} if at else {}))
        said = f"{len(jobs)}个单位" + (f"，定于{moment(at)}公开" if at else "")
        audit.record(batch, actor=actor, action="batch.start", comment=said)
        transaction.on_commit(lambda: _enqueue(jobs))
    return batch


def stop_batch(batch: Batch, *, actor: User) -> int:
    """Stop what nobody has begun and return how many; what a worker has in hand is finished."""
    with transaction.atomic():
        waiting = batch.jobs.filter(status=Job.Status.WAITING)
        count = waiting.update(status=Job.Status.STOPPED, messages=[STOPPED], finished_at=clock.now(), lease_until=None)
        Batch.objects.filter(pk=batch.pk).update(stopped_by=actor, stopped_at=clock.now())
        audit.record(batch, actor=actor, action="batch.halt", comment=f"{count}个单位未办理")
    if packing := packing_of(batch):
        perform.enqueue(packing.pk)
    return count


def _locked(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    """Lock all in one order, as whoever asks for a job about one of them does."""
    chosen = [evaluation.pk for evaluation in evaluations]
    return list(Evaluation.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))


def _jobs(batch: Batch, evaluations: Sequence[Evaluation], order: dict[str, str]) -> list[Job]:
    under_way = Job.objects.unfinished().filter(kind=batch.kind, evaluation__in=evaluations)
    busy = set(under_way.values_list("evaluation", flat=True))
    now, jobs = timezone.now(), []
    for place, evaluation in enumerate(evaluations):
        job = Job(batch=batch, kind=batch.kind, evaluation=evaluation, order=order)
        job.requested_by, job.requested_at = batch.requested_by, batch.requested_at
        _begin(job, _left_out(batch, evaluation, busy), now + WAITING_FOR_WORKER + place * EACH)
        jobs.append(job)
    return jobs


def _left_out(batch: Batch, evaluation: Evaluation, busy: set[int]) -> str:
    if batch.kind == Job.Kind.PUBLISH and evaluation.status == Status.PUBLISHED:
        return PUBLIC
    return BUSY if evaluation.pk in busy else ""


def _begin(job: Job, refusal: str, lease_until: datetime) -> None:
    if refusal:
        job.status, job.messages, job.finished_at = Job.Status.FAILED, [refusal], clock.now()
    else:
        job.lease_until = lease_until


def _enqueue(jobs: Iterable[Job]) -> None:
    for job in jobs:
        if job.is_unfinished:
            perform.enqueue(job.pk)
