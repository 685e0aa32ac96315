"""What is wrong with a table, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_FOUND = 60


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        message: what is wrong and what to do.
        sheet, cell: where; empty when the whole file or sheet is meant.
        found: what stands there.
        expected: what should.
    """

    message: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    expected: str = ""

    @property
    def where(self) -> str:
        """The place in words."""
        return f"工作表“{self.sheet}”{self.cell}" if self.sheet else self.cell

    def __str__(self) -> str:
        return f"{self.where}：{self.message}" if self.where else self.message


class Unreadable(Exception):
    """The file cannot be read as a table; `problems` says all that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("".join(map(str, problems)))
        self.problems: Sequence[Problem] = problems


def refuse(message: str, sheet: str = "", cell: str = "") -> Unreadable:
    """Return the refusal of a file for one reason."""
    return Unreadable(Problem(message, sheet, cell))


def shortened(text: str) -> str:
    """Return a text as it is quoted in a message."""
    return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}…"
