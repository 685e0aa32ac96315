"""Near-identical paragraphs inside one report."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from .shingles import shared_percent, shingles

LEAST = Decimal(70)
POSTINGS = 12
CANDIDATES = 3


def near_pairs(texts: Sequence[str], least: Decimal = LEAST) -> Iterator[tuple[int, int, Decimal]]:
    """Yield, for each text, the earlier one that it repeats most, with the percentage shared of the shorter one.

    Time grows with the length of the texts, not with the number of pairs: each stretch of characters remembers only
    the first few texts in which it stands.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    seen: list[frozenset[str]] = []
    for at, text in enumerate(texts):
        stretches = shingles(text)
        common = Counter(earlier for stretch in stretches for earlier in holders.get(stretch, ()))
        shares = [(shared_percent(stretches, seen[earlier]), -earlier) for earlier, _ in common.most_common(CANDIDATES)]
        share, first = max(shares, default=(Decimal(0), 0))
        if share >= least:
            yield -first, at, share
        seen.append(stretches)
        for stretch in stretches:
            if len(holders[stretch]) < POSTINGS:
                holders[stretch].append(at)
