"""A search for near-identical paragraphs among thousands of reports, near-linear in their number.

Every paragraph is reduced to a signature by one-permutation min-hashing: the hashes of its stretches fall into a few
bins, each bin keeps its least. Texts that share most of their stretches share most of these values; pairs of bins are
the keys under which paragraphs are found. What a key finds is then compared exactly. A key that very many paragraphs
share leads to what all reports have in common (the model text of the bureau) and keeps only the first of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from zlib import crc32

from .shingles import shared_percent, shingles

BINS = 16
PAIR = 2
LEAST = Decimal(70)
MOST_PER_KEY = 12
SHORTEST = 40

Key = tuple[int, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a report: whose, of which year, and its text."""

    unit: str
    year: int
    text: str


@dataclass
class Index:
    """Paragraphs with the keys that lead to them: plain values, which may be kept or sent to a worker."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    keys: dict[Key, list[int]] = field(default_factory=dict)

    def add(self, paragraphs: Iterable[Paragraph]) -> None:
        """Take in paragraphs; short ones say nothing and are left out."""
        for paragraph in paragraphs:
            if len(paragraph.text) >= SHORTEST:
                at = len(self.paragraphs)
                self.paragraphs.append(paragraph)
                for key in _keys(shingles(paragraph.text)):
                    found = self.keys.setdefault(key, [])
                    if len(found) < MOST_PER_KEY:
                        found.append(at)

    def near(self, text: str, but: str = "", least: Decimal = LEAST) -> list[tuple[Decimal, Paragraph]]:
        """Return what reads nearly as `text`, the nearest first, with the percentage shared; not the unit `but`."""
        if len(text) < SHORTEST:
            return []
        stretches = shingles(text)
        candidates = {at for key in _keys(stretches) for at in self.keys.get(key, ())}
        others = (self.paragraphs[at] for at in sorted(candidates) if self.paragraphs[at].unit != but)
        compared = [(shared_percent(stretches, shingles(other.text)), other) for other in others]
        return sorted((pair for pair in compared if pair[0] >= least), key=lambda pair: -pair[0])


def _keys(stretches: frozenset[str]) -> Iterator[Key]:
    signature = _signature(stretches)
    for start in range(0, BINS, PAIR):
        values = signature[start : start + PAIR]
        if all(values):
            yield (start, *values)


def _signature(stretches: Iterable[str]) -> Sequence[int]:
    """Return the least hash of each bin, 0 for an empty bin."""
    least = [0] * BINS
    for stretch in stretches:
        value = crc32(stretch.encode())
        at, value = value % BINS, value // BINS + 1
        if not least[at] or value < least[at]:
            least[at] = value
    return least
