"""The numbers of an evaluation's texts, each once, with where they stand and how they are accounted for (数字核对)."""

from collections.abc import Iterator
from dataclasses import dataclass

from departments.models import Evaluation

from .checks import Place
from .checks.unbound import Reading, State, readings
from .figures.numbers import Number
from .places import Addresses
from .snapshot import Snapshot


@dataclass(frozen=True)
class Spot:
    """Where a number stands: the name of the field, its address, and a few words around."""

    label: str
    address: str
    before: str
    after: str


@dataclass(frozen=True)
class NumberLine:
    """One number; `declared` is the key of its declaration, None where there is none."""

    number: Number
    state: State
    source: str
    names: tuple[str, ...]
    spots: tuple[Spot, ...]
    declared: int | None = None

    @property
    def labels(self) -> str:
        """The fields in which it stands."""
        return "；".join(spot.label for spot in self.spots)

    @property
    def is_open(self) -> bool:
        """Whether it still wants a binding or a source."""
        return self.state is State.OPEN


def number_lines(evaluation: Evaluation, snapshot: Snapshot) -> list[NumberLine]:
    """Return the numbers, those without a source first, in the order of the entry screens."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings(snapshot):
        groups.setdefault(reading.number.key, []).append(reading)
    addresses, declared = Addresses(evaluation), dict(evaluation.free_figures.values_list("words", "pk"))
    lines = [_line(group, addresses, declared.get(key)) for key, group in groups.items()]
    return sorted(lines, key=lambda line: not line.is_open)


def _line(group: list[Reading], addresses: Addresses, declared: int | None) -> NumberLine:
    first = group[0]
    names = dict.fromkeys(offer.figure.name for reading in group for offer in reading.offers)
    return NumberLine(first.number, first.state, first.source, tuple(names), tuple(_spots(group, addresses)), declared)


def _spots(group: list[Reading], addresses: Addresses) -> Iterator[Spot]:
    for reading in group:
        text = reading.text
        place = Place(text.part, text.field, text.row, text.label, text.project, text.input, reading.number.span)
        yield Spot(text.label, addresses.of(place), *reading.around)
