"""How figures are put into words, the same on screens, in checks and in the report. Pure.

>>> from decimal import Decimal
>>> wan(Decimal("18681700"))
'1868.17'
>>> wan_exactly(Decimal("2550252"))
'255.0252万元'
"""

from decimal import Decimal

from perfeval.lib.decimals import plain, round_half_up

from .ratios import Outcome, Ratio

UNKNOWN = "—"
TEN_THOUSAND = Decimal(10000)

_OUTCOMES = {
    Outcome.NOT_APPLICABLE: "不适用（无预算、无支出）",
    Outcome.UNDEFINED: "无法计算（分母为0）",
    Outcome.UNKNOWN: UNKNOWN,
}


def ratio_text(ratio: Ratio) -> str:
    """Return the rate as it is printed: a percentage without trailing zeros, or why there is none."""
    return f"{plain(ratio.percent)}%" if ratio.percent is not None else _OUTCOMES[ratio.outcome]


def wan(amount: Decimal | None) -> str:
    """Return an amount of 元 in 万元 with two decimals, half up."""
    return UNKNOWN if amount is None else f"{round_half_up(amount / TEN_THOUSAND):f}"


def wan_exactly(amount: Decimal) -> str:
    """Return an amount of 元 in 万元 with two decimals or as many more as it has, and the unit."""
    exact = (amount / TEN_THOUSAND).normalize()
    return f"{max(exact, round_half_up(exact), key=_decimals):f}万元"


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)
