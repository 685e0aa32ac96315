"""Adding the stamped scan (盖章扫描件) of a published edition, and exchanging a wrong one for another."""

import logging

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, Sum

from departments import audit
from departments.models import Evaluation, Role, User
from departments.permissions import roles_of
from indicators.evidence_kinds import Unacceptable
from indicators.services import examine, kept, refuse_known, refuse_too_much

from ..editions.environment import why_foreign
from ..editions.folders import FolderTaken
from ..editions.scans import SUFFIXES, follow_scan
from ..handover import order_again
from ..models import Edition, Scan
from ..portal import write_pages_of
from .workflow import lock

logger = logging.getLogger(__name__)

NOT_PUBLIC = "报告尚未公开或已撤回，公开后才能添加盖章扫描件。"
NOT_SHOWN = "该扫描件已更换或已随报告撤回，不能再更换，请核对扫描件列表。"


class ScanRefused(Exception):
    """It cannot be added; says why."""


def why_no_scan(evaluation: Evaluation, user: User) -> str:
    """Return why somebody cannot add a scan, empty when they can."""
    if Role.PUBLISHER not in roles_of(user, evaluation.department):
        return "只有发布人可以添加盖章扫描件。"
    if not evaluation.editions.current().exists():
        return NOT_PUBLIC
    return why_foreign()


def why_no_exchange(scan: Scan, user: User) -> str:
    """Return why somebody cannot exchange a scan, empty when they can; one of an earlier edition can be, too."""
    if Role.PUBLISHER not in roles_of(user, scan.evaluation.department):
        return "只有发布人可以更换盖章扫描件。"
    return why_foreign() if scan.is_public else NOT_SHOWN


def add_scan(evaluation: Evaluation, file: UploadedFile, *, actor: User) -> Scan:
    """Make one upload public beside the edition in force; of a file that cannot be taken nothing is left.

    Raises:
        ScanRefused: there is no edition in force, or it is not theirs to publish.
        Unacceptable: with the reason; a file with a virus has been put into quarantine.
    """
    scan = Scan(edition=_in_force(evaluation, actor))
    _examine(scan, file, actor)
    with kept(scan, file), transaction.atomic():
        current = lock(scan.evaluation)
        if _in_force(current, actor) != scan.edition:
            raise ScanRefused("报告刚刚重新公开，请核对现行版次后重新上传。")
        _store(scan, actor)
    _show(scan)
    return scan


def exchange_scan(wrong: Scan, file: UploadedFile, *, actor: User, reason: str) -> Scan:
    """Make one upload public in place of a wrong scan (更换扫描件), which goes into the archive.

    Raises:
        ScanRefused: the wrong one is not public any more, or it is not theirs to publish.
        Unacceptable: with the reason.
    """
    scan = Scan(edition=_shown(wrong, actor).edition)
    _examine(scan, file, actor)
    with kept(scan, file), transaction.atomic():
        lock(scan.evaluation)
        replaced = _shown(wrong, actor)
        _store(scan, actor)
        _replace(replaced, scan, actor, reason)
    _show(replaced, scan)
    return scan


def _examine(scan: Scan, file: UploadedFile, actor: User) -> None:
    examine(scan, file, actor=actor)
    if scan.content_type not in SUFFIXES:
        raise Unacceptable(f"“{scan.name}”不是 PDF、JPG 或 PNG 文件，不能作为盖章扫描件。")


def _store(scan: Scan, actor: User) -> None:
    """Store the row and have the edition handed over once more; the caller's transaction holds the evaluation."""
    refuse_known(scan)
    own = Scan.objects.filter(edition__evaluation=scan.evaluation)
    refuse_too_much(scan, own.aggregate(total=Sum("size", default=0))["total"])
    scan.number = (scan.edition.scans.aggregate(last=Max("number"))["last"] or 0) + 1
    scan.save(force_insert=True)
    audit.record(scan, actor=actor, action="scan.add", changes=audit.compare({}, audit.state_of(scan)))
    order_again([scan.edition])


def _replace(wrong: Scan, scan: Scan, actor: User, reason: str) -> None:
    before = audit.state_of(wrong)
    wrong.replaced_by, wrong.reason = scan, reason
    wrong.save(update_fields=["replaced_by", "reason"])
    changes = audit.compare(before, audit.state_of(wrong))
    audit.record(wrong, actor=actor, action="scan.replace", changes=changes, comment=reason)


def _in_force(evaluation: Evaluation, actor: User) -> Edition:
    if reason := why_no_scan(evaluation, actor):
        raise ScanRefused(reason)
    related = Edition.objects.current().select_related("evaluation__department", "evaluation__cycle")
    return related.defer("snapshot").get(evaluation=evaluation)


def _shown(scan: Scan, actor: User) -> Scan:
    """Return a scan as it is now, if it can be exchanged."""
    related = Scan.objects.select_related("edition__evaluation__department", "edition__evaluation__cycle")
    current = related.defer("edition__snapshot").get(pk=scan.pk)
    if reason := why_no_exchange(current, actor):
        raise ScanRefused(reason)
    return current


def _show(*scans: Scan) -> None:
    """Let disk and pages follow, what must go first; sweep makes up for what cannot be written now."""
    try:
        for scan in scans:
            follow_scan(scan)
        write_pages_of(scans[0].evaluation)
    except (OSError, FolderTaken):
        logger.exception("Scan %s is not public yet; sweep makes it so.", scans[-1].pk)
