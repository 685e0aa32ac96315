"""Holding two snapshots against each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.snapshot import Snapshot

from .values import SUMMARY, TEXTS, Place, Value, values_of
from .words import Run, word_differences

OWN_TITLES = {SUMMARY: "得分", TEXTS: "报告文字"}


@dataclass(frozen=True)
class Difference:
    """One value that is not the same in both versions; an empty side was not there or not filled in."""

    place: Place
    title: str
    label: str
    old: str
    new: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """Both sides word by word."""
        return word_differences(self.old, self.new)


@dataclass(frozen=True)
class PartDifferences:
    """What differs in one part of the entry."""

    title: str
    differences: tuple[Difference, ...]


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Return every value that differs, in the order of entry; what is gone follows what is new in its part."""
    return tuple(_differences(before, after))


def by_part(found: Iterable[Difference], titles: Mapping[str, str]) -> tuple[PartDifferences, ...]:
    """Return the differences grouped by part; `titles` names the parts of entry in their order."""
    groups: dict[str, list[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.place.part, []).append(difference)
    known = OWN_TITLES | dict(titles)
    return tuple(PartDifferences(title, tuple(groups[key])) for key, title in known.items() if key in groups)


def _differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    old = {value.place: value for value in values_of(before)}
    for value in values_of(after):
        earlier = old.pop(value.place, None)
        text = earlier.text if earlier else ""
        if text != value.text:
            yield _difference(value, text, value.text)
    for value in old.values():
        if value.text:
            yield _difference(value, value.text, "")


def _difference(value: Value, old: str, new: str) -> Difference:
    return Difference(value.place, value.title, value.label, old, new)
