"""Imported files and what they change."""

from departments.listings import local
from perfeval.lib.listing import Column, Listing

from ..models import BulkImport


def _state(found: BulkImport) -> str:
    job = getattr(found, "job", None)
    return job.get_status_display() if job else "待确认"


IMPORTS = Listing(
    "批量导入",
    "bulkimport",
    (
        Column("上传时间", local("uploaded_at"), 20),
        Column("内容", lambda found: found.get_kind_display(), 16),
        Column("年度", lambda found: found.cycle and found.cycle.year, 8),
        Column("文件", "name", 40),
        Column("SHA-256", "sha256", 68),
        Column("状态", _state, 10),
    ),
)


CHANGES = Listing(
    "导入变化",
    "bulkimport",
    (
        Column("行", "row", 8),
        Column("对象", "subject", 44),
        Column("结果", "what", 8),
        Column("项目", "label", 16),
        Column("原值", "old", 30),
        Column("新值", "new", 30),
        Column("读法", "how", 50),
    ),
)
