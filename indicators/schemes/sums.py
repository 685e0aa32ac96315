"""How the points of a scheme add up while somebody is still writing it. Pure.

>>> sums = add_up([{"name": "产出", "points": Decimal(60), "children": [{"name": "数量", "points": Decimal(55)}]}])
>>> sums.total, sums.remark, sums.blocks[0].remark
(Decimal('60'), '还差 40 分', '还差 5 分')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfeval.lib.decimals import HUNDRED, ZERO, plain


@dataclass(frozen=True)
class Block:
    """A level with what is below it; `points` are None until somebody has said them."""

    name: str
    points: Decimal | None
    blocks: tuple["Block", ...] = ()
    rule: str = ""

    @property
    def total(self) -> Decimal:
        """Return the points of what is below."""
        return sum((block.points or ZERO for block in self.blocks), ZERO)

    @property
    def remark(self) -> str:
        """Return how many points are missing below or too many, nothing where they are right."""
        missing = (self.points or ZERO) - self.total
        if not self.blocks or not missing:
            return ""
        return f"{'还差' if missing > 0 else '多出'} {plain(abs(missing))} 分"


def add_up(levels: Iterable[Mapping[str, Any]]) -> Block:
    """Return all levels under the 100 points that they have to make."""
    return Block("合计", HUNDRED, tuple(map(_block, levels)))


def _block(level: Mapping[str, Any]) -> Block:
    below = tuple(map(_block, level.get("children", ())))
    return Block(level.get("name", ""), level.get("points"), below, level.get("rule", ""))
