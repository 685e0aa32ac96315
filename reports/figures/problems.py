"""What is wrong with the bound figures of a text: each with its stretch, in Chinese, with the nearest known name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from perfeval.lib.bound import Bound, bound_in, stray_in, written
from perfeval.lib.characters import half

from .catalogue import Catalogue
from .figure import Figure, Kind
from .wording import MONEY_UNITS, WordingError, words

UNITS_BEHIND = (*MONEY_UNITS, "%", "分")
OTHER_WORDS = re.compile(r"分(?:别|成|为|项|解|布|类|值)|人(?:员|次|才)|个(?:人|体|别)")


class Trouble(StrEnum):
    """What kind of fault it is."""

    UNKNOWN = "unknown"
    MISFIT = "misfit"
    MISSING = "missing"


@dataclass(frozen=True)
class Problem:
    """One fault; `expected` is what would be right, `replacement` what the stretch may become at a click."""

    trouble: Trouble
    span: tuple[int, int]
    message: str
    expected: str = ""
    replacement: str | None = None


def problems_in(text: str, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what keeps bound figures of `text`, as it was typed, from being written."""
    for bound in bound_in(text):
        figure = catalogue.find(bound.name)
        yield from _unknown(bound, catalogue) if figure is None else _known(text, bound, figure)
    for span in stray_in(text):
        message = f"有落单的“{text[slice(*span)]}”，请写成“{{{{ 名称 }}}}”，或者删去。"
        yield Problem(Trouble.UNKNOWN, span, message)


def _unknown(bound: Bound, catalogue: Catalogue) -> Iterator[Problem]:
    nearest = catalogue.nearest(bound.name)
    hint = f"是否为“{nearest}”？请改正。" if nearest else "请从可绑定的数字中选择。"
    message = f"绑定的“{bound.name}”不是已有的数字名称，{hint}"
    yield Problem(Trouble.UNKNOWN, bound.span, message, nearest)


def _known(text: str, bound: Bound, figure: Figure) -> Iterator[Problem]:
    try:
        said = words(figure, bound.unit, bound.decimals)
    except WordingError as error:
        yield Problem(Trouble.MISFIT, bound.span, f"绑定的{error}", figure.unit, written(figure.name))
        return
    if not figure.is_known:
        message = f"绑定的“{figure.name}”还没有数值，正文暂显示为“—”，请先填写该数值，或者删去绑定。"
        yield Problem(Trouble.MISSING, bound.span, message)
        return
    yield from _doubled(text, bound, figure, said)


def _doubled(text: str, bound: Bound, figure: Figure, said: str) -> Iterator[Problem]:
    """Yield a unit typed behind a figure that brings its own."""
    rest = half(text[bound.end : bound.end + 12]).lstrip()
    units = (*UNITS_BEHIND, figure.unit) if figure.kind is not Kind.TEXT else ()
    typed = next((unit for unit in units if unit and rest.startswith(unit)), "")
    if typed and said.endswith(_units(figure)) and not OTHER_WORDS.match(rest):
        start = bound.end + text[bound.end :].index(text[bound.end :].lstrip()[0])
        message = f"绑定的“{figure.name}”写出来是“{said}”，已带单位，请删去后面的“{typed}”。"
        yield Problem(Trouble.MISFIT, (bound.start, start + len(typed)), message, said, text[bound.start : bound.end])


def _units(figure: Figure) -> tuple[str, ...]:
    return tuple(MONEY_UNITS) if figure.kind is Kind.MONEY else (figure.unit,)
