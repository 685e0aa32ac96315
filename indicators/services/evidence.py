"""Taking proofs and attachments in and away: the file under its hash, the row through the one door beside it."""

from collections.abc import Sequence
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from departments.models import Evaluation, User
from departments.services import Locked, open_for_entry, save_screen, why_locked
from departments.writes import Write

from ..models import Attachment, Evidence, Indicator
from .entry import save_and_rescore
from .receiving import discard, examine, kept, refuse_known, refuse_too_much, take_away

File = TypeVar("File", Evidence, Attachment)


def add_evidence(indicator: Indicator, file: UploadedFile, *, actor: User) -> Evidence:
    """Store one upload as a proof of `indicator`; of a file that cannot be taken nothing is left.

    Raises:
        Locked: the evaluation is not open for changes.
        Unacceptable: with the reason; a file with a virus has been put into quarantine.
    """
    return _take_in(Evidence(indicator=indicator), file, actor)


def add_attachment(evaluation: Evaluation, file: UploadedFile, *, kind: str, key: str, actor: User) -> Attachment:
    """Store one upload as an attachment that the scheme of `kind` asks for under `key`.

    Raises:
        Locked, Unacceptable: as `add_evidence` does.
    """
    return _take_in(Attachment(evaluation=evaluation, kind=kind, key=key), file, actor)


def _take_in(row: File, file: UploadedFile, actor: User) -> File:
    if reason := why_locked(row.evaluation):
        raise Locked(reason)
    examine(row, file, actor=actor)
    with kept(row, file):
        _store(row)
    return row


@transaction.atomic
def remove_evidence(evidence: Evidence | Attachment, *, actor: User, reason: str = "") -> None:
    """Take a proof or an attachment away; the log keeps its name, size and hash, and who removed it why.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    open_for_entry(evidence.evaluation)
    take_away(evidence, actor=actor, reason=reason)


@transaction.atomic
def remove_with_evidence(evaluation: Evaluation, writes: Sequence[Write], *, actor: User) -> None:
    """Remove an indicator with its proofs, and their files once it is done.

    Raises:
        Locked, Collision, StaleRows: as `save_screen` does.
    """
    gone = [str(write.row.file) for write in writes if isinstance(write.row, Evidence) and write.is_removal]
    save_and_rescore(evaluation, writes, actor=actor)
    transaction.on_commit(lambda: discard(gone))


@transaction.atomic
def _store(row: Evidence | Attachment) -> None:
    evaluation = open_for_entry(row.evaluation)
    refuse_known(row)
    sent = (Evidence.objects.filter(indicator__evaluation=evaluation), evaluation.attachments.all())
    refuse_too_much(row, sum(files.aggregate(total=Sum("size", default=0))["total"] for files in sent))
    save_screen(evaluation, [Write(row, 0)], actor=row.uploaded_by)
