"""Storing a confirmed import; what was stored lies in the result file."""

from functools import partial
from typing import cast

from ..imports import apply
from ..models import BulkImport, Job
from ..services.printing import Report
from .files import result_file, write_private


def import_file(job: Job, tell: Report) -> str:
    """Store the import whole or not at all; return what was stored."""
    found = cast("BulkImport", job.bulk_import)
    said = apply(found, tell=tell, keep=partial(write_private, result_file(job)))
    return f"{said}请下载导入结果，文件保留3天。"
