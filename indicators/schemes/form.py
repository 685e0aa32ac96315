"""What a scheme says about the official table (自评表), as plain values. Pure."""

from dataclasses import dataclass
from decimal import Decimal

COLUMN_KEYS = {
    "level_one": "一级指标",
    "level_two": "二级指标",
    "name": "三级指标",
    "nature": "指标性质",
    "sign": "计算符号",
    "target": "年度指标值",
    "adjusted_target": "调整后指标值",
    "unit": "计量单位",
    "actual": "实际完成值",
    "coefficient": "得分系数",
    "points": "分值",
    "score": "得分",
    "standard": "评分标准",
    "deviation": "偏差原因分析及改进措施",
    "is_core": "是否核心指标",
}

FUND_COLUMN_KEYS = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
    "reason": "原因",
}

GOAL_COLUMN_KEYS = {
    "expected": "预期目标",
    "adjusted": "调整后目标",
    "reached": "实际完成情况",
}

TEXT_KEYS = {
    "project_content": "实施内容及过程概述",
    "conclusion": "评价结论",
    "problems": "存在问题",
    "reasons": "偏差大或目标未完成原因分析",
    "measures": "改进措施",
    "remark": "备注",
}


@dataclass(frozen=True)
class Column:
    """A column of the official form; `width` in mm."""

    key: str
    title: str
    width: Decimal


@dataclass(frozen=True)
class FundRow:
    """A row of the funds block; only the scored one carries points.

    Attributes:
        parts: the keys of the rows that add up to this one.
    """

    key: str
    title: str
    is_scored: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A column of the funds block or of the goal block."""

    key: str
    title: str


@dataclass(frozen=True)
class TextBlock:
    """A text over the whole width, before or behind the indicators."""

    key: str
    title: str
    is_first: bool = False


FUND_COLUMNS = tuple(
    Heading(key, FUND_COLUMN_KEYS[key]) for key in ("initial", "adjusted", "executed", "points", "rate", "score")
)
GOAL_COLUMNS = tuple(Heading(key, GOAL_COLUMN_KEYS[key]) for key in ("expected", "reached"))


@dataclass(frozen=True)
class Form:
    """Layout of the official table (自评表).

    Attributes:
        header_rows: how many fields of the head stand beside each other, row by row; one each when empty.
        indicators_title: the words that run down beside all indicators, if any.
        notes: printed below the table, word for word.
    """

    title: str
    orientation: str
    columns: tuple[Column, ...]
    fund_rows: tuple[FundRow, ...] = ()
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    fund_title: str = "预算执行（万元）"
    fund_columns: tuple[Heading, ...] = FUND_COLUMNS
    goal_title: str = "年度总体目标"
    goal_columns: tuple[Heading, ...] = GOAL_COLUMNS
    indicators_title: str = ""
    texts: tuple[TextBlock, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def entered_funds(self) -> tuple[FundRow, ...]:
        """Return the rows that are filled in: those that add up to the scored one, or that one alone."""
        return tuple(row for row in self.fund_rows if not row.is_scored and not row.parts) or self.fund_rows

    @property
    def width(self) -> Decimal:
        """Return the width of the whole table in mm."""
        return sum((column.width for column in self.columns), Decimal(0))
