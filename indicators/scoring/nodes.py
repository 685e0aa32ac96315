"""The indicator tree, before and after scoring."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.scoring.measurement import Measurement, Score
from perfeval.lib.decimals import ZERO, plain


@dataclass(frozen=True)
class Node:
    """A branch with children, or a leaf with a measurement.

    Attributes:
        points: 分值; of a leaf the same as its measurement's.
        is_applicable: False for what is not assessed this year (不考核).
        reason: why it does not apply.
    """

    name: str
    points: Decimal
    children: tuple["Node", ...] = ()
    measurement: Measurement | None = None
    key: str = ""
    is_applicable: bool = True
    reason: str = ""


@dataclass(frozen=True)
class PointsGap:
    """A branch whose children's points do not add up to its own."""

    path: tuple[str, ...]
    expected: Decimal
    actual: Decimal

    @property
    def missing(self) -> Decimal:
        """Return the points still to be given, negative when there are too many."""
        return self.expected - self.actual

    @property
    def name(self) -> str:
        """Return the name of the branch."""
        return self.path[-1]

    @property
    def difference(self) -> str:
        """Return in a few words how much is missing or too much."""
        return f"{'还差' if self.missing > 0 else '多出'}{plain(abs(self.missing))}分"

    @property
    def message(self) -> str:
        """Return what is wrong and what to do."""
        verb = "还差" if self.missing > 0 else "多出"
        return (
            f"“{self.name}”分值 {plain(self.expected)}，下级合计 {plain(self.actual)}，"
            f"{verb} {plain(abs(self.missing))} 分，请调整。"
        )


def points_gaps(root: Node) -> tuple[PointsGap, ...]:
    """Return every branch whose children do not add up to it, from the top down."""
    return tuple(_gaps(root, ()))


def _gaps(node: Node, above: tuple[str, ...]) -> Iterator[PointsGap]:
    path = (*above, node.name)
    given = sum((child.points for child in node.children), ZERO)
    if node.measurement is None and given != node.points:
        yield PointsGap(path, node.points, given)
    for child in node.children:
        yield from _gaps(child, path)


@dataclass(frozen=True)
class ScoredNode:
    """A node with its subtotal.

    Attributes:
        subtotal: sum of the rounded scores below, of what is there.
        result: the leaf's own score, None for a branch and for what does not apply.
        is_applicable: False when nothing below counts.
        is_complete: False when something below still lacks a score.
    """

    node: Node
    subtotal: Decimal
    children: tuple["ScoredNode", ...] = ()
    result: Score | None = None
    is_applicable: bool = True
    is_complete: bool = True

    @property
    def name(self) -> str:
        """Return the node's name."""
        return self.node.name

    @property
    def key(self) -> str:
        """Return the node's key."""
        return self.node.key

    @property
    def points(self) -> Decimal:
        """Return the node's points."""
        return self.node.points

    @property
    def score(self) -> Decimal | None:
        """Return the subtotal once it is complete and applies."""
        return self.subtotal if self.is_complete and self.is_applicable else None

    def walk(self) -> Iterator["ScoredNode"]:
        """Yield this node and all below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> Iterator["ScoredNode"]:
        """Yield the leaves below, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if not node.children:
                yield node
            waiting += reversed(node.children)
