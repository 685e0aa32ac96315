"""The printed indicator tree: leaves with points and scores, branches with points, and the block of execution."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.snapshot.original import Doubt, HeadingFacts, StatedBranch, StatedIndicator

from .lines import Line
from .nodes import SECOND_LEVEL, Node, leaves, trees
from .patterns import parted
from .scores import Ambiguous, score

DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
UNIT = re.compile(r"\s*[(（][%％][)）]$")
EXECUTION = re.compile(r"预算.{0,8}执行|执行.{0,6}预算")


@dataclass
class Tree:
    """What was found, and what was not understood."""

    branches: list[StatedBranch] = field(default_factory=list)
    indicators: list[StatedIndicator] = field(default_factory=list)
    execution: StatedIndicator | None = None
    doubts: list[Doubt] = field(default_factory=list)


def prose_tree(lines: Sequence[Line], headings: Sequence[HeadingFacts]) -> Tree:
    """Return the tree of a report that sets its indicators out as headings."""
    roots = trees(lines, headings)
    tree = Tree(branches=[branch for root in roots for branch in _branches((), root)])
    for above, leaf in leaves(roots):
        tree.indicators.append(_indicator(above, leaf, tree.doubts))
    tree.execution = execution(lines, headings, tree.doubts)
    return tree


def _branches(above: tuple[str, ...], node: Node) -> Iterator[StatedBranch]:
    path = (*above, node.title)
    if node.children or not above:
        yield StatedBranch(path, node.points, node.line)
    for child in node.children:
        yield from _branches(path, child)


def _indicator(above: tuple[Node, ...], leaf: Node, doubts: list[Doubt]) -> StatedIndicator:
    path = _path(above, replace(leaf, title=_cleaned(leaf, doubts)))
    points, inferred = leaf.points, False
    if points is None and above and len(above[-1].children) == 1:
        points, inferred = above[-1].points, above[-1].points is not None
    name = leaf.title
    if points is None:
        doubts.append(Doubt(leaf.line, f"指标“{name}”没有写明分值。"))
    reached, where = _score(leaf, points, doubts)
    return StatedIndicator(
        path,
        points,
        reached,
        leaf.line,
        where,
        leaf.last_line,
        inferred,
        "\n".join(line.text.strip() for line in leaf.body),
    )


def _cleaned(leaf: Node, doubts: list[Doubt]) -> str:
    """Return the name without its unit and without a word that is printed twice; the latter is said."""
    name = UNIT.sub("", leaf.title)
    single = DOUBLED.sub(r"\1", name)
    if single != name:
        doubts.append(Doubt(leaf.line, f"指标名称“{name}”有重复的词，读作“{single}”。"))
    return single


def _score(leaf: Node, points: Decimal | None, doubts: list[Doubt]) -> tuple[Decimal | None, int | None]:
    try:
        found = score(leaf.body, points)
    except Ambiguous as several:
        doubts.append(Doubt(leaf.line, f"“{leaf.title}”写有几个得分（{several}），没有读取。"))
        return None, None
    if not found:
        doubts.append(Doubt(leaf.line, f"“{leaf.title}”没有写明得分。"))
        return None, None
    return found[0], found[1].number


def _path(above: tuple[Node, ...], leaf: Node) -> tuple[str | None, ...]:
    """Return 一级、二级、三级 of a leaf, None for a level that is not printed."""
    names: list[str | None] = [node.title for node in (*above, leaf)]
    if len(names) == 1:
        return (names[0], None, None)
    if len(names) == 2:
        return (names[0], names[1], None) if SECOND_LEVEL.search(names[1] or "") else (names[0], None, names[1])
    return (names[0], names[1], names[-1])


def execution(lines: Sequence[Line], headings: Sequence[HeadingFacts], doubts: list[Doubt]) -> StatedIndicator | None:
    """Return the block of budget execution: a heading about it that bears points."""
    real = [heading for heading in headings if heading.is_heading]
    for index, heading in enumerate(real):
        title, points = parted(heading.title)
        if points is not None and EXECUTION.search(title):
            end = real[index + 1].line if index + 1 < len(real) else len(lines) + 1
            node = Node(title, points, heading.line, heading.level, body=list(lines[heading.line : end - 1]))
            reached, where = _score(node, points, doubts)
            return StatedIndicator((title, None, None), points, reached, heading.line, where, end - 1)
    return None
