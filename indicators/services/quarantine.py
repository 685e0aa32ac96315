"""Putting an infected upload where nobody can open it."""

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from departments import audit
from departments.models import Evaluation

from ..models import QuarantinedFile, StoredFile

LONGEST_SIGNATURE = 200


def quarantine(row: StoredFile, file: File, *, signature: str) -> None:
    """Keep the file outside MEDIA_ROOT, and who brought it in the log; a second copy of it is not kept."""
    kept = QuarantinedFile(
        evaluation=row.evaluation,  # type: ignore[attr-defined]
        signature=signature[:LONGEST_SIGNATURE],
        indicator=getattr(row, "indicator", None),
        **{name: getattr(row, name) for name in ("name", "size", "sha256", "uploaded_by", "uploaded_at")},
    )
    path = _folder().save(row.sha256, file)
    try:
        is_new = _record(kept, path)
    except BaseException:
        _folder().delete(path)
        raise
    if not is_new:
        _folder().delete(path)


@transaction.atomic
def _record(kept: QuarantinedFile, path: str) -> bool:
    """Store the row unless the same file is there already; every attempt is logged."""
    Evaluation.objects.select_for_update().get(pk=kept.evaluation_id)
    same = {"evaluation": kept.evaluation, "indicator": kept.indicator, "sha256": kept.sha256}
    known = QuarantinedFile.objects.filter(**same).first()
    if known is None:
        kept.path = path
        kept.save(force_insert=True)
    changes = audit.compare({}, audit.state_of(kept))
    audit.record(known or kept, actor=kept.uploaded_by, action="quarantinedfile.add", changes=changes)
    return known is None


def _folder() -> FileSystemStorage:
    return FileSystemStorage(
        location=settings.QUARANTINE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )
