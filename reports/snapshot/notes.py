"""What is said beside a report (说明和提示): the reasons given and the hints that are left; no person is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from .indicators import IndicatorFacts

KEY_POINTS = Decimal(5)
"""From how many points an indicator is a key one (主要指标), of whose data the report gives an account."""
COMPUTED = "execution"


@dataclass(frozen=True)
class NoteFacts:
    """What the findings of one check have in common: how many there are, and where the first of them lie."""

    check_id: str
    title: str
    severity: str
    count: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerFacts:
    """One answer (说明、豁免、误报) to some findings; `valid_until` is the last day of an exemption."""

    kind: str
    reason: str
    valid_until: date | None = None
    about: tuple[NoteFacts, ...] = ()


@dataclass(frozen=True)
class NotesFacts:
    """The annex 说明和提示."""

    answers: tuple[AnswerFacts, ...] = ()
    hints: tuple[NoteFacts, ...] = ()


class _Tree(Protocol):
    def leaves(self) -> Iterator[IndicatorFacts]: ...


def key_indicators(tree: _Tree) -> Iterator[IndicatorFacts]:
    """Yield the indicators that the unit fills in, count this year and weigh most."""
    for leaf in tree.leaves():
        if leaf.is_applicable and leaf.rule != COMPUTED and leaf.points >= KEY_POINTS:
            yield leaf
