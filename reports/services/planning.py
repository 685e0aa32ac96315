"""What the next edition is made from, and making its files: before anything is public."""

from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from departments import clock
from departments.models import Evaluation, SiteConfiguration, User
from departments.services import log_head
from departments.workflow import Action

from ..document.compose import compose
from ..editions.addresses import MANIFEST, edition_folder, next_number
from ..editions.content import edition_files, embedded_files, source_files
from ..editions.folders import stage
from ..editions.index_number import assign_index_number, own_number
from ..editions.manifest import sha256
from ..editions.plan import Plan
from ..editions.replaying import circumstances
from ..models import DisclosureReview, Edition
from ..snapshot import to_json
from .findings import Known
from .guard import current_review, require_unblocked
from .notes import with_notes
from .printing import Report, print_report
from .workflow import lock

NOT_ASSIGNED = "（公开时编定）"
ASSIGNED_BY_PORTAL = "（移交后由接收网站编定）"
REPUBLISHED = "撤回后重新公开"


def preview(evaluation: Evaluation, known: Known | None = None) -> Plan:
    """Return what the next edition would be made from; nothing is assigned and nothing is stored.

    `known` spares reading the evaluation again.
    """
    to_come = ASSIGNED_BY_PORTAL if SiteConfiguration.current().is_numbered_by_portal else NOT_ASSIGNED
    number = own_number(evaluation) or to_come
    return _plan(evaluation, index_number=number, published_at=clock.now(), known=known)


@transaction.atomic(durable=True)
def plan_edition(evaluation: Evaluation, *, actor: User, at: datetime | None = None) -> Plan:
    """Return what the next edition is made from; it gets its index number, and `at` as its time of publication.

    Raises:
        Blocked: with every reason.
    """
    current = lock(evaluation)
    require_unblocked(current, Action.PUBLISH, actor=actor)
    published_at = at or clock.now()
    if not SiteConfiguration.current().is_numbered_by_portal:
        assign_index_number(current, timezone.localdate(published_at))
    return _plan(current, index_number=own_number(current), published_at=published_at)


def make_files(plan: Plan, report: Report) -> Path:
    """Return a new folder outside the public root with every file of the edition.

    Raises:
        RenderingError: there is no PDF, or one with characters that no intended font has.
    """
    report(10, "正在生成 Word、Excel 和数据文件。")
    sources = source_files(plan)
    report(15, "正在排版 PDF。")
    rendered = print_report(plan, report=report, is_final=True, embedded=embedded_files(sources))
    report(70, "正在写入版次文件。")
    return stage(edition_files(plan, sources, rendered))


def row_of(plan: Plan, staged: Path) -> dict[str, Any]:
    """Return in JSON's own types the fields of the edition's row that are known before it is published."""
    return {
        "number": plan.number,
        "code": plan.code,
        "title": plan.title,
        "snapshot": to_json(plan.snapshot),
        "circumstances": circumstances(plan),
        "folder": plan.folder,
        "manifest_sha256": sha256((staged / MANIFEST).read_bytes()),
        "score": str(plan.snapshot.total),
        "grade": plan.snapshot.grade,
        "change_note": plan.change_note,
        "published_at": plan.published_at.isoformat(),
        "review_id": cast("DisclosureReview", plan.review).pk,
    }


def _plan(evaluation: Evaluation, *, index_number: str, published_at: datetime, known: Known | None = None) -> Plan:
    number = next_number(evaluation)
    current = evaluation.editions.current().defer("snapshot").first()
    snapshot = with_notes(evaluation, known)
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
        published_at=published_at,
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
