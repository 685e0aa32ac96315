"""All scoring rules, one module per family; importing the package registers them."""

from indicators.scoring.registry import RULES
from indicators.scoring.rules import (
    banded,
    checklist,
    equal,
    execution,
    formula,
    judged,
    positive,
    reverse,
    step,
)

__all__ = [
    "RULES",
    "banded",
    "checklist",
    "equal",
    "execution",
    "formula",
    "judged",
    "positive",
    "reverse",
    "step",
]
