"""A text as numbered lines."""

from dataclasses import dataclass
from functools import cached_property

from perfeval.lib.characters import half

UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
LONGEST_LINE = 20_000
MOST_LINES = 20_000
CELL = " | "


class TooLong(ValueError):
    """The text is longer than any report; the message is for people."""


@dataclass(frozen=True)
class Line:
    """One line, counted from 1; `plain` is `text` with half-width characters, each at its own position."""

    number: int
    text: str

    @cached_property
    def plain(self) -> str:
        """The spelling for patterns."""
        return half(self.text)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return "|" in self.plain or "\t" in self.plain

    @property
    def cells(self) -> list[str]:
        """Its cells, where it is a row."""
        return [cell.strip() for cell in self.text.replace("\t", "|").replace("｜", "|").split("|")]


def numbered(text: str) -> tuple[Line, ...]:
    """Return the lines of a text.

    Raises:
        TooLong: it has more or longer lines than any report.
    """
    lines = text.translate(UNSEEN).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise TooLong(f"文字超过{MOST_LINES}行，不像是一份自评报告，请只提供报告本身。")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise TooLong(f"第{number}行超过{LONGEST_LINE}字，请按段落换行后重新提供。")
    return tuple(Line(number, line.rstrip()) for number, line in enumerate(lines, start=1))
