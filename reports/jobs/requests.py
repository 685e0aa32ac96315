"""Asking for a job; what is under way already is not asked for twice."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from departments import clock
from departments.models import Cycle, Department, Evaluation, User
from departments.workflow import Action

from ..bulk import Order
from ..models import BulkImport, Job
from ..models.job import JobQuerySet
from ..services.guard import require_unblocked
from ..services.scheduling import require_cooling_off
from ..services.workflow import lock
from .leases import WAITING_FOR_WORKER
from .tasks import perform


class BulkUnderWay(Exception):
    """The round has an order that is not done yet."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"{job.cycle}有一批办理尚未完成（{job.requested_by}发起），请待其完成后再办理。")


@transaction.atomic
def request_preview(evaluation: Evaluation, *, actor: User) -> Job:
    """Have the PDF of the evaluation as it is now made."""
    return _request(lock(evaluation), Job.Kind.PREVIEW, actor)


@transaction.atomic
def request_check(evaluation: Evaluation, *, actor: User) -> Job:
    """Have the slow checks asked of the evaluation as it is now."""
    return _request(lock(evaluation), Job.Kind.CHECK, actor)


@transaction.atomic
def request_dossier(evaluation: Evaluation, *, actor: User) -> Job:
    """Have everything about the evaluation packed into one file for auditors."""
    return _request(lock(evaluation), Job.Kind.DOSSIER, actor)


@transaction.atomic
def request_publication(
    evaluation: Evaluation, *, actor: User, based_on: int | None = None, at: datetime | None = None
) -> Job:
    """Have the approved evaluation published, now or `at` a time.

    Raises:
        ScheduleRefused: the signatories would not have their time to stop it.
        Blocked: with every reason; StaleRow.
    """
    require_cooling_off(at)
    current = lock(evaluation, based_on)
    require_unblocked(current, Action.PUBLISH, actor=actor)
    return _request(current, Job.Kind.PUBLISH, actor, {"at": at.isoformat()} if at else {})


@transaction.atomic
def request_rescoring(cycle: Cycle, *, actor: User | None) -> Job:
    """Have the scores of a round computed again."""
    current, kind = Cycle.objects.select_for_update().get(pk=cycle.pk), Job.Kind.RESCORE
    return _under_way(current.jobs.filter(department=None), kind) or _enqueue(
        Job(cycle=current, kind=kind, requested_by=actor)
    )


@transaction.atomic
def request_tables(department: Department, cycle: Cycle, *, actor: User) -> Job:
    """Have the official tables of a department and all units below it written into one zip."""
    current, kind = Cycle.objects.select_for_update().get(pk=cycle.pk), Job.Kind.TABLES
    job = Job(cycle=current, department=department, kind=kind, requested_by=actor)
    return _under_way(current.jobs.filter(department=department), kind) or _enqueue(job)


@transaction.atomic
def request_bulk(cycle: Cycle, order: Order, *, actor: User) -> Job:
    """Have one step taken for many units of a round.

    Raises:
        BulkUnderWay: another order for the round is not done yet.
    """
    current, kind = Cycle.objects.select_for_update().get(pk=cycle.pk), Job.Kind.BULK
    if other := _under_way(current.jobs.all(), kind):
        raise BulkUnderWay(other)
    return _enqueue(Job(cycle=current, kind=kind, requested_by=actor, order=order.to_json()))


@transaction.atomic
def request_import(found: BulkImport, *, fingerprint: str) -> Job:
    """Have an import stored as it was looked at; `fingerprint` is that of the plan that the person has seen."""
    current = BulkImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if known := Job.objects.filter(bulk_import=current).first():
        return known
    current.confirmed = fingerprint
    current.save(update_fields=["confirmed"])
    return _enqueue(Job(bulk_import=current, kind=Job.Kind.IMPORT, requested_by=current.uploaded_by))


def _request(evaluation: Evaluation, kind: Job.Kind, actor: User, order: dict[str, str] | None = None) -> Job:
    job = Job(evaluation=evaluation, kind=kind, requested_by=actor, order=order or {})
    return _under_way(evaluation.jobs.all(), kind) or _enqueue(job)


def _under_way(jobs: JobQuerySet, kind: Job.Kind) -> Job | None:
    return jobs.unfinished().filter(kind=kind).first()


def _enqueue(job: Job) -> Job:
    job.requested_at = clock.now()
    job.lease_until = timezone.now() + WAITING_FOR_WORKER
    job.save(force_insert=True)
    transaction.on_commit(partial(perform.enqueue, job.pk))
    return job
