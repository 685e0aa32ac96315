"""The score that the text below an indicator states."""

from collections.abc import Sequence
from decimal import Decimal

from .lines import Line
from .patterns import FULL_SCORE, SCORE, SURE_SCORE, number


class Ambiguous(ValueError):
    """The text states several scores; the message says which."""


def score(body: Sequence[Line], points: Decimal | None) -> tuple[Decimal, Line] | None:
    """Return the stated score and its line, None where none is stated.

    Raises:
        Ambiguous: several different scores are stated.
    """
    for pattern in (SURE_SCORE, SCORE):
        found = {number(match[1]): line for line in body for match in pattern.finditer(line.plain)}
        if len(found) > 1:
            raise Ambiguous("、".join(f"{value}分" for value in found))
        if found:
            return next(iter(found.items()))
    full = next((line for line in body if FULL_SCORE.search(line.plain)), None)
    return (points, full) if full and points is not None else None
