"""The list of scores that a rescoring would change, for a terminal: one line each, in columns."""

from collections.abc import Iterator
from decimal import Decimal
from unicodedata import east_asian_width

from indicators.services.rescoring import Comparison, TreeComparison

NAME = 36
SCORE = 8


def lines_of(comparison: Comparison) -> Iterator[str]:
    """Yield the unit with its total and grade, then the indicators that make the difference."""
    for tree in comparison.changed_trees:
        yield _total(comparison, tree)
        for change in tree.changes:
            yield f"  {_padded(change.row.name, NAME - 2)}{_pair(change.old, change.new)}"


def _total(comparison: Comparison, tree: TreeComparison) -> str:
    evaluation = comparison.evaluation
    name = f"{evaluation.department.name} {tree.tree.title}".strip()
    grade = f"等级 {tree.before.grade or '—'} → {tree.after.grade or '—'}"
    remark = f"  不改（{evaluation.get_status_display()}）" if comparison.is_signed else ""
    return f"{_padded(name, NAME)}{_pair(tree.before.total, tree.after.total)}  {grade}{remark}"


def _pair(old: Decimal | None, new: Decimal | None) -> str:
    return f"{_shown(old):>{SCORE}} → {_shown(new):<{SCORE}}"


def _shown(score: Decimal | None) -> str:
    return "—" if score is None else f"{score:f}"


def _padded(text: str, width: int) -> str:
    """Fill up with blanks to a width in columns; a Chinese character takes two, and a long text is not cut."""
    columns = sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(width - columns, 1)
