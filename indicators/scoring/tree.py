"""From the tree to the total: score the leaves, add up, draw the lines, grade."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.scoring.conventions import DEFAULT, Conventions
from indicators.scoring.engine import score
from indicators.scoring.explanation import Explanation
from indicators.scoring.grading import grade
from indicators.scoring.lines import Deduction, Line, lines_after
from indicators.scoring.measurement import Outcome, Problem, Score
from indicators.scoring.nodes import Node, ScoredNode
from perfeval.lib.decimals import HUNDRED, ZERO, round_half_up


@dataclass(frozen=True)
class ScoredTree:
    """The whole result.

    Attributes:
        raw_total: sum of the rounded leaves; None while something lacks a score or nothing applies.
        lines: the steps from the raw total to `total`, in order.
        grade: empty without a total, and while the points of the leaves do not add up to 100 (满分).
        unscored: the leaves that still lack a score.
    """

    root: ScoredNode
    raw_total: Decimal | None
    lines: tuple[Line, ...]
    total: Decimal | None
    grade: str
    unscored: tuple[ScoredNode, ...]

    @property
    def points(self) -> Decimal:
        """Return the points of all leaves together; a grade is for 100 of them."""
        return points_of(self.root)


def score_tree(root: Node, conventions: Conventions = DEFAULT, deductions: Sequence[Deduction] = ()) -> ScoredTree:
    """Return subtotals for every node, and the total with its grade once every leaf is settled."""
    return completed(_scored(root, conventions), conventions, deductions)


def completed(scored: ScoredNode, conventions: Conventions, deductions: Sequence[Deduction] = ()) -> ScoredTree:
    """Return what follows from scored nodes: the raw total, the lines after it, total and grade."""
    unscored = tuple(leaf for leaf in scored.leaves() if not leaf.is_complete)
    if unscored or not scored.is_applicable:
        return ScoredTree(scored, None, (), None, "", unscored)
    lines = tuple(lines_after(scored, conventions, deductions))
    reached = lines[-1].after if lines else scored.subtotal
    total = round_half_up(reached, conventions.decimals)
    is_gradable = points_of(scored) == HUNDRED
    reached_grade = grade(total, conventions.cutoffs, conventions.decimals) if is_gradable else ""
    return ScoredTree(scored, scored.subtotal, lines, total, reached_grade, ())


def points_of(scored: ScoredNode) -> Decimal:
    """Return what the leaves' points add up to, whether they apply or not."""
    return sum((leaf.points for leaf in scored.leaves()), ZERO)


def _scored(node: Node, conventions: Conventions) -> ScoredNode:
    """Return the node with everything below it scored."""
    if not node.children:
        return _leaf(node, conventions)
    below = node.children if node.is_applicable else tuple(_idle(child) for child in node.children)
    return add_up(node, tuple(_scored(child, conventions) for child in below))


def add_up(node: Node, children: tuple[ScoredNode, ...]) -> ScoredNode:
    """Return a branch with the sum of what stands below it."""
    return ScoredNode(
        node,
        sum((child.subtotal for child in children), ZERO),
        children,
        is_applicable=any(child.is_applicable for child in children),
        is_complete=all(child.is_complete for child in children),
    )


def _idle(node: Node) -> Node:
    """Return the node as part of a branch that does not apply."""
    return replace(node, is_applicable=False)


def _leaf(node: Node, conventions: Conventions) -> ScoredNode:
    """Return one leaf."""
    if not node.is_applicable:
        return ScoredNode(node, ZERO, is_applicable=False)
    result = _result(node, conventions)
    return ScoredNode(
        node,
        ZERO if result.score is None else result.score,
        result=result,
        is_applicable=result.is_applicable,
        is_complete=result.is_settled,
    )


def _result(node: Node, conventions: Conventions) -> Score:
    """Return the score of the leaf's measurement, out of the points that the tree gives it."""
    if node.measurement is None:
        return _empty(node)
    given = node.measurement
    return score(given if given.points == node.points else replace(given, points=node.points), conventions)


def _empty(node: Node) -> Score:
    """Return the answer for a branch under which nothing has been planned yet."""
    problem = Problem("children", f"“{node.name}”下尚未设置三级指标，请补充。")
    explanation = Explanation("", "", "", result=problem.message)
    return Score(node.points, None, lambda: explanation, Outcome.MISSING, (problem,))
