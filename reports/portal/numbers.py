"""The index number (索引号) by which a report is known: our own, or the one that the receiving portal has given it."""

from collections.abc import Sequence

from ..editions.index_number import own_number
from ..models import Edition
from .rows import current_of


def number_of(row: Edition) -> str:
    """Return the number of a row of `rows.editions`: as assigned by the portal, or else our own."""
    return row.assigned_number or own_number(row.evaluation)  # type: ignore[attr-defined]


def number_of_report(rows: Sequence[Edition]) -> str:
    """Return the number of a report: that of its edition in force, or else the latest one that is known."""
    current = current_of(rows)
    first = [current] if current else []
    return next((number for row in [*first, *rows] if (number := number_of(row))), "")
