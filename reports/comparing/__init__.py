"""What differs between two versions of an evaluation: values and texts, word by word. Pure."""

from .differences import Difference, PartDifferences, by_part, differences
from .values import Place, Value, values_of
from .words import Run, Side, word_differences

__all__ = [
    "Difference",
    "PartDifferences",
    "Place",
    "Run",
    "Side",
    "Value",
    "by_part",
    "differences",
    "values_of",
    "word_differences",
]
