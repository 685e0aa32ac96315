"""Which figures a typed number equals, after units and rounding, and how it would be written as a bound figure."""

from dataclasses import dataclass
from decimal import Decimal

from perfeval.lib.bound import written
from perfeval.lib.characters import half
from perfeval.lib.decimals import round_half_up

from .catalogue import Catalogue
from .figure import MOST_DECIMALS, Figure, Kind
from .numbers import Number, key_of
from .wording import MONEY_UNITS, words

SIGNIFICANT = 3
AROUND = 40
MOST = 3
COMMON = {Decimal(100), Decimal(1)}


@dataclass(frozen=True)
class Offer:
    """A figure that a number equals; `binding` is what the number may become."""

    figure: Figure
    binding: str


def equals(number: Number, figure: Figure) -> bool:
    """Whether the number is the figure as it would be written with that unit and as many decimals.

    An exact equality always counts; a rounded one only from three digits on: 2万元 is nearly every small amount.
    """
    if figure.value is None or figure.text or number.is_vague or number.decimals > MOST_DECIMALS:
        return False
    unit = _unit(number, figure)
    if unit is None:
        return False
    value = figure.value / MONEY_UNITS[unit] if figure.kind is Kind.MONEY else figure.value
    is_precise = len(number.value.as_tuple().digits) >= SIGNIFICANT
    return value == number.value or (is_precise and round_half_up(value, number.decimals) == number.value)


def offers_for(number: Number, text: str, catalogue: Catalogue, own: str = "") -> list[Offer]:
    """Return the figures that a number of `text` equals: those named before it, else all.

    A number that very many figures have (100%) is offered only where its sentence names one of them; of an amount the
    totals come first. `own` is the name of the indicator that the text is about.
    """
    found = [figure for figure in catalogue.measured_in(number.unit) if equals(number, figure)]
    lead = half(text[max(number.start - AROUND, 0) : number.start])
    named = [figure for figure in found if figure.name == own or _is_named(figure, lead)]
    if number.value in COMMON or (len(found) > MOST and number.unit not in MONEY_UNITS):
        found = named
    ranked = sorted(named or found, key=lambda figure: figure.name != own)
    return [Offer(figure, binding(number, figure)) for figure in ranked[:MOST]]


def binding(number: Number, figure: Figure) -> str:
    """Return the bound figure that prints what was typed, in the shortest way."""
    if key_of(words(figure)) == number.key:
        return written(figure.name)
    return written(figure.name, number.unit or figure.unit, number.decimals)


def _unit(number: Number, figure: Figure) -> str | None:
    """Return the unit in which both are compared, None where they measure different things."""
    if figure.kind is Kind.MONEY:
        return number.unit if number.unit in MONEY_UNITS else None
    return figure.unit if number.unit and number.unit == figure.unit else None


def _is_named(figure: Figure, lead: str) -> bool:
    return half(figure.name).strip("“”") in lead
