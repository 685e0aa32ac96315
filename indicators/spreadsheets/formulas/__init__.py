"""Scores as formulas of a spreadsheet: one builder per rule, only functions that Excel 2010 knows.

Binary numbers cannot hold most decimals, so a half such as 0.055 may turn out a little less. Every sum is therefore
rounded to `GUARD` decimals first and to the scheme's decimals then; see `rounded`.
"""

from indicators.spreadsheets.formulas.builders import BUILDERS
from indicators.spreadsheets.formulas.language import GUARD, INAPPLICABLE, Formula, choose, quoted, rounded
from indicators.spreadsheets.formulas.leaf import Leaf, Setting, Sum, prepare
from indicators.spreadsheets.formulas.scores import computed, counted, decided, overfulfilled, unusable

__all__ = [
    "BUILDERS",
    "GUARD",
    "INAPPLICABLE",
    "Formula",
    "Leaf",
    "Setting",
    "Sum",
    "choose",
    "computed",
    "counted",
    "decided",
    "overfulfilled",
    "prepare",
    "quoted",
    "rounded",
    "unusable",
]
