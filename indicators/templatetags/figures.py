"""Figures in words, on every screen the same."""

from decimal import Decimal

from django import template

from departments import wording
from departments.ratios import Ratio
from perfeval.lib.decimals import plain

register = template.Library()
register.filter("wan", wording.wan)
register.filter("ratio_text", wording.ratio_text)


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Return an amount of 元 in digits."""
    return wording.UNKNOWN if amount is None else plain(amount)


@register.filter
def points(value: Decimal | None) -> str:
    """Return planned points without trailing zeros."""
    return wording.UNKNOWN if value is None else plain(value)


@register.filter
def score(value: Decimal | None) -> str:
    """Return what was reached, with the decimals to which the scheme rounds."""
    return wording.UNKNOWN if value is None else f"{value:f}"


@register.filter
def named(ratios: dict[str, Ratio], names: str) -> list[Ratio]:
    """Return the ratios with these names, which blanks part."""
    return [ratios[name] for name in names.split()]
