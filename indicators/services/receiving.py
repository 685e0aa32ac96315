"""Taking in a file that somebody sends: checked, scanned, kept under its hash, and nothing half.

Every kind of `StoredFile`, of whatever app, is known here: no file is thrown away that any row refers to.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from departments import audit, clock
from departments.models import User
from perfeval.lib.sizes import megabytes

from .. import scanning
from ..evidence_kinds import Unacceptable, recognise
from ..file_names import clean_name
from ..models import StoredFile
from ..models.evidence import stored_under
from .quarantine import quarantine

UNREACHABLE = "病毒扫描没有完成，“{name}”没有保存。请稍后重试；多次不成功的，请联系系统管理员。"


def kinds() -> list[type[StoredFile]]:
    """Return every kind of file that people send."""
    return StoredFile.__subclasses__()


def examine(row: StoredFile, file: UploadedFile, *, actor: User) -> None:
    """Say in `row` what the upload is and who sent it, unless it cannot be taken.

    Raises:
        Unacceptable: with the reason; a file with a virus has been put into quarantine.
    """
    _describe(row, file)
    row.uploaded_by, row.uploaded_at = actor, clock.now()
    if signature := _virus_in(row, file):
        quarantine(row, file, signature=signature)
        raise Unacceptable(
            f"在“{row.name}”中发现病毒（{signature}），文件已隔离，没有作为{row._meta.verbose_name}保存。请杀毒后重新制作。"
        )


@contextmanager
def kept(row: StoredFile, file: UploadedFile) -> Iterator[None]:
    """Keep the file while its row is stored; when that fails nothing is left of it."""
    row.file = path = default_storage.save(stored_under(row, row.name), file)
    try:
        yield
    except BaseException:
        discard([path])
        raise


def refuse_known(row: StoredFile) -> None:
    """Refuse a file that is there already for the same purpose.

    Raises:
        Unacceptable: it names the one that is there.
    """
    same = {name: getattr(row, name) for name in row.identity}
    known = type(row)._default_manager.filter(**same).first()
    if known:
        raise Unacceptable(f"“{row.name}”与已上传的“{known.name}”内容完全相同，不必重复上传。")


def refuse_too_much(row: StoredFile, used: int) -> None:
    """Refuse a file that would make too much of what has been sent, `used` bytes of it so far.

    Raises:
        Unacceptable: it says how much there is and how much there may be.
    """
    limit = settings.EVIDENCE_TOTAL_BYTES
    if used + row.size > limit:
        raise Unacceptable(
            f"“{row.name}”没有保存：本次自评上传的文件已有{megabytes(used)}，"
            f"加上它超过总量上限{megabytes(limit)}。请先移除不需要的材料，或压缩后上传。"
        )


def take_away(row: StoredFile, *, actor: User, reason: str = "") -> None:
    """Remove a file with its row; the log keeps its name, size and hash, and who removed it why.

    To be called in a transaction in which the door has been asked; whoever comes second finds nothing to remove.
    """
    stored = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if stored is None:
        return
    changes = {name: [value, None] for name, value in audit.state_of(stored).items()}
    audit.record(stored, actor=actor, action=f"{stored._meta.model_name}.remove", changes=changes, comment=reason)
    path = str(stored.file)
    stored.delete()
    transaction.on_commit(lambda: discard([path]))


def hash_of(file: File) -> str:
    """Return the SHA-256 of a file, which stands at its beginning afterwards."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def discard(paths: Iterable[str]) -> None:
    """Delete files that no row refers to."""
    for path in paths:
        if not any(kind._default_manager.filter(file=path).exists() for kind in kinds()):
            default_storage.delete(path)


def _describe(row: StoredFile, file: UploadedFile) -> None:
    name, size, limit = clean_name(file.name or ""), file.size or 0, settings.EVIDENCE_MAX_BYTES
    if not size:
        raise Unacceptable(f"“{name}”是空文件，请检查后重新上传。")
    if size > limit:
        raise Unacceptable(f"“{name}”有{megabytes(size)}，超过单个文件上限{megabytes(limit)}，请压缩或拆分后上传。")
    kind = recognise(file.file, name, largest_unpacked=settings.EVIDENCE_UNPACKED_BYTES)  # type: ignore[arg-type]
    row.name, row.size, row.content_type, row.sha256 = name, size, kind.content_type, hash_of(file)


def _virus_in(row: StoredFile, file: UploadedFile) -> str:
    try:
        return scanning.find_virus(file.file)  # type: ignore[arg-type]
    except scanning.NotScanned as failure:
        raise Unacceptable(UNREACHABLE.format(name=row.name)) from failure
