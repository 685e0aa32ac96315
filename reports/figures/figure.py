"""A figure that texts can be bound to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST_DECIMALS = 6


class Kind(StrEnum):
    """What a figure measures, and thereby which units it can be written in."""

    MONEY = "金额"
    PERCENT = "比率"
    POINTS = "分数"
    COUNT = "数量"
    TEXT = "文字"


@dataclass(frozen=True)
class Figure:
    """A named value of an evaluation.

    Attributes:
        value: 元, percent, 分, or the figure's own unit; None is not known.
        unit: in which it is written where a text says nothing else.
        places: the most decimals in which it is written then; `is_fixed` writes all of them, as tables do.
        text: what is written instead of a number: a name, a grade, why there is no rate.
        is_core: whether the number may not be typed by hand (scores, totals, grades, rates, the unit's name).
    """

    name: str
    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    places: int = MOST_DECIMALS
    is_fixed: bool = False
    text: str = ""
    is_core: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is anything to write."""
        return self.value is not None or bool(self.text)
