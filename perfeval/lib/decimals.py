"""Exact decimal numbers: one rounding (half up), one way to split, one way to print.

>>> round_half_up(Decimal("9.8053"))
Decimal('9.81')
>>> apportion(Decimal(10), [Decimal(1), Decimal(1), Decimal(1)])
[Decimal('3.34'), Decimal('3.33'), Decimal('3.33')]
>>> plain(Decimal("1.50E+2"))
'150'
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
WHOLE_DIGITS = 15
FRACTION_DIGITS = 20
REMAINDER_DIGITS = 15
SETTLED = Context(prec=24, rounding=ROUND_HALF_UP)


def exact(value: object) -> Decimal:
    """Return the number exactly as it was written.

    Raises:
        ValueError: it is not a finite number (truth values are no numbers), or one that nobody measures.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float | str):
        raise ValueError(f"“{value}”不是数字")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError(f"“{value}”不是数字") from None
    if not number.is_finite():
        raise ValueError(f"“{value}”不是有限的数字")
    _check_digits(number)
    return number


def _check_digits(number: Decimal) -> None:
    """Refuse numbers so long that sums with them could not be kept exact."""
    places = number.as_tuple().exponent
    if number.adjusted() >= WHOLE_DIGITS or -int(places) > FRACTION_DIGITS:
        raise ValueError(f"数字过长（整数最多 {WHOLE_DIGITS} 位，小数最多 {FRACTION_DIGITS} 位）")


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round to `places` decimals, a half away from zero (四舍五入)."""
    return value.quantize(_unit(places), rounding=ROUND_HALF_UP)


@cache
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def settled(value: Decimal) -> Decimal:
    """Return the result of several operations without the last digits, in which a division without end has left traces.

    >>> rate = Decimal(1) / 66
    >>> rate * 363, settled(rate * 363)
    (Decimal('5.499999999999999999999999999'), Decimal('5.50000000000000000000000'))
    """
    return SETTLED.plus(value)


def apportion(total: Decimal, weights: Sequence[Decimal], places: int = 2) -> list[Decimal]:
    """Split `total` in proportion to `weights` so that the rounded parts add up to it.

    The largest remainders get the missing units; ties go to the earlier part.
    """
    whole = sum(weights, ZERO)
    if whole <= 0:
        raise ValueError("The weights must add up to more than zero.")
    unit = _unit(places)
    ideal = [total * weight / whole for weight in weights]
    parts = [share.quantize(unit, rounding=ROUND_DOWN) for share in ideal]
    missing = int((total - sum(parts, ZERO)) / unit)
    by_remainder = sorted(range(len(parts)), key=lambda i: (round(parts[i] - ideal[i], REMAINDER_DIGITS), i))
    for index in by_remainder[:missing]:
        parts[index] += unit
    return parts


def plain(value: Decimal) -> str:
    """Return the number in digits, without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
