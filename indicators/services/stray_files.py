"""What a killed upload leaves behind: files that no row knows."""

from collections.abc import Iterator
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from ..models import QuarantinedFile, StoredFile
from .receiving import kinds


def clear_stray_files(*, stale_after: timedelta) -> int:
    """Delete half-received uploads and stored files without a row, once they are `stale_after` old; return how many.

    A file is stored before its row is, and never used by a second row: an old file without a row has no owner to come.
    """
    oldest = timezone.now().timestamp() - stale_after.total_seconds()
    stray = [path for path in _without_row() if _changed_at(path) <= oldest]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)


def missing_evidence() -> list[StoredFile]:
    """Return the uploads of every kind whose file is gone or no longer as long as it was."""
    return [row for kind in kinds() for row in kind._default_manager.all() if _is_broken(row)]


def _changed_at(path: Path) -> float:
    """Return when the file was last written; one that has just gone was in use."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return inf


def _is_broken(row: StoredFile) -> bool:
    path = settings.MEDIA_ROOT / str(row.file)
    return not path.is_file() or path.stat().st_size != row.size


def _paths_of(kind: type[StoredFile]) -> QuerySet[Any, str]:
    return kind._default_manager.order_by().values_list("file", flat=True)


def _without_row() -> Iterator[Path]:
    """Yield the files first and ask for the rows then, so that a row which comes in between is seen."""
    roots = [
        (settings.MEDIA_ROOT, QuerySet.union(*map(_paths_of, kinds()))),
        (settings.QUARANTINE_ROOT, QuarantinedFile.objects.values_list("path", flat=True)),
        (settings.INCOMING_ROOT, []),
    ]
    for root, rows in roots:
        files = [path for path in root.rglob("*") if path.is_file()]
        known = set(rows) if files else set()
        yield from (path for path in files if str(path.relative_to(root)) not in known)
