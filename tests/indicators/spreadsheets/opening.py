"""Looking into a workbook."""

from functools import cache
from io import BytesIO

import openpyxl

from indicators.spreadsheets import write_workbook
from tests.indicators.spreadsheets.samples import sample


def opened(table):
    return openpyxl.load_workbook(BytesIO(write_workbook([table])))


@cache
def book(name):
    """Return the workbook of a preset's sample, for tests that only read it."""
    return opened(sample(name))


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def found(sheet, value):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)


def formulas(workbook):
    return [formula for sheet in workbook for formula in formulas_of(sheet)]


def formulas_of(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
