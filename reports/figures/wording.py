"""From a figure to the words that a text shows: rounded half up once, the unit always behind the number.

>>> executed = Figure("全年执行数", Kind.MONEY, Decimal("18681700"), "万元", 2, is_fixed=True)
>>> words(executed), words(executed, "元"), words(executed, "亿元", "4")
('1868.17万元', '18681700元', '0.1868亿元')
"""

from decimal import Decimal

from departments.wording import UNKNOWN
from perfeval.lib.characters import half
from perfeval.lib.decimals import ZERO, plain, round_half_up

from .figure import MOST_DECIMALS, Figure, Kind

MONEY_UNITS = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100000000)}
YUAN_DECIMALS = 2


class WordingError(ValueError):
    """A figure cannot be written as asked; the message says why and how it can."""


def units_of(figure: Figure) -> tuple[str, ...]:
    """Return the units that a figure can be written in."""
    if figure.kind is Kind.MONEY:
        return tuple(MONEY_UNITS)
    return (figure.unit,) if figure.unit else ()


def words(figure: Figure, unit: str = "", decimals: str = "") -> str:
    """Return what stands in the text, — where the value is not known.

    Raises:
        WordingError: the unit does not fit, or the number of decimals is none.
    """
    unit = unit or figure.unit
    places = _places(figure, unit, decimals)
    if figure.text:
        return figure.text
    if figure.value is None:
        return UNKNOWN
    return f"{number(figure, unit, places)}{unit}"


def number(figure: Figure, unit: str, places: int | None) -> str:
    """Return the digits of a known figure in one of its units; `places` None is its own way of writing."""
    value = figure.value or ZERO
    if figure.kind is Kind.MONEY:
        value /= MONEY_UNITS[unit]
    if places is not None:
        return f"{round_half_up(value, places):f}"
    if unit != figure.unit:
        return plain(round_half_up(value, YUAN_DECIMALS if unit == "元" else MOST_DECIMALS))
    rounded = round_half_up(value, figure.places)
    return f"{rounded:f}" if figure.is_fixed else plain(rounded)


def _places(figure: Figure, unit: str, decimals: str) -> int | None:
    """Return how many decimals were asked for, None where nothing was said."""
    allowed = units_of(figure)
    if unit and unit not in allowed:
        can = f"只能写作{'、'.join(allowed)}" if allowed else "不带单位"
        raise WordingError(f"“{figure.name}”是{figure.kind.value}，不能写作“{unit}”，{can}。")
    if not decimals:
        return None
    if figure.kind is Kind.TEXT:
        raise WordingError(f"“{figure.name}”是文字，没有小数位数。")
    digits = half(decimals)
    if len(digits) > 1 or digits not in "0123456":
        raise WordingError(f"小数位数“{decimals}”不对，请写0至{MOST_DECIMALS}之间的整数。")
    return int(digits)
