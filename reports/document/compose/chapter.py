"""A chapter that is being composed, and the register of those who compose its content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from indicators.schemes import OutlineNode, Scheme
from reports.document.blocks import Block, Heading, HeadingLevel
from reports.document.numbering import DEEPEST_LEVEL
from reports.snapshot import Snapshot


@dataclass(frozen=True)
class Chapter:
    """One node of the outline with everything its content is made from; `level` is that of its own heading."""

    node: OutlineNode
    level: int
    snapshot: Snapshot
    scheme: Scheme

    def heading(self, text: str, depth: int = 1) -> Heading:
        """Return a heading `depth` levels below the chapter's own, or as deep as headings go."""
        return Heading(cast("HeadingLevel", min(self.level + depth, DEEPEST_LEVEL)), text)

    def below(self, node: OutlineNode) -> "Chapter":
        """Return the chapter of a child."""
        return Chapter(node, self.level + 1, self.snapshot, self.scheme)


Composer = Callable[[Chapter], Iterator[Block]]

COMPOSERS: dict[str, Composer] = {}


def composer(source: str) -> Callable[[Composer], Composer]:
    """Register a function as the one that composes chapters with this source.

    Raises:
        ValueError: the source has a composer.
    """

    def register(function: Composer) -> Composer:
        if source in COMPOSERS:
            raise ValueError(f"There already is a composer for {source!r}.")
        COMPOSERS[source] = function
        return function

    return register
