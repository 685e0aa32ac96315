"""How figures are put into words, the same on screens, in checks and in the report. Pure.

>>> from decimal import Decimal
>>> wan(Decimal("18681700"))
'1868.17'
>>> wan_exactly(Decimal("2550252"))
'255.0252万元'
"""

from collections.abc import Iterable
from decimal import Decimal

from perfeval.lib.decimals import plain, round_half_up

from .ratios import Outcome, Ratio

UNKNOWN = "—"
TEN_THOUSAND = Decimal(10000)

_OUTCOMES = {
    Outcome.NOT_APPLICABLE: "不适用（无预算、无支出）",
    Outcome.UNDEFINED: "无法计算（分母为0）",
    Outcome.NO_BASE: "无可比基数",
    Outcome.UNKNOWN: UNKNOWN,
}


def ratio_text(ratio: Ratio) -> str:
    """Return the rate as it is printed: a percentage without trailing zeros, or why there is none."""
    return f"{plain(ratio.percent)}%" if ratio.percent is not None else _OUTCOMES[ratio.outcome]


def ratio_cell(ratio: Ratio) -> str:
    """Return the rate as a cell of a table prints it: without the bracket, which `cell_note` explains once."""
    return ratio_text(ratio).partition("（")[0]


def cell_note(cells: Iterable[str]) -> str:
    """Return the note of a table that says what the words among its rates mean; empty when there are none."""
    short = {text.partition("（")[0]: text.partition("（")[2].rstrip("）") for text in _OUTCOMES.values()}
    found = set(cells)
    meanings = [f"“{words}”指{meaning}" for words, meaning in short.items() if meaning and words in found]
    return f"注：{'；'.join(meanings)}。" if meanings else ""


def wan(amount: Decimal | None) -> str:
    """Return an amount of 元 in 万元 with two decimals, half up."""
    return UNKNOWN if amount is None else f"{round_half_up(amount / TEN_THOUSAND):f}"


def wan_exactly(amount: Decimal) -> str:
    """Return an amount of 元 in 万元 with two decimals or as many more as it has, and the unit."""
    exact = (amount / TEN_THOUSAND).normalize()
    return f"{max(exact, round_half_up(exact), key=_decimals):f}万元"


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)
