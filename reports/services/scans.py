"""Adding the stamped scan (盖章扫描件) of a published edition."""

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
from ..models import Edition, Scan
from ..portal import write_pages_of
from .workflow import lock

logger = logging.getLogger(__name__)

NOT_PUBLIC = "报告尚未公开或已撤回，公开后才能添加盖章扫描件。"


class ScanRefused(Exception):
    """It cannot be added; says why."""


def why_no_scan(evaluation: Evaluation, user: User) -> str:
    """Return why somebody cannot add a scan, empty when they can."""
    if Role.PUBLISHER not in roles_of(user, evaluation.department):
        return "只有发布人可以添加盖章扫描件。"
    if not evaluation.editions.current().exists():
        return NOT_PUBLIC
    return why_foreign()


def add_scan(evaluation: Evaluation, file: UploadedFile, *, actor: User) -> Scan:
    """Make one upload public beside the edition in force; of a file that cannot be taken nothing is left.

    Raises:
        ScanRefused: there is no edition in force, or it is not theirs to publish.
        Unacceptable: with the reason; a file with a virus has been put into quarantine.
    """
    scan = Scan(edition=_in_force(evaluation, actor))
    examine(scan, file, actor=actor)
    if scan.content_type not in SUFFIXES:
        raise Unacceptable(f"“{scan.name}”不是 PDF、JPG 或 PNG 文件，不能作为盖章扫描件。")
    with kept(scan, file):
        _store(scan, actor)
    _show(scan)
    return scan


@transaction.atomic
def _store(scan: Scan, actor: User) -> None:
    current = lock(scan.evaluation)
    if _in_force(current, actor) != scan.edition:
        raise ScanRefused("报告刚刚重新公开，请核对现行版次后重新上传。")
    refuse_known(scan)
    own = Scan.objects.filter(edition__evaluation=current)
    refuse_too_much(scan, own.aggregate(total=Sum("size", default=0))["total"])
    scan.number = (scan.edition.scans.aggregate(last=Max("number"))["last"] or 0) + 1
    scan.save(force_insert=True)
    audit.record(scan, actor=actor, action="scan.add", changes=audit.compare({}, audit.state_of(scan)))


def _in_force(evaluation: Evaluation, actor: User) -> Edition:
    if reason := why_no_scan(evaluation, actor):
        raise ScanRefused(reason)
    related = Edition.objects.current().select_related("evaluation__department", "evaluation__cycle")
    return related.defer("snapshot").get(evaluation=evaluation)


def _show(scan: Scan) -> None:
    """Let disk and pages follow; sweep makes up for what cannot be written now."""
    try:
        follow_scan(scan)
        write_pages_of(scan.evaluation)
    except (OSError, FolderTaken):
        logger.exception("Scan %s is not public yet; sweep makes it so.", scan.pk)
