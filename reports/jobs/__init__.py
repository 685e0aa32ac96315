"""Work outside the request: asked for by a person, done by a worker, readable by both."""

from .batches import BatchUnderWay, start_batch, stop_batch
from .requests import (
    BulkUnderWay,
    request_bulk,
    request_check,
    request_dossier,
    request_import,
    request_preview,
    request_publication,
    request_rescoring,
    request_tables,
)
from .resume import resume_abandoned

__all__ = [
    "BatchUnderWay",
    "BulkUnderWay",
    "request_bulk",
    "request_check",
    "request_dossier",
    "request_import",
    "request_preview",
    "request_publication",
    "request_rescoring",
    "request_tables",
    "resume_abandoned",
    "start_batch",
    "stop_batch",
]
