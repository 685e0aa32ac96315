"""What a list says of each row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any

Value = str | int | Decimal | date | None


class Look(StrEnum):
    """How a number is shown; texts, days and times show themselves."""

    PLAIN = "plain"
    POINTS = "points"
    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True)
class Column:
    """One column: `source` is the path of an attribute, or a function of the row; `width` is in digits."""

    title: str
    source: str | Callable[[Any], Value]
    width: float = 14
    look: Look = Look.PLAIN

    @cached_property
    def read(self) -> Callable[[Any], Value]:
        """The function that takes the value out of a row."""
        return attrgetter(self.source) if isinstance(self.source, str) else self.source


@dataclass(frozen=True)
class Listing:
    """One list of the application.

    Attributes:
        kind: the model whose rows it shows, as the log names it when the list is taken away.
        key: tells it from other lists of the same page.
    """

    title: str
    kind: str
    columns: tuple[Column, ...]
    key: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(column.title for column in self.columns)

    def lines(self, rows: Iterable[Any]) -> Iterator[tuple[Value, ...]]:
        """Yield the values of each row; a truth value is a word.

        Raises:
            TypeError: a value is of a kind that no cell can hold exactly.
        """
        readers = [column.read for column in self.columns]
        for row in rows:
            yield tuple(_checked(read(row)) for read in readers)


def _checked(value: Any) -> Value:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    raise TypeError(f"A list cannot show {type(value).__name__}.")
