"""The whole tree at a glance: points, scores, sums, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from departments.forms.screens import Screen
from departments.models import Evaluation
from perfeval.lib.decimals import ZERO, plain

from ..models import Indicator, ProjectEvaluation
from ..scoring import ScoredNode, ScoredTree
from ..services import EntryTree
from ..tree import EXECUTION, Branch


@dataclass(frozen=True)
class OverviewRow:
    """One line of the tree."""

    branch: Branch
    scored: ScoredNode

    @property
    def indicator(self) -> Indicator:
        """The branch or leaf itself."""
        return self.branch.indicator

    @property
    def depth(self) -> int:
        """How far it stands to the right."""
        return len(self.branch.path) - 1

    @property
    def is_execution(self) -> bool:
        """Whether it is scored from the budget, not filled in here."""
        return self.indicator.rule == EXECUTION

    @property
    def takes_leaves(self) -> bool:
        """Whether indicators of the unit's own belong right below it."""
        return not self.indicator.is_leaf and all(child.indicator.is_leaf for child in self.branch.children)

    @property
    def gap(self) -> str:
        """How the points below differ from its own, empty when they add up."""
        if self.indicator.is_leaf:
            return ""
        below = sum((child.indicator.effective_points for child in self.branch.children), ZERO)
        missing = self.indicator.effective_points - below
        if missing == 0:
            return ""
        return f"还差{plain(missing)}分" if missing > 0 else f"多{plain(-missing)}分"

    @property
    def score(self) -> Decimal | None:
        """The score of a leaf, or the sum of what is scored below a branch."""
        return self.scored.score

    @property
    def explanation(self) -> str:
        """How the score came about, or why there is none."""
        result = self.scored.result
        return result.explanation.sentence if result and self.indicator.is_leaf else ""

    @property
    def target(self) -> str:
        """The target as it is printed."""
        row = self.indicator
        return value_text(row.sign, row.effective_target, row.unit) or row.target_text

    @property
    def actual(self) -> str:
        """The actual value as it is printed."""
        return self.indicator.actual_text or value_text("", self.indicator.actual, self.indicator.unit)


def value_text(sign: str, value: Decimal | None, unit: str) -> str:
    """Return a value with its sign and unit, nothing for an unknown one."""
    return "" if value is None else f"{sign}{plain(value)}{unit}"


class OverviewScreen(Screen):
    """A tree, by default the whole department's; every indicator is filled in on a page of its own."""

    def __init__(
        self, evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None, *, is_frozen: bool = False
    ) -> None:
        self.tree = EntryTree(evaluation, project_evaluation)
        super().__init__(evaluation, is_frozen=is_frozen)

    def build(self) -> None:
        """There is nothing to type here."""

    @property
    def project_evaluation(self) -> ProjectEvaluation | None:
        """The project whose tree it is, None for the whole department's."""
        return self.tree.project_evaluation

    @property
    def scored(self) -> ScoredTree:
        """The scores that follow from what is stored."""
        return self.tree.scored

    @cached_property
    def rows(self) -> list[OverviewRow]:
        """The lines of the tree, in reading order."""
        nodes = {node.node.key: node for node in self.scored.root.walk()}
        return [
            OverviewRow(branch, nodes[str(branch.indicator.pk)])
            for root in self.tree.branches
            for branch in root.walk()
        ]

    def row_of(self, indicator: Indicator) -> OverviewRow | None:
        """Return the line of one indicator, None when it is not stored yet."""
        return next((row for row in self.rows if row.indicator.pk == indicator.pk), None)

    def leaf_after(self, indicator: Indicator) -> Indicator | None:
        """Return the indicator that the unit fills in next, None after the last."""
        leaves = [row.indicator for row in self.rows if row.indicator.is_leaf and not row.is_execution]
        index = [leaf.pk for leaf in leaves].index(indicator.pk)
        return leaves[index + 1] if index + 1 < len(leaves) else None

    @property
    def points(self) -> Decimal:
        """The points of the first level together."""
        return sum((row.indicator.effective_points for row in self.rows if row.depth == 0), ZERO)

    @property
    def open_leaves(self) -> int:
        """How many indicators, or branches without any, still lack a score."""
        return len(self.scored.unscored)
