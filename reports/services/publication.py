"""Publishing and withdrawing; the order that survives a kill is told in `reports.editions`."""

import logging
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import transaction

from departments import audit, clock
from departments.models import Evaluation, SiteConfiguration, User
from departments.services import advance, log_head, seal_log
from departments.workflow import Action

from ..document.compose import compose
from ..editions.addresses import MANIFEST, edition_folder, next_number
from ..editions.content import edition_files, embedded_files, source_files
from ..editions.environment import claim_root, why_foreign
from ..editions.folders import FolderTaken, discard, move, stage
from ..editions.index_number import assign_index_number
from ..editions.manifest import sha256
from ..editions.plan import Plan
from ..editions.replaying import circumstances
from ..editions.withdrawn import conceal
from ..gather import gather
from ..models import DisclosureReview, Edition
from ..portal import write_pages_of
from ..snapshot import to_json
from .guard import Blocked, current_review, require_unblocked, workflow_state
from .printing import Report, print_report
from .workflow import lock

NOT_ASSIGNED = "（公开时编定）"
REPUBLISHED = "撤回后重新公开"

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
    plan = _plan_edition(evaluation, actor=actor)
    report(10, "正在生成 Word、Excel 和数据文件。")
    sources = source_files(plan)
    report(15, "正在排版 PDF。")
    rendered = print_report(plan, report=report, is_final=True, embedded=embedded_files(sources))
    report(70, "正在写入版次文件。")
    staged = stage(edition_files(plan, sources, rendered))
    try:
        edition = _put_into_force(plan, staged, actor, report)
    finally:
        discard(staged)
    try:
        write_pages_of(edition.evaluation)
    except OSError:
        logger.exception("The pages of %s could not be written.", edition)
        report(95, "报告已公开；目录页面暂未更新，系统会自动补上。")
    return edition


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


def preview(evaluation: Evaluation) -> Plan:
    """Return what the next edition would be made from; nothing is assigned and nothing is stored."""
    number = getattr(evaluation, "index_number", None)
    return _plan(evaluation, index_number=str(number) if number else NOT_ASSIGNED)


@transaction.atomic(durable=True)
def _plan_edition(evaluation: Evaluation, *, actor: User) -> Plan:
    current = lock(evaluation)
    require_unblocked(current, Action.PUBLISH, actor=actor)
    return _plan(current, index_number=assign_index_number(current, clock.today()).text)


def _plan(evaluation: Evaluation, *, index_number: str) -> Plan:
    number = next_number(evaluation)
    current = evaluation.editions.current().defer("snapshot").first()
    snapshot = gather(evaluation)
    return Plan(
        evaluation_pk=evaluation.pk,
        evaluation_version=evaluation.version,
        year=evaluation.cycle.year,
        department_code=evaluation.department.code,
        publisher=evaluation.department.name,
        number=number,
        folder=edition_folder(evaluation, number),
        supersedes=current.number if current else None,
        change_note=_change_note(evaluation, current),
        index_number=index_number,
        review=current_review(evaluation),
        published_at=clock.now(),
        site=SiteConfiguration.current(),
        snapshot=snapshot,
        document=compose(snapshot),
        log=log_head(),
    )


def _change_note(evaluation: Evaluation, current: Edition | None) -> str:
    """Return why there is another edition: the reason of the correction, or that a withdrawn report is back."""
    if current is None:
        return REPUBLISHED if evaluation.editions.exists() else ""
    correction = evaluation.audit_entries.filter(action="evaluation.correct").order_by("-pk").first()
    return correction.comment if correction else ""


def _put_into_force(plan: Plan, staged: Path, actor: User, report: Report) -> Edition:
    with transaction.atomic(durable=True):
        report(90, "正在公开。")
        evaluation = lock(Evaluation(pk=plan.evaluation_pk), plan.evaluation_version)
        require_unblocked(evaluation, Action.PUBLISH, actor=actor)
        evaluation.editions.current().update(status=Edition.Status.SUPERSEDED)
        advanced = advance(evaluation, Action.PUBLISH, actor=actor)
        edition = _row(plan, advanced, actor, manifest=(staged / MANIFEST).read_bytes())
        claim_root()
        move(staged, settings.PUBLIC_ROOT / plan.folder)
    return edition


def _row(plan: Plan, evaluation: Evaluation, actor: User, *, manifest: bytes) -> Edition:
    """Store what is published; the guard has seen that there is a score and a review."""
    return Edition.objects.create(
        evaluation=evaluation,
        number=plan.number,
        code=plan.code,
        title=plan.title,
        snapshot=to_json(plan.snapshot),
        circumstances=circumstances(plan),
        folder=plan.folder,
        manifest_sha256=sha256(manifest),
        score=cast("Decimal", plan.snapshot.total),
        grade=plan.snapshot.grade,
        change_note=plan.change_note,
        published_at=plan.published_at,
        published_by=actor,
        review=cast("DisclosureReview", plan.review),
    )


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
    return editions


def _failure_of(hide: Callable[[], object]) -> Exception | None:
    """Return what kept a file from following, so that the others still do."""
    try:
        hide()
    except (OSError, FolderTaken) as error:
        logger.exception("A withdrawal has not reached the disk.")
        return error
    return None
