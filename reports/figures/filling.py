"""Bound figures become words: in one text with a record of what stood where, and in all texts of a snapshot."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from decimal import Decimal
from operator import is_not
from typing import Any

from perfeval.lib.bound import Bound, bound_in, may_hold
from reports.snapshot import CarriedFacts, OriginalFacts, ProjectFacts, SchemeFacts, Snapshot

from .catalogue import Catalogue, catalogue_of
from .wording import WordingError, words

Span = tuple[int, int]
KEPT = "filled"
TYPED = "typed"
PLAIN = frozenset({type(None), bool, int, Decimal, date})
AS_THEY_ARE = (SchemeFacts, OriginalFacts, CarriedFacts)


@dataclass(frozen=True)
class Filling:
    """A text as it is printed, and how it was typed.

    Each place holds the stretch typed and the stretch printed; `names` are those of the figures there.
    """

    text: str
    typed: str
    places: tuple[tuple[Span, Span], ...] = ()
    names: tuple[str, ...] = ()

    @property
    def named(self) -> Iterator[tuple[str, Span]]:
        """The names of the figures with the stretches that they print."""
        return ((name, printed) for name, (_, printed) in zip(self.names, self.places, strict=True))

    def typed_span(self, span: Span) -> Span:
        """Return the stretch of the typed text that a stretch of the printed one comes from; figures stay whole."""
        start, end = self._place(span[0]), self._place(span[1])
        inside = [typed for typed, printed in self.places if printed[0] <= span[0] < printed[1]]
        closing = [typed for typed, printed in self.places if printed[0] < span[1] <= printed[1]]
        return (inside[0][0] if inside else start), (closing[0][1] if closing else end)

    def printed_span(self, span: Span) -> Span:
        """Return where a stretch of the typed text, outside all figures, is printed."""
        before = [printed[1] - typed[1] for typed, printed in self.places if typed[1] <= span[0]]
        shift = before[-1] if before else 0
        return span[0] + shift, span[1] + shift

    def touches(self, span: Span) -> bool:
        """Whether a stretch of the printed text holds a part of a bound figure."""
        return any(printed[0] < span[1] and span[0] < printed[1] for _, printed in self.places)

    def _place(self, place: int) -> int:
        """Return where a place outside all figures was typed."""
        before = [typed[1] - printed[1] for typed, printed in self.places if printed[1] <= place]
        return place + (before[-1] if before else 0)


def fill(text: str, catalogue: Catalogue) -> Filling:
    """Return the text with its bound figures in words: — where a value is missing, as typed where none can be found."""
    parts, places, names, read, length = [], [], [], 0, 0
    for bound in bound_in(text):
        said = _said(bound, catalogue)
        if said is not None:
            between = text[read : bound.start]
            start = length + len(between)
            places.append((bound.span, (start, start + len(said))))
            names.append(bound.name)
            parts += [between, said]
            read, length = bound.end, start + len(said)
    return Filling("".join((*parts, text[read:])), text, tuple(places), tuple(names))


def _said(bound: Bound, catalogue: Catalogue) -> str | None:
    figure = catalogue.find(bound.name)
    if figure is None:
        return None
    try:
        return words(figure, bound.unit, bound.decimals)
    except WordingError:
        return None


def filled(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with all bound figures in words; texts of a project are filled from that project.

    It is made once, and knows how it was typed (`typed_side`). An old report holds its own words and no bindings.
    """
    kept = vars(snapshot)
    if TYPED in kept or snapshot.original:
        return snapshot
    if KEPT not in kept:
        made = _all_filled(snapshot)
        vars(made)[TYPED] = snapshot
        kept[KEPT] = made
    done: Snapshot = kept[KEPT]
    return done


def typed_side(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot as it was typed."""
    typed: Snapshot = vars(snapshot).get(TYPED, snapshot)
    return typed


def _all_filled(snapshot: Snapshot) -> Snapshot:
    projects = tuple(_project(snapshot, project) for project in snapshot.projects)
    whole = _changed(replace(snapshot, projects=()), lambda text: fill(text, catalogue_of(snapshot)).text)
    return replace(whole, projects=projects)


def _project(snapshot: Snapshot, project: ProjectFacts) -> ProjectFacts:
    made: ProjectFacts = _changed(project, lambda text: fill(text, catalogue_of(snapshot, project)).text)
    return made


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value with `change` made to every text that holds a brace; what holds none stays the same object."""
    kind = type(value)
    if kind is str:
        return change(value) if may_hold(value) else value
    if kind in PLAIN:
        return value
    if kind is tuple:
        made = tuple([_changed(item, change) for item in value])
        return made if any(map(is_not, made, value)) else value
    if kind is dict:
        changes = _changes(value, value, change)
        return value | changes if changes else value
    if is_dataclass(kind) and not isinstance(value, AS_THEY_ARE):
        changes = _changes(vars(value), kind.__dataclass_fields__, change)
        return replace(value, **changes) if changes else value
    return value


def _changes(held: Mapping[str, Any], names: Iterable[str], change: Callable[[str], str]) -> dict[str, Any]:
    """Return those of the named values that have changed.

    It is asked of some five thousand values at every save, most of which are no text: these are passed over here.
    """
    changes = {}
    for name in names:
        value = held[name]
        kind = type(value)
        if kind in PLAIN or (kind is str and not may_hold(value)):
            continue
        if (new := _changed(value, change)) is not value:
            changes[name] = new
    return changes
