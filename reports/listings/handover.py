"""The lists of targets and of what has become of the hand-over to them."""

from typing import Any

from departments.listings import local
from perfeval.lib.listing import Column, Listing

from ..models import Delivery

TARGETS = Listing(
    "移交目标",
    "target",
    (
        Column("名称", "name", 30),
        Column("适用单位", lambda row: str(row.department or "全部单位"), 36),
        Column("移交方式", lambda row: row.get_transport_display(), 24),
        Column("移交内容", lambda row: row.get_form_display(), 40),
        Column("服务器或存储桶", lambda row: row.host or row.bucket, 30),
        Column("目录", "path", 40),
        Column("访问网址", "public_address", 40),
        Column("启用", "is_active", 8),
    ),
)


def _receipt(row: Delivery, name: str) -> Any:
    receipt = getattr(row, "receipt", None)
    return getattr(receipt, name) if receipt else ""


DELIVERIES = Listing(
    "移交情况",
    "delivery",
    (
        Column("版次", "edition.number", 8),
        Column("移交目标", "target.name", 30),
        Column("状态", lambda row: row.get_state_display(), 18),
        Column("接收网站编定的索引号", lambda row: _receipt(row, "index_number"), 30),
        Column("回执日期", lambda row: _receipt(row, "received_on"), 12),
        Column("网页地址", lambda row: _receipt(row, "page_address"), 50),
        Column("移交次数", "attempts", 10),
        Column("移交时间", local("delivered_at"), 20),
        Column("下次移交", local("next_attempt"), 20),
        Column("原因", "reason", 60),
    ),
)
