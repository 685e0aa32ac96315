"""Publishing at a time (定时公开): made at once, put into force later, and stopped by any signatory until then."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from departments import audit, clock
from departments.models import AuditEntry, Evaluation, Role, User
from departments.permissions import roles_of
from departments.services import StaleRow, seal_log
from departments.workflow import Action

from ..editions.folders import FolderTaken, discard, stage, sync
from ..models import Edition, Schedule
from .guard import Blocked, require_unblocked
from .planning import make_files, plan_edition, row_of
from .printing import Report
from .publication import follow, put_into_force
from .workflow import lock

SIGNING = ("evaluation.submit", "evaluation.approve")

logger = logging.getLogger(__name__)


class ScheduleRefused(Exception):
    """It cannot be planned or stopped; says why."""


def earliest_time() -> datetime:
    """Return the first moment for which a publication can be planned now: the signatories get their time (冷静期)."""
    return clock.now() + timedelta(hours=settings.COOLING_OFF_HOURS)


def require_cooling_off(at: datetime | None) -> None:
    """Raise ScheduleRefused, if a time leaves the signatories too little of it."""
    if at and at < earliest_time():
        raise ScheduleRefused(
            f"定时公开须至少提前{settings.COOLING_OFF_HOURS}小时办理，请选择{moment(earliest_time())}以后的时间。"
        )


def schedule(
    evaluation: Evaluation, *, at: datetime, actor: User, report: Report = lambda percent, message: None
) -> Schedule:
    """Make the next edition now and have it put into force at a time.

    Raises:
        Blocked: with every reason; StaleRow; RenderingError.
    """
    report(5, "正在核对公开条件。")
    seal_log()
    plan = plan_edition(evaluation, actor=actor, at=at)
    staged = make_files(plan, report)
    try:
        with transaction.atomic(durable=True):
            report(90, "正在登记公开时间。")
            current = lock(Evaluation(pk=plan.evaluation_pk), plan.evaluation_version)
            require_unblocked(current, Action.PUBLISH, actor=actor)
            planned = Schedule.objects.create(
                evaluation=current,
                evaluation_version=plan.evaluation_version,
                due_at=at,
                edition=row_of(plan, staged),
                planned_by=actor,
                planned_at=clock.now(),
            )
            audit.record(planned, actor=actor, action="evaluation.schedule", comment=f"定于{moment(at)}公开")
            staged.rename(planned.folder)
            sync(planned.folder.parent)
    finally:
        discard(staged)
    return planned


def may_stop(evaluation: Evaluation, user: User) -> bool:
    """Whether somebody is a signatory: fills in or publishes for the unit, or has handed in or approved this one."""
    if {Role.PREPARER, Role.PUBLISHER} & roles_of(user, evaluation.department):
        return True
    return AuditEntry.objects.filter(evaluation=evaluation, actor=user, action__in=SIGNING).exists()


def stop(planned: Schedule, *, actor: User, reason: str) -> None:
    """Stop a planned publication before its time (停止公开).

    Raises:
        ScheduleRefused: it is public, or stopped already.
    """
    with transaction.atomic():
        current = _locked(planned.pk)
        if not current.is_waiting:
            raise ScheduleRefused(f"这次定时公开{current.get_status_display()}，无需停止。")
        _end(current, Schedule.Status.STOPPED, reason, actor)
        audit.record(current, actor=actor, action="evaluation.stop", comment=reason)
    discard(planned.folder)


def publish_due() -> list[Edition]:
    """Put every edition whose time has come into force and return them; what stands against one ends it."""
    due = Schedule.objects.due(clock.now()).values_list("pk", flat=True)
    return [edition for pk in list(due) if (edition := _publish(pk))]


def moment(at: datetime) -> str:
    """Return a time as it is said on screen."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _publish(pk: int) -> Edition | None:
    try:
        edition = _put_into_force(pk)
    except (Blocked, StaleRow, FolderTaken) as refusal:
        _fail(pk, str(refusal))
        return None
    except OSError:
        logger.exception("Schedule %s could not be put into force; it is tried again.", pk)
        return None
    if edition:
        follow(edition)
    return edition


def _put_into_force(pk: int) -> Edition | None:
    """Publish a copy: what waits is let go only after the commit, so that a kill before it loses nothing."""
    with transaction.atomic(durable=True):
        planned = _locked(pk)
        if not planned.is_waiting:
            return None
        current = lock(planned.evaluation, planned.evaluation_version)
        _end(planned, Schedule.Status.DONE)  # before the guard is asked: what waits stands against a publication
        with _copy_of(planned.folder) as staged:
            edition = put_into_force(current, planned.edition, staged, actor=planned.planned_by)
    discard(planned.folder)
    return edition


@contextmanager
def _copy_of(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise Blocked(("定时公开的文件已不在暂存目录，请重新办理公开，并请系统管理员检查磁盘。",))
    staged = stage({path.name: path.read_bytes() for path in folder.iterdir()})
    try:
        yield staged
    finally:
        discard(staged)


def _fail(pk: int, reason: str) -> None:
    with transaction.atomic():
        planned = _locked(pk)
        _end(planned, Schedule.Status.FAILED, reason)
        audit.record(planned, actor=None, action="evaluation.miss", comment=reason)
    discard(planned.folder)


def _locked(pk: int) -> Schedule:
    related = Schedule.objects.select_related("evaluation__department", "evaluation__cycle", "planned_by")
    return related.select_for_update(of=("self",)).get(pk=pk)


def _end(planned: Schedule, status: Schedule.Status, reason: str = "", actor: User | None = None) -> None:
    planned.status, planned.ended_at, planned.ended_by, planned.reason = status, clock.now(), actor, reason
    planned.save(update_fields=["status", "ended_at", "ended_by", "reason"])
