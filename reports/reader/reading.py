"""An old report read from its text. Pure: text in, values with places out, nothing guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.snapshot.original import Doubt, OriginalFacts, Stated

from . import budget, header, identity, outline, parts, ratios, totals
from .lines import Line, numbered
from .tables import table_tree
from .tree import Tree, prose_tree

WANTED = {
    "title": "标题",
    "department": "被评价单位的名称",
    "year": "评价年度",
    "totals": "自评总得分",
    "grades": "评价等级",
    "indicators": "指标及得分",
    "amounts": "预算和执行数额",
    "problems": "存在问题",
    "measures": "改进措施",
}


def read(text: str) -> OriginalFacts:
    """Return everything that `text` says of a self-evaluation.

    Raises:
        TooLong: the text is longer than any report.
    """
    lines = numbered(text)
    headings = outline.headings(lines)
    facts = header.header(lines)
    title = identity.title(lines, headings)
    amounts = budget.amounts(lines)
    tree = _tree(lines, headings)
    original = OriginalFacts(
        lines=tuple(line.text for line in lines),
        title=title,
        department=identity.department(lines, title),
        publisher=header.publisher(facts),
        year=identity.year(lines, title),
        header=facts,
        headings=headings,
        amounts=amounts,
        ratios=ratios.ratios(lines, amounts),
        execution=tree.execution,
        branches=tuple(tree.branches),
        indicators=tuple(tree.indicators),
        totals=totals.totals(lines),
        grades=totals.grades(lines),
        staffing=parts.staffing(lines),
        authorities=parts.authorities(lines),
        problems=parts.items(lines, headings, parts.PROBLEMS),
        measures=parts.items(lines, headings, parts.MEASURES),
    )
    return replace(original, doubts=(*_missing(original), *sorted(tree.doubts, key=lambda doubt: doubt.line)))


def _tree(lines: Sequence[Line], headings: Sequence[outline.HeadingFacts]) -> Tree:
    """Return the tree in prose or in a table, whichever holds more."""
    return max((prose_tree(lines, headings), table_tree(lines)), key=lambda tree: len(tree.indicators))


def _missing(original: OriginalFacts) -> Iterator[Doubt]:
    for field, name in WANTED.items():
        if not getattr(original, field):
            yield Doubt(0, f"没有读到{name}。")


__all__ = ["OriginalFacts", "Stated", "read"]
