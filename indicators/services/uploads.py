"""Keeping an entry workbook (填报表) whose changes were stored, and nothing of any other."""

from collections.abc import Mapping

from django.core.files import File
from django.core.files.storage import default_storage

from departments import audit, clock
from departments.models import Evaluation, User
from departments.services import open_for_entry

from .. import scanning
from ..evidence_kinds import EXCEL, Unacceptable
from ..models import EntryUpload
from ..models.evidence import stored_under
from .quarantine import quarantine
from .receiving import UNREACHABLE, discard, hash_of


def refuse_infected(evaluation: Evaluation, file: File, name: str, *, actor: User) -> None:
    """Put a workbook with a virus into quarantine, before anything of it is read.

    Raises:
        Unacceptable: it has one, or the scanner has not answered.
    """
    row = _row(evaluation, file, name, actor)
    try:
        signature = scanning.find_virus(file.file)  # type: ignore[arg-type]
    except scanning.NotScanned as failure:
        raise Unacceptable(UNREACHABLE.format(name=name)) from failure
    if signature:
        quarantine(row, file, signature=signature)
        raise Unacceptable(f"在“{name}”中发现病毒（{signature}），文件已隔离，没有读取。请杀毒后重新制作。")


def keep_upload(
    evaluation: Evaluation,
    file: File,
    name: str,
    *,
    download: str,
    versions: Mapping[str, int],
    change_count: int,
    actor: User,
) -> EntryUpload:
    """Store the original, with its hash; to be called in the transaction that stores its changes.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    row = _row(open_for_entry(evaluation), file, name, actor)
    row.download, row.versions, row.change_count = download, dict(versions), change_count
    row.file = path = default_storage.save(stored_under(row, name), file)
    try:
        row.save(force_insert=True)
        audit.record(row, actor=actor, action="entryupload.add", changes=audit.compare({}, audit.state_of(row)))
    except BaseException:
        discard([path])
        raise
    return row


def _row(evaluation: Evaluation, file: File, name: str, actor: User) -> EntryUpload:
    return EntryUpload(
        evaluation=evaluation,
        name=name,
        content_type=EXCEL.content_type,
        size=file.size,
        sha256=hash_of(file),
        uploaded_by=actor,
        uploaded_at=clock.now(),
    )
