"""Which row of the scoring sheet belongs to which indicator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.scoring import Conventions, Node
from indicators.spreadsheets.formulas import BUILDERS, Leaf, Sum, prepare

ROOT = "0"


@dataclass(frozen=True)
class Entry:
    """A node with its row.

    Attributes:
        code: 1, 1.2, 1.2.3 by position; 0 for the root.
        parent: the code of the node above.
        last: the last row of everything below.
        leaf: the measurement with its settings, None for branches and for what has no usable rule.
        found: what the rule of the leaf works out.
    """

    node: Node
    code: str
    parent: str
    row: int
    last: int
    children: tuple["Entry", ...] = ()
    leaf: Leaf | None = None
    found: Sum | None = None

    @property
    def is_leaf(self) -> bool:
        """Return whether it is scored itself."""
        return not self.children

    def walk(self) -> Iterator["Entry"]:
        """Yield it and everything below, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()


def plan(root: Node, conventions: Conventions, columns: Mapping[str, str], row: int) -> Entry:
    """Return the whole tree with rows, beginning at `row`."""
    return _entry(root, (ROOT, ""), row, conventions, columns)


def _entry(node: Node, codes: tuple[str, str], row: int, conventions: Conventions, columns: Mapping[str, str]) -> Entry:
    if not node.children:
        return _leaf(node, codes, row, conventions, columns)
    code, parent = codes
    children: list[Entry] = []
    last = row
    for position, child in enumerate(node.children, start=1):
        below = str(position) if code == ROOT else f"{code}.{position}"
        heir = child if node.is_applicable else replace(child, is_applicable=False)
        children.append(_entry(heir, (below, code), last + 1, conventions, columns))
        last = children[-1].last
    return Entry(node, code, parent, row, last, tuple(children))


def _leaf(node: Node, codes: tuple[str, str], row: int, conventions: Conventions, columns: Mapping[str, str]) -> Entry:
    """Return a leaf with the settings of its rule in the rows below it."""
    code, parent = codes
    measurement = node.measurement and replace(node.measurement, points=node.points)
    leaf = prepare(measurement, conventions, columns, row) if measurement else None
    if leaf is None:
        return Entry(node, code, parent, row, row)
    found = BUILDERS[leaf.rule.name](leaf)
    return Entry(node, code, parent, row, row + len(leaf.settings), leaf=leaf, found=found)
