"""Publishing and withdrawing; the order that survives a kill is told in `reports.editions`."""

import logging
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, User
from departments.services import advance, seal_log
from departments.workflow import Action

from ..editions.environment import claim_root, why_foreign
from ..editions.folders import FolderTaken, discard, move
from ..editions.withdrawn import conceal
from ..handover import order, order_again
from ..models import Edition
from ..portal import write_pages_of
from .guard import Blocked, require_unblocked, workflow_state
from .planning import make_files, plan_edition, row_of
from .printing import Report
from .workflow import lock

logger = logging.getLogger(__name__)


class FilesBehind(Exception):
    """The database has taken the step, the files have not followed yet; sweep makes them."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"撤回已记录，但文件暂未移出网站（{getattr(error, 'strerror', None) or error}）。系统会自动重试；"
            "请稍后打开原地址核实，仍能看到报告请立即联系系统管理员。"
        )


def publish_now(evaluation: Evaluation, *, actor: User, report: Report = lambda percent, message: None) -> Edition:
    """Publish the approved evaluation as a new edition and return it.

    `report` is told how far it is. It is also called inside the transaction that publishes: raising there stops it.

    Raises:
        Blocked: with every reason.
        StaleRow: the evaluation has changed while the edition was made.
        RenderingError: there is no PDF, or one with characters that no intended font has; nothing is public.
    """
    report(5, "正在核对公开条件。")
    seal_log()
    plan = plan_edition(evaluation, actor=actor)
    staged = make_files(plan, report)
    try:
        with transaction.atomic(durable=True):
            report(90, "正在公开。")
            current = lock(Evaluation(pk=plan.evaluation_pk), plan.evaluation_version)
            edition = put_into_force(current, row_of(plan, staged), staged, actor=actor)
    finally:
        discard(staged)
    if not follow(edition):
        report(95, "报告已公开；目录页面暂未更新，系统会自动补上。")
    return edition


def put_into_force(evaluation: Evaluation, row: dict[str, Any], staged: Path, *, actor: User) -> Edition:
    """Make a finished edition the one in force and move its files to the public; the caller's transaction holds it.

    Raises:
        Blocked: with every reason; FolderTaken.
    """
    require_unblocked(evaluation, Action.PUBLISH, actor=actor)
    evaluation.editions.current().update(status=Edition.Status.SUPERSEDED)
    advanced = advance(evaluation, Action.PUBLISH, actor=actor)
    exact = {"score": Decimal(row["score"]), "published_at": datetime.fromisoformat(row["published_at"])}
    edition = Edition.objects.create(evaluation=advanced, published_by=actor, **(row | exact))
    order(edition)
    claim_root()
    move(staged, settings.PUBLIC_ROOT / edition.folder)
    return edition


def follow(edition: Edition) -> bool:
    """Let the pages around a new edition follow; return whether they could, sweep makes up for them."""
    try:
        write_pages_of(edition.evaluation)
    except OSError:
        logger.exception("The pages of %s could not be written.", edition)
        return False
    return True


def withdraw(evaluation: Evaluation, *, actor: User, reason: str, based_on: int | None = None) -> list[Edition]:
    """Take every edition out of the public root, leaving notices with the reason (撤回公开); return them, latest first.

    Raises:
        workflow.StepRefused: the step is not open, not theirs, or lacks its reason; StaleRow.
        Blocked: the public root belongs to another copy of the system.
        FilesBehind: it is withdrawn, but its files are still public until sweep can move them.
    """
    if foreign := why_foreign():
        raise Blocked((foreign,))
    editions = _withdraw(evaluation, actor, reason, based_on)
    hide_all: list[Callable[[], object]] = [partial(conceal, edition) for edition in editions]
    hide_all.append(partial(write_pages_of, editions[0].evaluation))
    if failures := [error for hide in hide_all if (error := _failure_of(hide))]:
        raise FilesBehind(failures[0])
    return editions


@transaction.atomic(durable=True)
def _withdraw(evaluation: Evaluation, actor: User, reason: str, based_on: int | None) -> list[Edition]:
    current = lock(evaluation, based_on)
    is_public = workflow_state(current).is_public
    advanced = advance(current, Action.WITHDRAW, actor=actor, reason=reason, is_public=is_public)
    editions = list(advanced.editions.public().defer("snapshot").order_by("-number"))
    for edition in editions:
        edition.status = Edition.Status.WITHDRAWN
        edition.withdrawn_at = clock.now()
        edition.withdrawal_reason = reason
        edition.save(update_fields=["status", "withdrawn_at", "withdrawal_reason"])
        audit.record(edition, actor=actor, action="edition.withdraw", comment=reason)
    order_again(editions)
    return editions


def _failure_of(hide: Callable[[], object]) -> Exception | None:
    """Return what kept a file from following, so that the others still do."""
    try:
        hide()
    except (OSError, FolderTaken) as error:
        logger.exception("A withdrawal has not reached the disk.")
        return error
    return None
