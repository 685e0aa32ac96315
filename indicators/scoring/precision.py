"""小数位数: points, and scores that a person says, have at most the decimals of the scheme. Pure.

>>> too_fine("分值", Decimal("4.55"), 1)
'分值 4.55 应当最多有 1 位小数，请改正。'
>>> too_fine("分值", Decimal("4.50"), 1)
''
"""

from decimal import Decimal

from perfeval.lib.decimals import plain, round_half_up


def too_fine(what: str, value: Decimal, decimals: int) -> str:
    """Return what to do about a number with more decimals than the scheme has, nothing about any other."""
    if value == round_half_up(value, decimals):
        return ""
    return f"{what} {plain(value)} 应当最多有 {decimals} 位小数，请改正。"
