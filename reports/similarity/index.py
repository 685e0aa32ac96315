"""A search for near-identical paragraphs among thousands of reports, near-linear in their number.

Every paragraph is reduced to a signature by one-permutation min-hashing: the hashes of its stretches fall into a few
bins, each bin keeps its least. Texts that share most of their stretches share most of these values; pairs of bins are
the keys under which paragraphs are found. What a key finds and agrees in enough bins is then compared exactly. A key
that very many paragraphs share leads to what all reports have in common (the model text of the bureau) and keeps only
the first of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from operator import eq
from zlib import crc32

from .shingles import shared_percent, shingles

BINS = 16
PAIR = 2
LEAST_AGREEMENT = 5
LEAST = Decimal(70)
MOST_PER_KEY = 12
SHORTEST = 40

Key = tuple[int, ...]
Signature = tuple[int, ...]


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
    signatures: list[Signature] = field(default_factory=list)
    keys: dict[Key, list[int]] = field(default_factory=dict)

    def add(self, paragraphs: Iterable[Paragraph]) -> None:
        """Take in paragraphs; short ones say nothing and are left out."""
        for paragraph in paragraphs:
            if len(paragraph.text) >= SHORTEST:
                signature = _signature(shingles(paragraph.text))
                for key in _keys(signature):
                    found = self.keys.setdefault(key, [])
                    if len(found) < MOST_PER_KEY:
                        found.append(len(self.paragraphs))
                self.paragraphs.append(paragraph)
                self.signatures.append(signature)

    def near(self, text: str, but: str = "", least: Decimal = LEAST) -> list[tuple[Decimal, Paragraph]]:
        """Return what reads nearly as `text`, the nearest first, with the percentage shared; not the unit `but`."""
        if len(text) < SHORTEST:
            return []
        stretches = shingles(text)
        others = (self.paragraphs[at] for at in self._candidates(_signature(stretches)))
        compared = [(shared_percent(stretches, shingles(other.text)), other) for other in others if other.unit != but]
        return sorted((pair for pair in compared if pair[0] >= least), key=lambda pair: -pair[0])

    def _candidates(self, signature: Signature) -> list[int]:
        """Return the paragraphs that share a key and, so as not to compare in vain, enough of the signature."""
        found = {at for key in _keys(signature) for at in self.keys.get(key, ())}
        return sorted(at for at in found if _agreement(signature, self.signatures[at]) >= LEAST_AGREEMENT)


def _agreement(one: Signature, other: Signature) -> int:
    return sum(map(eq, one, other))


def _keys(signature: Signature) -> Iterator[Key]:
    for start in range(0, BINS, PAIR):
        values = signature[start : start + PAIR]
        if all(values):
            yield (start, *values)


def _signature(stretches: Iterable[str]) -> Signature:
    """Return the least hash of each bin, 0 for an empty bin."""
    least = [0] * BINS
    for stretch in stretches:
        value = crc32(stretch.encode())
        at, value = value % BINS, value // BINS + 1
        if not least[at] or value < least[at]:
            least[at] = value
    return tuple(least)
