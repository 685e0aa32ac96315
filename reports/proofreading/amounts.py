"""Amounts as they are written in texts. Pure; values are 元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.lib.decimals import ONE

IN_YUAN = {"元": ONE, "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
AMOUNT = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,14}(?:\.\d{1,6})?)\s*(?P<unit>亿元|万元|元)"
)


@dataclass(frozen=True)
class Written:
    """One amount of a text: `step` is the smallest amount that its digits can tell apart."""

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal

    def is_about(self, amount: Decimal) -> bool:
        """Whether it is `amount`, rounded or cut off as it is written."""
        return abs(self.value - amount) < self.step


def amounts(plain: str) -> Iterator[Written]:
    """Yield every amount of a text.

    >>> [(found.text, found.value) for found in amounts("执行1,868.17万元")]
    [('1,868.17万元', Decimal('18681700.00'))]
    """
    for found in AMOUNT.finditer(plain) if "元" in plain else ():
        number, scale = Decimal(found["number"].replace(",", "")), IN_YUAN[found["unit"]]
        step = ONE.scaleb(int(number.as_tuple().exponent)) * scale
        yield Written(*found.span(), found[0], number * scale, step)
