"""Numbers that people have typed in prose, and the figures that they equal.

Years, dates, document numbers, ordinals, telephone lines and what stands in 《》 are no numbers in this sense.
Counts and points below ten without decimals are everyday words (3个工作日, 4个小区): almost any of them equals some
figure by chance.

>>> [number.words for number in numbers_in("2022年3月，东财绩〔2020〕3号：支出1868.17万元，325户443人，率98.5%。")]
['1868.17万元', '325户', '443人', '98.5%']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfeval.lib.bound import masked
from perfeval.lib.characters import half

from .wording import MONEY_UNITS

SMALLEST_COUNT = 10
MANY_TEXTS = 4096
DIGITS = r"(?<![\d.A-Za-z])(?P<digits>\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,15})(?P<fraction>\.\d{1,8})?(?!\d|\.\d)"
MEASURES = (
    "亿元|万元|元|%|分(?!之|钟|别|成|为|类|项|布|批|解)|人次|平方米|公里|份|户|人|件|起|个(?!月|工作日)|项|名|家|例|宗"
    "|笔|条|次|处|场|期|所|套|台|辆|吨|亩|盏|株|批|篇|册|张|间|栋|米"
)
NUMBER = re.compile(rf"{DIGITS}\s?(?P<vague>万?[余多])?(?P<unit>{MEASURES})?")
BEFORE = re.compile(r"(?:第|[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?|[-—/]|No\.?)\s?$")
LISTED = re.compile(r"(?:^|[\n。;；])\s*\(?$")
QUOTED = re.compile(r"《[^》\n]{1,80}》|〔[^〕\n]{1,20}〕\s*\d+")
CALENDAR = re.compile(r"\s*(?:个月|个工作日|个季度|年|月(?!均)|日|时|号|届|级|热线|平台|楼|室|路|[-—/:]\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
LIST_END = re.compile(r"\s*(?:[、)]|\.(?!\d))")


@dataclass(frozen=True)
class Number:
    """A typed number with its unit; `is_vague` says that it is about as much (80万余元)."""

    words: str
    value: Decimal
    decimals: int
    unit: str
    start: int
    end: int
    is_vague: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def key(self) -> str:
        """What tells it from other numbers, however blanks and thousands are typed."""
        return key_of(self.words)

    @property
    def is_everyday(self) -> bool:
        """Whether it is so small a count that it says nothing by itself, or a nought."""
        is_money = self.unit in (*MONEY_UNITS, "%")
        return not self.value or (not is_money and not self.decimals and self.value < SMALLEST_COUNT)


def key_of(words: str) -> str:
    """Return a number with its unit in one spelling."""
    return half(words).replace(",", "").replace(" ", "")


@lru_cache(MANY_TEXTS)
def plain_of(text: str) -> str:
    """Return a text as it was typed in half-width spelling, its bound figures blanked out; all places stay."""
    return half(masked(text))


@lru_cache(MANY_TEXTS)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text as it was typed, outside its bound figures, but for everyday ones."""
    return tuple(number for number in all_numbers_in(text) if not number.is_everyday)


@lru_cache(MANY_TEXTS)
def all_numbers_in(text: str) -> tuple[Number, ...]:
    """Return them with everyday ones, for those who ask what a number is called.

    Several checks ask for them at every save, when nearly all texts are those of the save before: the last are kept.
    """
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    plain = QUOTED.sub(lambda found: "＿" * len(found[0]), plain_of(text))
    for found in NUMBER.finditer(plain):
        if not _is_other(plain, found):
            yield _number(text, found)


def _number(text: str, found: re.Match[str]) -> Number:
    fraction = found["fraction"] or ""
    value = Decimal(found["digits"].replace(",", "") + fraction)
    start, end = found.span()
    words = text[start:end].rstrip()
    decimals = max(len(fraction) - 1, 0)
    return Number(words, value, decimals, found["unit"] or "", start, start + len(words), bool(found["vague"]))


def _is_other(plain: str, found: re.Match[str]) -> bool:
    """Whether the digits are a date, an ordinal or part of a name."""
    before = plain[max(found.start() - 12, 0) : found.start()]
    is_year = not found["unit"] and bool(YEAR.fullmatch(found[0].strip()))
    is_listed = bool(LISTED.search(before) and LIST_END.match(plain, found.end()))
    return (
        is_year
        or is_listed
        or bool(BEFORE.search(before))
        or (not found["unit"] and bool(CALENDAR.match(plain, found.end())))
    )
