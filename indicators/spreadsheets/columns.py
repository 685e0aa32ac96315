"""The columns of the scoring sheet, as far as the scheme needs them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from indicators.scoring import Conventions, Mode, Redistribution


@dataclass(frozen=True)
class ScoreColumn:
    """One column; `width` in characters."""

    key: str
    title: str
    width: float


FIGURES = (
    ScoreColumn("code", "编号", 8),
    ScoreColumn("name", "指标及参数", 34),
    ScoreColumn("rule", "计分规则", 24),
    ScoreColumn("points", "分值", 8),
    ScoreColumn("applies", "是否适用", 6),
    ScoreColumn("target", "目标值", 14),
    ScoreColumn("actual", "实际值", 14),
    ScoreColumn("unit", "单位", 9),
    ScoreColumn("counted", "计分值", 14),
)
OWN = (
    ScoreColumn("computed", "计算得分", 9),
    ScoreColumn("own_score", "自定得分", 9),
    ScoreColumn("own_reason", "自定得分理由", 22),
)
SCORE = (ScoreColumn("score", "得分", 10),)
PENALTY = (ScoreColumn("penalty", "目标值偏低扣分", 10),)
SHARES = (
    ScoreColumn("weight", "适用分值", 8),
    ScoreColumn("ideal", "应分摊分值", 12),
    ScoreColumn("floor", "取整", 9),
    ScoreColumn("remainder", "余数", 13),
    ScoreColumn("share", "分摊后分值", 9),
    ScoreColumn("reshared", "分摊后得分", 9),
)
REMARK = (ScoreColumn("remark", "说明", 44),)


def score_columns(conventions: Conventions) -> tuple[ScoreColumn, ...]:
    """Return the columns in order."""
    return tuple(_columns(conventions))


def _columns(conventions: Conventions) -> Iterator[ScoreColumn]:
    yield from FIGURES
    if conventions.mode is not Mode.LOCKED:
        yield from OWN
    yield from SCORE
    if conventions.overfulfilment and conventions.overfulfilment.deduction:
        yield from PENALTY
    if conventions.redistribution is Redistribution.PARENT:
        yield from SHARES
    yield from REMARK


def letters(columns: tuple[ScoreColumn, ...]) -> Mapping[str, str]:
    """Return the letter of each column."""
    return {column.key: get_column_letter(position) for position, column in enumerate(columns, start=1)}
