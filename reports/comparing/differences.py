"""Holding two snapshots against each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reports.snapshot import Snapshot

from .values import SUMMARY, TEXTS, Place, Value, values_of
from .words import Named, Run, word_differences

OWN_TITLES = {SUMMARY: "得分", TEXTS: "报告文字"}


@dataclass(frozen=True)
class Difference:
    """One value that is not the same in both versions; an empty side was not there or not filled in.

    A number that was typed before and is bound now differs, although both read the same.
    """

    place: Place
    title: str
    label: str
    old: str
    new: str
    old_bound: tuple[Named, ...] = ()
    new_bound: tuple[Named, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Both sides word by word."""
        return word_differences(self.old, self.new, self.old_bound, self.new_bound)


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
        earlier = old.pop(value.place, replace(value, text="", bound=()))
        if (earlier.text, earlier.bound) != (value.text, value.bound):
            yield _difference(earlier, value)
    for value in old.values():
        if value.text:
            yield _difference(value, replace(value, text="", bound=()))


def _difference(earlier: Value, later: Value) -> Difference:
    sides = (earlier.text, later.text, earlier.bound, later.bound)
    return Difference(later.place, later.title, later.label, *sides)
