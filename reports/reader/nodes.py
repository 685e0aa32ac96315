"""The indicator tree of a report in prose, as nested nodes with the lines below each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval.lib.characters import half
from reports.snapshot.original import HeadingFacts

from .lines import Line
from .outline import is_title
from .patterns import parted

FIRST_LEVELS = {
    "产出指标": re.compile(r"^(?:部门)?产出(?:指标|情况|类指标)?$"),
    "效益指标": re.compile(r"^(?:部门)?(?:履职)?效益(?:指标|情况|类指标)?$"),
    "效果指标": re.compile(r"^(?:部门)?(?:履职)?效果(?:指标|情况)?$"),
    "满意度指标": re.compile(r"^[\u4e00-\u9fff]{0,10}满意度(?:指标|情况)?$"),
    "成本指标": re.compile(r"^成本(?:指标|情况)?$"),
    "投入": re.compile(r"^(?:部门)?投入(?:指标)?$"),
    "过程": re.compile(r"^(?:部门)?过程(?:指标)?$"),
}
OPENING = ("产出指标", "投入", "效益指标", "过程")
SECOND_LEVEL = re.compile(r"(?:指标|效益|影响|成本|数量|质量|时效)$")
BARE_LEVEL = 99
BARE_NAME = re.compile(r"^[^,。;:|]{2,30}$")


@dataclass
class Node:
    """A heading of the tree; `body` is the text directly below it, `last_line` where that ends."""

    title: str
    points: Decimal | None
    line: int
    level: int
    children: list["Node"] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)

    @property
    def last_line(self) -> int:
        """The last line that belongs to it directly."""
        return self.body[-1].number if self.body else self.line


def first_level(title: str) -> str:
    """Return the first-level indicator that a title names, empty for another title."""
    name = parted(title)[0].rstrip("。:")
    return next((known for known, pattern in FIRST_LEVELS.items() if pattern.match(name)), "")


def trees(lines: Sequence[Line], headings: Sequence[HeadingFacts]) -> tuple[Node, ...]:
    """Return the first-level nodes in order, each with everything below it."""
    real = {heading.line: heading for heading in headings if heading.is_heading}
    opening = next((heading for heading in real.values() if first_level(heading.title) in OPENING), None)
    if not opening:
        return ()
    roots: list[Node] = []
    for line in lines[opening.line - 1 :]:
        heading = real.get(line.number)
        if heading and heading.level < opening.level:
            break
        if heading and heading.level == opening.level:
            name = first_level(heading.title)
            roots.append(_node(heading) if name else Node("", None, line.number, heading.level))
            roots[-1].title = name
        elif heading:
            _parent(roots[-1], heading.level).children.append(_node(heading))
        elif line.text.strip():
            _place(roots[-1], line)
    return tuple(root for root in roots if root.title)


def _node(heading: HeadingFacts) -> Node:
    title, points = parted(heading.title)
    return Node(title, points, heading.line, heading.level)


def _parent(node: Node, level: int) -> Node:
    while node.children and node.children[-1].level < level:
        node = node.children[-1]
    return node


def _place(root: Node, line: Line) -> None:
    """Put an unnumbered line where it belongs: it names an indicator below a level, or is text of the last one."""
    last = root
    while last.children:
        last = last.children[-1]
    name = _name(line, last)
    if name:
        title, points = name
        parent = _parent(root, BARE_LEVEL) if last.level != BARE_LEVEL else _above(root, last)
        parent.children.append(Node(title, points, line.number, BARE_LEVEL))
    else:
        last.body.append(line)


def _above(root: Node, wanted: Node) -> Node:
    node = root
    while wanted not in node.children:
        node = node.children[-1]
    return node


def _name(line: Line, last: Node) -> tuple[str, Decimal | None] | None:
    """Return the name and points of an indicator that stands in a line of its own without a number."""
    text = line.text.strip()
    name, points = parted(text)
    if points is not None and BARE_NAME.match(half(name)):
        return name, points
    is_first = not last.body and (last.level != BARE_LEVEL)
    if is_first and SECOND_LEVEL.search(last.title) and is_title(text) and BARE_NAME.match(half(text)):
        return text, None
    return None


def leaves(roots: Sequence[Node]) -> Iterator[tuple[tuple[Node, ...], Node]]:
    """Yield every childless node with the nodes above it."""
    for root in roots:
        yield from _leaves((), root)


def _leaves(above: tuple[Node, ...], node: Node) -> Iterator[tuple[tuple[Node, ...], Node]]:
    if not node.children:
        yield above, node
    for child in node.children:
        yield from _leaves((*above, node), child)
