"""Taking files in and away: checked, scanned, the file under its hash, the row beside it, and nothing half."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.conf import settings
from django.core.files import File as DjangoFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from departments import audit, clock
from departments.models import Evaluation, User
from departments.services import Locked, open_for_entry, save_screen, why_locked
from departments.writes import Write
from perfeval.lib.sizes import megabytes

from .. import scanning
from ..evidence_kinds import Unacceptable, recognise
from ..file_names import clean_name
from ..models import Attachment, EntryUpload, Evidence, Indicator
from ..models.evidence import stored_under
from .entry import save_and_rescore
from .quarantine import quarantine

File = TypeVar("File", Evidence, Attachment)
KINDS = (Evidence.objects, Attachment.objects, EntryUpload.objects)
UNREACHABLE = "病毒扫描没有完成，“{name}”没有保存。请稍后重试；多次不成功的，请联系系统管理员。"


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
    _check(row, file)
    row.uploaded_by, row.uploaded_at = actor, clock.now()
    if signature := _virus_in(row, file):
        quarantine(row, file, signature=signature)
        raise Unacceptable(
            f"在“{row.name}”中发现病毒（{signature}），文件已隔离，没有作为{row._meta.verbose_name}保存。请杀毒后重新制作。"
        )
    path = default_storage.save(stored_under(row, row.name), file)
    try:
        _store(row, path)
    except BaseException:
        discard([path])
        raise
    return row


@transaction.atomic
def remove_evidence(evidence: Evidence | Attachment, *, actor: User, reason: str = "") -> None:
    """Take a proof or an attachment away; the log keeps its name, size and hash, and who removed it why.

    Raises:
        Locked: the evaluation is not open for changes.
    """
    open_for_entry(evidence.evaluation)
    stored = type(evidence)._default_manager.select_for_update().filter(pk=evidence.pk).first()
    if stored is None:
        return
    changes = {name: [value, None] for name, value in audit.state_of(stored).items()}
    audit.record(stored, actor=actor, action=f"{stored._meta.model_name}.remove", changes=changes, comment=reason)
    path = str(stored.file)
    stored.delete()
    transaction.on_commit(lambda: discard([path]))


@transaction.atomic
def remove_with_evidence(evaluation: Evaluation, writes: Sequence[Write], *, actor: User) -> None:
    """Remove an indicator with its proofs, and their files once it is done.

    Raises:
        Locked, Collision, StaleRows: as `save_screen` does.
    """
    gone = [str(write.row.file) for write in writes if isinstance(write.row, Evidence) and write.is_removal]
    save_and_rescore(evaluation, writes, actor=actor)
    transaction.on_commit(lambda: discard(gone))


def _check(row: Evidence | Attachment, file: UploadedFile) -> None:
    """Say in the row what the file is, unless it cannot be taken."""
    name, size, limit = clean_name(file.name or ""), file.size or 0, settings.EVIDENCE_MAX_BYTES
    if not size:
        raise Unacceptable(f"“{name}”是空文件，请检查后重新上传。")
    if size > limit:
        raise Unacceptable(f"“{name}”有{megabytes(size)}，超过单个文件上限{megabytes(limit)}，请压缩或拆分后上传。")
    kind = recognise(file.file, name, largest_unpacked=settings.EVIDENCE_UNPACKED_BYTES)  # type: ignore[arg-type]
    row.name, row.size, row.content_type, row.sha256 = name, size, kind.content_type, hash_of(file)


def hash_of(file: DjangoFile) -> str:
    """Return the SHA-256 of a file, which stands at its beginning afterwards."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _virus_in(row: Evidence | Attachment, file: UploadedFile) -> str:
    try:
        return scanning.find_virus(file.file)  # type: ignore[arg-type]
    except scanning.NotScanned as failure:
        raise Unacceptable(UNREACHABLE.format(name=row.name)) from failure


@transaction.atomic
def _store(row: Evidence | Attachment, path: str) -> None:
    evaluation = open_for_entry(row.evaluation)
    _refuse_known(row)
    _refuse_too_much(row, evaluation)
    row.file = path
    save_screen(evaluation, [Write(row, 0)], actor=row.uploaded_by)


def _refuse_known(row: Evidence | Attachment) -> None:
    same = {name: getattr(row, name) for name in row.identity}
    known = type(row)._default_manager.filter(**same).first()
    if known:
        raise Unacceptable(f"“{row.name}”与已上传的“{known.name}”内容完全相同，不必重复上传。")


def _refuse_too_much(row: Evidence | Attachment, evaluation: Evaluation) -> None:
    limit = settings.EVIDENCE_TOTAL_BYTES
    sent = (Evidence.objects.filter(indicator__evaluation=evaluation), evaluation.attachments.all())
    used = sum(files.aggregate(total=Sum("size", default=0))["total"] for files in sent)
    if used + row.size > limit:
        raise Unacceptable(
            f"“{row.name}”没有保存：本次自评上传的文件已有{megabytes(used)}，"
            f"加上它超过总量上限{megabytes(limit)}。请先移除不需要的材料，或压缩后上传。"
        )


def discard(paths: Iterable[str]) -> None:
    """Delete files that no row refers to."""
    for path in paths:
        if not any(files.filter(file=path).exists() for files in KINDS):
            default_storage.delete(path)
