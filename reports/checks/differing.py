"""By how much what is written differs from what is expected, where both are numbers of one measure.

>>> difference_of("96.8分", "自评总得分为98分"), difference_of("1868.17万元", "18661700元")
('多1.2分', '少2万元')
>>> difference_of("100%", "98.5%"), difference_of("2022年度", "2021年度"), difference_of("不超过37", "40")
('少1.5个百分点', '', '')
"""

import re
from decimal import Decimal

from perfeval.lib.characters import half
from perfeval.lib.decimals import plain
from reports.figures.wording import MONEY_UNITS

NUMBER = r"(?P<number>-?\d{1,15}(?:\.\d{1,8})?)"
MEASURED = re.compile(rf"(?<![\d.至到过于低高]){NUMBER}\s?(?P<unit>亿元|万元|元|分|%|人|名|户|个|项|次|件|份|家|处)$")
ALONE = re.compile(rf"{NUMBER}(?P<unit>)")
IN_WORDS = {"%": "个百分点"}

Measure = tuple[Decimal, str]


def difference_of(expected: str, actual: str) -> str:
    """Return by how much `actual` is more (多) or less (少), in the unit of `expected`, if they are comparable."""
    wanted, found = _measure(expected), _measure(actual)
    if wanted is None or found is None:
        return ""
    difference = _in_unit(found, wanted[1])
    if difference is None or difference == wanted[0]:
        return ""
    more = difference - wanted[0]
    return f"{'多' if more > 0 else '少'}{plain(abs(more))}{IN_WORDS.get(wanted[1], wanted[1])}"


def _measure(words: str) -> Measure | None:
    """Return the number that the words are or end with, and its unit."""
    said = half(words).replace(",", "").strip('“”" 。')
    match = ALONE.fullmatch(said) or MEASURED.search(said)
    return (Decimal(match["number"]), match["unit"]) if match else None


def _in_unit(measure: Measure, unit: str) -> Decimal | None:
    number, own = measure
    if own in MONEY_UNITS and unit in MONEY_UNITS:
        return number * MONEY_UNITS[own] / MONEY_UNITS[unit]
    return number if own == unit else None
