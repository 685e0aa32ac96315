"""The reports of many units as files: each job writes those of one unit, the last one has them packed into one zip."""

import shutil
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from departments import clock
from departments.models import Evaluation

from ..document.compose import compose
from ..editions.content import DATA, PDF, TABLES, WORD
from ..gather import gather
from ..marking import mark_of
from ..models import Batch, Edition, Job
from ..rendering.word import render_docx
from ..services.planning import preview
from ..services.printing import Report, print_report
from ..services.tables import official_tables
from .files import NOT_IN_NAMES, batch_folder, result_file, write_private, zipped
from .leases import WAITING_FOR_WORKER

PUBLISHED = (PDF, WORD, TABLES, DATA)


def export_report(job: Job, tell: Report) -> str:
    """Write the files of the edition in force, or of the report as it stands, marked as a draft."""
    evaluation = cast("Evaluation", job.evaluation)
    edition = evaluation.editions.current().defer("snapshot").first()
    tell(10, "正在取出已公开的文件。" if edition else "正在排版 PDF。")
    files = _of(edition) if edition else _as_draft(evaluation, tell)
    folder = batch_folder(cast("Batch", job.batch)) / _name(evaluation)
    shutil.rmtree(folder, ignore_errors=True)  # what a worker that died has left
    for name, content in files.items():
        write_private(folder / name, [content])
    return f"已导出现行的第{edition.number}版。" if edition else "尚未公开，已导出草稿。"


def _of(edition: Edition) -> dict[str, bytes]:
    folder = settings.PUBLIC_ROOT / edition.folder
    return {name: (folder / name).read_bytes() for name in PUBLISHED}


def _as_draft(evaluation: Evaluation, tell: Report) -> dict[str, bytes]:
    return {
        f"草稿-{PDF}": print_report(preview(evaluation), report=tell, is_final=False).pdf,
        f"草稿-{WORD}": render_docx(compose(gather(evaluation)), mark=mark_of(evaluation)),
        f"草稿-{TABLES}": official_tables(evaluation),
    }


def _name(evaluation: Evaluation) -> str:
    return f"{evaluation.department.code}-{evaluation.department.name}".translate(NOT_IN_NAMES)


@transaction.atomic
def packing_of(batch: Batch | None) -> Job | None:
    """Return a new job that packs an export whose reports are all there; None when there is nothing to pack, or it is.

    Whoever asks has it done; killed before, its lease runs out like that of every job.
    """
    if batch is None or batch.kind != Job.Kind.EXPORT:
        return None
    list(Batch.objects.select_for_update().filter(pk=batch.pk))  # only one of two that finish together makes it
    if not Batch.objects.unpacked().filter(pk=batch.pk).exists():
        return None
    lease = timezone.now() + WAITING_FOR_WORKER
    of_batch = {"cycle_id": batch.cycle_id, "batch": batch, "requested_by_id": batch.requested_by_id}
    return Job.objects.create(kind=Job.Kind.PACK, requested_at=clock.now(), lease_until=lease, **of_batch)


def pack_reports(job: Job, tell: Report) -> str:
    """Pack what was exported."""
    folder = batch_folder(cast("Batch", job.batch))
    tell(10, "正在打包。")
    if not folder.is_dir() and result_file(job).is_file():
        return _told(job)  # a worker that died had just done it
    write_private(result_file(job), zipped(_there(folder)))
    shutil.rmtree(folder)
    return _told(job)


def _there(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _told(job: Job) -> str:
    count = cast("Batch", job.batch).jobs.filter(kind=Job.Kind.EXPORT, status=Job.Status.DONE).count()
    return f"已打包{count}个单位的报告，请下载压缩包。文件保留3天。"
