"""What was done for many reports of a round at once."""

from departments.listings import local
from perfeval.lib.listing import Column, Listing

from .columns import name_of, unit

BATCHES = Listing(
    "整轮办理记录",
    "batch",
    (
        Column("事项", lambda row: row.get_kind_display(), 16),
        Column("发起人", name_of("requested_by"), 14),
        Column("发起时间", local("requested_at"), 20),
        Column("停止人", name_of("stopped_by"), 14),
        Column("停止时间", local("stopped_at"), 20),
        Column("办成单位数", "done", 12),
        Column("单位数", "count", 10),
    ),
)


BATCH = Listing(
    "办理结果",
    "batch",
    (
        *unit("evaluation."),
        Column("结果", lambda row: row.get_status_display(), 10),
        Column("说明", lambda row: "\n".join(row.conclusions), 60),
        Column("办结时间", local("finished_at"), 20),
    ),
)
