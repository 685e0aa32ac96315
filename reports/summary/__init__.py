"""汇总: the evaluations of a supervising department and of the units below it, side by side and summed. Pure.

Amounts are 元, scores 分. Missing is not zero: what a unit has not entered is left out of a sum or mean, and the unit
is named.
"""

from .composing import compose_summary
from .differences import Difference, differences
from .facts import LevelScore, UnitFacts
from .sums import Comparison, Mean, Spread, Sum, Summary, summarise

__all__ = [
    "Comparison",
    "Difference",
    "LevelScore",
    "Mean",
    "Spread",
    "Sum",
    "Summary",
    "UnitFacts",
    "compose_summary",
    "differences",
    "summarise",
]
