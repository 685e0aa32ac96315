"""审核评分: what a review stage gives beside the self score, and the total that follows from it. Pure.

Self, stage and final scores are kept apart: the self-scored tree stays as it is, a stage's tree is made from it. A leaf
that the stage did not score keeps its self score; the lines after the raw total (折算、限高、扣分) are drawn anew.

>>> problems_of(Decimal("5.5"), "", points=Decimal(5), own=Decimal("4.8"), decimals=2, tolerance=Decimal(0))[0].message
'核查分数 5.5 应当在 0 至 5 之间，请改正。'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.scoring.conventions import DEFAULT, Conventions
from indicators.scoring.measurement import Outcome, Problem
from indicators.scoring.nodes import ScoredNode
from indicators.scoring.tree import ScoredTree, add_up, completed
from perfeval.lib.decimals import ZERO, plain, round_half_up


@dataclass(frozen=True)
class Difference:
    """What a stage says of one leaf beside its self score, which is None where the leaf has none."""

    leaf: ScoredNode
    own: Decimal | None
    given: Decimal

    @property
    def amount(self) -> Decimal | None:
        """Return given less own, negative when the stage gives less."""
        return None if self.own is None else self.given - self.own


def problems_of(
    given: Decimal | None, reason: str, *, points: Decimal, own: Decimal | None, decimals: int, tolerance: Decimal
) -> tuple[Problem, ...]:
    """Return everything that is wrong with what a stage says of one leaf, each with its field and what to do.

    Args:
        given: the stage's points (核查分数), None for none.
        reason: 核查意见; demanded where `given` differs from `own` by more than `tolerance`, or `own` is not known.
        points: the leaf's points (分值).
        own: its self score.
        decimals: how many decimals the scheme gives a score.
        tolerance: 分.
    """
    if given is None:
        return (Problem("points", "填写了核查意见，请同时填写核查分数。"),) if reason.strip() else ()
    found = []
    if not given.is_finite() or not ZERO <= given <= points:
        found.append(Problem("points", f"核查分数 {given} 应当在 0 至 {plain(points)} 之间，请改正。"))
    elif given != round_half_up(given, decimals):
        found.append(Problem("points", f"核查分数最多{decimals}位小数，请四舍五入后填写。"))
    if not reason.strip() and _needs_reason(given, own, tolerance):
        found.append(Problem("reason", _demand(own, tolerance)))
    return tuple(found)


def _needs_reason(given: Decimal, own: Decimal | None, tolerance: Decimal) -> bool:
    return own is None or (given.is_finite() and abs(given - own) > tolerance)


def _demand(own: Decimal | None, tolerance: Decimal) -> str:
    if own is None:
        return "该指标没有自评得分，请说明核查分数的理由。"
    limit = f"相差超过 {plain(tolerance)} 分" if tolerance else "不同"
    return f"核查分数与自评得分 {plain(own)} {limit}，请说明理由。"


def stage_tree(scored: ScoredTree, given: Mapping[str, Decimal], conventions: Conventions = DEFAULT) -> ScoredTree:
    """Return the tree with the stage's points (by the leaf's key) in place of the self scores, added up anew."""
    return completed(_with(scored.root, given), conventions)


def differences(scored: ScoredTree, given: Mapping[str, Decimal]) -> Iterator[Difference]:
    """Yield every leaf that the stage has scored, in order, those it agrees with too."""
    for leaf in scored.root.leaves():
        if leaf.is_applicable and leaf.key in given:
            yield Difference(leaf, leaf.score, given[leaf.key])


def _with(node: ScoredNode, given: Mapping[str, Decimal]) -> ScoredNode:
    if node.children:
        return add_up(node.node, tuple(_with(child, given) for child in node.children))
    if node.result is None or not node.is_applicable or node.key not in given:
        return node
    result = replace(node.result, score=given[node.key], outcome=Outcome.SCORED)
    return replace(node, subtotal=given[node.key], result=result, is_complete=True)
