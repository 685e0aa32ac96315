"""Where a job leaves what is not published."""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.utils import timezone

from ..models import Batch, Job

SUFFIXES = {Job.Kind.TABLES: "zip", Job.Kind.DOSSIER: "zip", Job.Kind.IMPORT: "xlsx", Job.Kind.PACK: "zip"}
NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "、"))
RESULTS_KEPT = timedelta(days=3)


def preview_file(job: Job) -> Path:
    """Return where the PDF of a preview lies until sweep removes it."""
    return settings.PREVIEW_ROOT / f"{job.pk}.pdf"


def result_file(job: Job) -> Path:
    """Return where the file that a job hands out lies until it is handed out for good, or sweep removes it."""
    return settings.RESULT_ROOT / f"{job.pk}.{SUFFIXES[Job.Kind(job.kind)]}"


def parts_folder(job: Job) -> Path:
    """Return where a job gathers the parts of its result."""
    return settings.RESULT_ROOT / f"{job.pk}.parts"


def batch_folder(batch: Batch) -> Path:
    """Return where the jobs of a batch gather the parts of its result."""
    return settings.RESULT_ROOT / f"batch-{batch.pk}.parts"


def zipped(folder: Path) -> Iterator[bytes]:
    """Yield a zip of all files below a folder, which are packed already."""
    aside = folder / ".zip"
    with ZipFile(aside, "w", ZIP_STORED) as archive:
        for path in sorted(path for path in folder.rglob("[!.]*") if path.is_file()):
            archive.write(path, path.relative_to(folder))
    with aside.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def write_private(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that only the application can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{path.name}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def clear_results(kept: timedelta = RESULTS_KEPT) -> int:
    """Delete results, and parts of results, that nobody has touched for long; return how many."""
    oldest = timezone.now() - kept
    old = [path for path in settings.RESULT_ROOT.glob("*") if _changed(path) <= oldest]
    for path in old:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(old)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
