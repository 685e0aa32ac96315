"""The lists of evaluations and editions: one's own, what waits, what is public, and a whole round."""

from typing import Any

from departments.listings import local
from indicators.parts import PARTS
from perfeval.lib.listing import Column, Listing, Look

from ..reviewing import age_of, news_of
from .columns import GRADE, SCORE, STATE, UNIT, name_of, stage_of, unit

OWN = Listing("自评", "evaluation", (*UNIT, STATE, SCORE, GRADE, Column("截止日期", "due_on", 12)))


REVIEW_QUEUE = Listing(
    "待审核的自评",
    "evaluation",
    (
        *UNIT,
        Column("送审时间", local("submitted_at"), 20),
        Column("送审人", name_of("submitted_by"), 14),
        Column("等待天数", age_of, 10),
        Column("审核期限", "review_due_on", 12),
        Column("动态", lambda row: "，".join(news_of(row)), 30),
        SCORE,
        STATE,
        Column("审核环节", stage_of, 20),
    ),
)


PUBLICATION_QUEUE = Listing(
    "待公开的自评",
    "evaluation",
    (
        *UNIT,
        Column("审核通过时间", local("approved_at"), 20),
        Column("审核人", name_of("approved_by"), 14),
        SCORE,
        GRADE,
    ),
)


EDITIONS = Listing(
    "公开的报告",
    "edition",
    (
        *unit("evaluation."),
        Column("报告", "title", 50),
        Column("版次", "number", 8),
        Column("公开时间", local("published_at"), 20),
        Column("得分", "score", 10, Look.POINTS),
        Column("等级", "grade", 8),
        Column("公开地址", lambda edition: f"{edition.folder}/", 40),
    ),
    key="editions",
)


def _part(key: str) -> Any:
    return lambda row: next((cell.blocking for cell in row.cells if cell.part.key == key), None)


ROUND = Listing(
    "填报进度",
    "evaluation",
    (
        *UNIT[:2],
        Column("状态", "state_name", 12),
        Column("截止日期", "due_on", 12),
        Column("延期理由", lambda row: row.evaluation and row.evaluation.extension_reason, 30),
        Column("公开期限", "publication_due_on", 12),
        Column("自评得分", lambda row: row.evaluation and row.evaluation.scorecard.total, 10, Look.POINTS),
        *(Column(f"{part.title}待补充项数", _part(part.key), 12) for part in PARTS),
    ),
)
