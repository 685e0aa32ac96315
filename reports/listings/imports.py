"""Imported files and what they change."""

from decimal import Decimal
from functools import partial

from departments.listings import local
from departments.models import OfficialFigure
from perfeval.lib.decimals import round_half_up
from perfeval.lib.listing import Column, Listing, Look

from ..models import BulkImport


def _state(found: BulkImport) -> str:
    job = getattr(found, "job", None)
    return job.get_status_display() if job else "待确认"


def _entered(row: OfficialFigure, name: str) -> Decimal | None:
    """Return what the unit has entered; SQLite gives an amount of another table with more places than it has."""
    amount: Decimal | None = getattr(row, f"entered_{name}")
    return None if amount is None else round_half_up(amount)


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


OFFICIAL = Listing(
    "财政数据",
    "officialfigure",
    (
        Column("预算编码", "department.code", 16),
        Column("单位", "department.name", 36),
        Column("项目", lambda row: row.get_category_display(), 20),
        Column("年初预算数（元）", "initial", 18, Look.MONEY),
        Column("预算调整数（元）", "adjustment", 18, Look.MONEY),
        Column("全年执行数（元）", "executed", 18, Look.MONEY),
        Column("填报年初预算数（元）", partial(_entered, name="initial"), 20, Look.MONEY),
        Column("填报全年执行数（元）", partial(_entered, name="executed"), 20, Look.MONEY),
        Column("导入时间", local("imported_at"), 20),
        Column("来源文件SHA-256", "source", 68),
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
