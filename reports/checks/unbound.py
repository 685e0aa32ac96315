"""The numbers of an evaluation's prose: which could be bound, which have a source, which have neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reports.figures.numbers import Number, key_of, numbers_in
from reports.figures.offers import Offer, offers_for
from reports.snapshot import Snapshot

from .texts import PROMISED, Text, figures_for, own_leaf, public_texts

NO_PROSE = {
    *("name", "target_text", "actual_text", "standard", "source", "method", "adjustment_document", "approval"),
    *("document", "surveyed", "proof", "implementer", "expected", "goal_expected", "measure", "measures", PROMISED),
}
"""Names, documents, and what is planned: numbers there are no results that a text repeats."""


class State(StrEnum):
    """How a typed number is accounted for."""

    FREE = "自由数字"
    SOURCED = "以指标的数据来源为出处"
    OPEN = "未绑定"


@dataclass(frozen=True)
class Reading:
    """One typed number with its place and its source."""

    text: Text
    number: Number
    state: State
    snapshot: Snapshot
    source: str = ""

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The figures that it equals; the ledger asks for them, and no check."""
        leaf = own_leaf(self.text, self.snapshot)
        figures = figures_for(self.text, self.snapshot)
        return tuple(offers_for(self.number, self.text.typed, figures, leaf.name if leaf else ""))

    @property
    def around(self) -> tuple[str, str]:
        """A few words before and behind it, as they are printed."""
        printed, (start, end) = self.text.content, self.text.printed_span(self.number.span)
        return printed[max(start - 14, 0) : start], printed[end : end + 10]


def readings(snapshot: Snapshot) -> Iterator[Reading]:
    """Yield the numbers of all prose, in the order of the entry screens."""
    free = {key_of(facts.words): facts.source for facts in snapshot.free_figures}
    found = [
        (text, number)
        for text in public_texts(snapshot)
        if text.field not in NO_PROSE
        for number in numbers_in(text.typed)
        if number.unit
    ]
    sources = _sources(found, snapshot)
    for text, number in found:
        yield _reading(text, number, snapshot, free, sources)


def _sources(found: list[tuple[Text, Number]], snapshot: Snapshot) -> dict[str, str]:
    """Return where the numbers of indicators come from; said elsewhere, the same number comes from there as well."""
    leaves = ((number.key, own_leaf(text, snapshot)) for text, number in found)
    return {key: leaf.source.strip() for key, leaf in leaves if leaf and leaf.source.strip()}


def _reading(text: Text, number: Number, snapshot: Snapshot, free: dict[str, str], sources: dict[str, str]) -> Reading:
    if number.key in free:
        return Reading(text, number, State.FREE, snapshot, free[number.key])
    source = sources.get(number.key, "")
    return Reading(text, number, State.SOURCED if source else State.OPEN, snapshot, source)
