"""One cell as it was found: where, what kind, and what a person would have typed there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfeval.lib.decimals import HUNDRED, plain

LETTERS = 26


class CellKind(StrEnum):
    """What stands in a cell; empty cells are not there at all."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    ERROR = "error"


class Cell(NamedTuple):
    """A cell that holds something; rows and columns are counted from 1.

    `value` is a text, a number, a share of 1 (PERCENT), a day (or moment), a truth value, the formula without its
    equals sign, or the name of the error.
    """

    row: int
    column: int
    kind: CellKind
    value: str | Decimal | date | bool

    @property
    def address(self) -> str:
        """The cell as people name it, such as B5."""
        return address(self.row, self.column)

    @property
    def text(self) -> str:
        """What a person would have typed."""
        value = self.value
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Decimal):
            return f"{plain(value * HUNDRED)}%" if self.kind is CellKind.PERCENT else plain(value)
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M:%S}"
        return value.isoformat() if isinstance(value, date) else value


class Row(NamedTuple):
    """A row that holds something, with its cells from left to right."""

    number: int
    cells: Sequence[Cell]


def address(row: int, column: int) -> str:
    """Return how people name a cell.

    >>> address(5, 2), address(1, 28)
    ('B5', 'AB1')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def column_number(letters: str) -> int:
    """Return which column the letters name.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
