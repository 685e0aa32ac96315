"""What differs between two schemes or two versions of one. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.schemes.spec import Scheme
from indicators.schemes.values import Values, as_values
from indicators.schemes.wording import NONE, called, entry_in_words, in_words, label, labels_in

IDENTITIES = ("key", "name", "min", "max", "low")


@dataclass(frozen=True)
class Difference:
    """One setting that is not the same; in words, for people.

    Attributes:
        place: from the outside in.
    """

    place: tuple[str, ...]
    before: str
    after: str

    def __str__(self) -> str:
        return f"{' / '.join(self.place)}：{self.before} → {self.after}"


def compare(before: Scheme, after: Scheme) -> tuple[Difference, ...]:
    """Return every difference, in the order of the file; nothing when the schemes are equal."""
    return tuple(_in_tables(as_values(before), as_values(after), ()))


def _in_tables(
    before: Mapping[str, Any], after: Mapping[str, Any], place: tuple[str, ...], name: Callable[[str], str] = label
) -> Iterator[Difference]:
    """Compare two tables setting by setting."""
    for key in _union(before, after):
        yield from _in_values(key, before.get(key), after.get(key), (*place, name(key)))


def _in_values(key: str, before: Any, after: Any, place: tuple[str, ...]) -> Iterator[Difference]:
    """Compare two values of one setting."""
    if before == after:
        return
    old, new = _entries(before), _entries(after)
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        yield from _in_tables(before or {}, after or {}, place, labels_in(key))
    elif old is not None and new is not None:
        yield from _in_entries(old, new, place)
    else:
        yield Difference(place, in_words(key, before), in_words(key, after))


def _in_entries(
    before: Mapping[Any, Values], after: Mapping[Any, Values], place: tuple[str, ...]
) -> Iterator[Difference]:
    """Compare two lists entry by entry, and the order of what both have."""
    orders = [[key for key in one if key in other] for one, other in ((before, after), (after, before))]
    if orders[0] != orders[1]:
        yield Difference((*place, "次序"), *("、".join(called(after[key]) for key in order) for order in orders))
    for key in _union(before, after):
        yield from _in_entry(before.get(key), after.get(key), place)


def _in_entry(before: Values | None, after: Values | None, place: tuple[str, ...]) -> Iterator[Difference]:
    """Compare two entries; one that is new or gone is told as a whole, and each entry below it too."""
    if before and after:
        yield from _in_tables(before, after, (*place, called(after)))
        return
    [entry] = filter(None, (before, after))
    words = entry_in_words(entry, leave_out="children")
    here = (*place, called(entry))
    yield Difference(here, words if before else NONE, words if after else NONE)
    below = entry.get("children")
    yield from _in_values("children", below if before else None, below if after else None, (*here, label("children")))


def _entries(value: Any) -> dict[Any, Values] | None:
    """Return the tables of a list by what identifies them, None for what is no such list."""
    if value is None:
        return {}
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        return None
    found = {_identity(entry): entry for entry in value}
    return found if len(found) == len(value) else None


def _identity(entry: Values) -> Any:
    return next((entry[key] for key in IDENTITIES if key in entry), None)


def _union(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Sequence[Any]:
    """Return the keys of both, in order, each once."""
    return list(dict.fromkeys((*before, *after)))
