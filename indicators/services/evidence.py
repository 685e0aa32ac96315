"""Keeping proofs: the file under its hash, the row beside it, and nothing half."""

from collections.abc import Iterable, Sequence

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from departments import clock
from departments.models import Evaluation, User
from departments.writes import Write

from ..models import Evidence
from ..models.evidence import stored_under
from .entry import save_and_rescore


def save_with_evidence(evaluation: Evaluation, writes: Sequence[Write], *, actor: User) -> None:
    """Store an indicator with its proofs; files that did not get their row are taken away again.

    Raises:
        Locked, Collision, StaleRows: as `save_screen` does.
    """
    rows = [write.row for write in writes if isinstance(write.row, Evidence) and not write.is_removal]
    gone = [str(write.row.file) for write in writes if isinstance(write.row, Evidence) and write.is_removal]
    written: list[str] = []
    try:
        for row in rows:
            row.uploaded_by, row.uploaded_at = actor, clock.now()
            written += _place(row)
        with transaction.atomic():
            save_and_rescore(evaluation, writes, actor=actor)
            transaction.on_commit(lambda: _discard(gone))
    except BaseException:
        _discard(written)
        raise


def _place(row: Evidence) -> list[str]:
    """Put the file under its hash unless it lies there already; return what was written."""
    path = stored_under(row, row.name)
    content: File = row.file.file
    row.file = path
    return [] if default_storage.exists(path) else [default_storage.save(path, content)]


def _discard(paths: Iterable[str]) -> None:
    """Delete files that no proof refers to."""
    for path in paths:
        if not Evidence.objects.filter(file=path).exists():
            default_storage.delete(path)
