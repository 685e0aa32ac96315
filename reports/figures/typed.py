"""Scores, totals, grades, rates and the unit's name that were typed where a figure could be bound.

What is said of another year, or of a target, is not the figure of this evaluation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from perfeval.lib.bound import masked, written
from perfeval.lib.characters import half

from .catalogue import MANY_NAMES, Catalogue
from .figure import Figure, Kind
from .numbers import Number, all_numbers_in, numbers_in, plain_of
from .offers import binding, equals
from .wording import words

TOTAL, GRADE, NAME = "总得分", "等级", "单位名称"
TOTAL_LEAD = re.compile(
    r"(?:自评|综合|最终|评价|评定|总)(?:得|评)?分(?:数|值)?(?:合计|共计|总计)?(?:为|是|达到|达|得|:|\s)*$"
)
GRADED = re.compile(
    r"(?:等级|等次|评定)(?:评定)?(?:结果)?(?:为|是|:|\s)*[“\"]?(?P<grade>优秀|良好|中等|较差|优|良|中|差)(?=[”\"。,;级等)]|$)"
)
RATED = r"(?:全年|本年度?|实际)?(?:为|是|达到|达|:|\s)*$"
OTHER = re.compile(
    r"(?:上年|去年|上一年|往年|同期|目标|计划|不低于|不高于|不超过|至少|预期|力争|要求|指标值|(?:19|20)\d\d年)[^。;,]*$"
)
TITLES = re.compile(r"《[^》\n]{1,80}》")
SENTENCE = re.compile(r"[。;；!！?？\n]")
BEFORE = 40


@dataclass(frozen=True)
class Typed:
    """A stretch that repeats a figure by hand; `is_same` says whether it agrees with it."""

    span: tuple[int, int]
    figure: Figure
    is_same: bool
    replacement: str | None

    @property
    def value(self) -> str:
        """What the figure says."""
        return words(self.figure)


def typed_total(text: str, catalogue: Catalogue) -> Iterator[Typed]:
    """Yield totals and grades of this evaluation that were typed."""
    total, grade = catalogue.find(TOTAL), catalogue.find(GRADE)
    plain = plain_of(text)
    for number in numbers_in(text):
        lead = _lead(plain, number.start)
        if (
            total
            and total.is_known
            and number.unit in ("分", "")
            and TOTAL_LEAD.search(lead)
            and not OTHER.search(lead)
        ):
            yield Typed(number.span, total, total.value == number.value, written(TOTAL))
    for found in GRADED.finditer(plain):
        lead = _lead(plain, found.start())
        if grade and grade.is_known and not OTHER.search(lead):
            yield Typed(found.span("grade"), grade, found["grade"] == grade.text, written(GRADE))


def typed_rates(text: str, catalogue: Catalogue) -> Iterator[Typed]:
    """Yield numbers behind the name of a rate or score of the catalogue; named, 6分 is no everyday number."""
    plain = plain_of(text)
    for number in all_numbers_in(text):
        lead = _lead(plain, number.start)
        figure = _named_before(lead, catalogue) if number.unit in ("%", "分") and not OTHER.search(lead) else None
        if figure and figure.value is not None and figure.name != TOTAL:
            is_same = equals(number, figure)
            yield Typed(number.span, figure, is_same, binding(number, figure) if is_same else None)


def own_rates(text: str, figure: Figure) -> Iterator[Typed]:
    """Yield numbers that repeat the rate that an indicator has reached, in a text about it."""
    plain = plain_of(text)
    for number in numbers_in(text):
        if figure.kind is Kind.PERCENT and equals(number, figure) and not _is_other(plain, number):
            yield Typed(number.span, figure, is_same=True, replacement=binding(number, figure))


def typed_names(text: str, catalogue: Catalogue) -> Iterator[Typed]:
    """Yield where the unit's whole name was typed, but for titles of documents."""
    figure = catalogue.find(NAME)
    if figure and figure.text and figure.text in text:
        plain = TITLES.sub(lambda found: "＿" * len(found[0]), masked(text))
        for found in re.finditer(re.escape(figure.text), plain):
            yield Typed(found.span(), figure, is_same=True, replacement=written(NAME))


def _named_before(lead: str, catalogue: Catalogue) -> Figure | None:
    """Return the rate or score whose name stands right before the number, the longest name first."""
    said = re.sub(RATED, "", lead).rstrip("”")
    named = (figure for figure in catalogue.core if said.endswith(_plain(figure.name)))
    return max(named, key=lambda figure: len(figure.name), default=None)


@lru_cache(MANY_NAMES)
def _plain(name: str) -> str:
    return half(name).strip("“”")


def _is_other(plain: str, number: Number) -> bool:
    return bool(OTHER.search(_lead(plain, number.start)))


def _lead(plain: str, start: int) -> str:
    """Return what stands before a place in its sentence."""
    return SENTENCE.split(plain[max(start - BEFORE, 0) : start])[-1]
