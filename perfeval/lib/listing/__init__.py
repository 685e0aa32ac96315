"""A list as a file: its columns declared once, written as CSV or as a workbook, row by row in constant memory."""

from .columns import Column, Listing, Look, Value
from .csv_file import csv_file
from .formulas import FORMULA_STARTS, harmless, unmarked
from .workbook import LONGEST_TEXT, workbook

__all__ = [
    "FORMULA_STARTS",
    "LONGEST_TEXT",
    "Column",
    "Listing",
    "Look",
    "Value",
    "csv_file",
    "harmless",
    "unmarked",
    "workbook",
]
