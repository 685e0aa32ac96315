"""How blocks with different columns share the columns of one sheet."""

from collections.abc import Sequence
from itertools import combinations, pairwise

Span = tuple[int, int]


def tracks(widths: Sequence[float], needed: int) -> tuple[list[float], list[Span]]:
    """Return the sheet's columns in mm, at least `needed` of them, and which of them each given column takes.

    The widest are halved until there are enough.

    >>> tracks([40, 10], 3)
    ([20.0, 20.0, 10], [(0, 1), (2, 2)])
    """
    parts = [[width] for width in widths]
    while sum(map(len, parts)) < needed:
        widest = max(parts, key=lambda part: part[0])
        widest[:] = [sum(widest) / (len(widest) + 1)] * (len(widest) + 1)
    spans, first = [], 0
    for part in parts:
        spans.append((first, first + len(part) - 1))
        first += len(part)
    return [width for part in parts for width in part], spans


def fit(widths: Sequence[float], wanted: Sequence[float]) -> list[Span]:
    """Return spans of the sheet's columns whose widths come as near as can be to the wanted shares.

    >>> fit([10, 10, 10, 30], [20, 40])
    [(0, 1), (2, 3)]
    """
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    scale = edges[-1] / sum(wanted)
    aims = [share * scale for share in wanted]

    def misfit(cuts: tuple[int, ...]) -> float:
        found = pairwise((0, *cuts, len(widths)))
        return sum((edges[b] - edges[a] - aim) ** 2 for (a, b), aim in zip(found, aims, strict=True))

    best = min(combinations(range(1, len(widths)), len(wanted) - 1), key=misfit)
    return [(a, b - 1) for a, b in pairwise((0, *best, len(widths)))]
