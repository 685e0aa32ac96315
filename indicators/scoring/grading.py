"""等级: the grade of a total, rounded first and graded then."""

from collections.abc import Sequence
from decimal import Decimal

from indicators.scoring.conventions import DEFAULT, Cutoff
from perfeval.lib.decimals import round_half_up


def grade(total: Decimal, cutoffs: Sequence[Cutoff] = DEFAULT.cutoffs, decimals: int = 2) -> str:
    """Return the grade whose lower bound (included) the rounded total has reached.

    >>> grade(Decimal("89.995")), grade(Decimal("89.99"))
    ('优', '良')
    """
    rounded = round_half_up(total, decimals)
    ordered = sorted(cutoffs, key=lambda cutoff: cutoff.minimum, reverse=True)
    return next((cutoff.name for cutoff in ordered if rounded >= cutoff.minimum), "")
