"""The whole tree at a glance: points, scores, sums, and what is missing."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from departments.forms.screens import Screen
from departments.models import Evaluation
from perfeval.lib.decimals import ZERO

from ..addresses import approval_address, grid_address, overview_address
from ..models import GoalApproval, Indicator, ProjectEvaluation
from ..scoring import PointsGap, ScoredTree
from ..services import EntryTree, approval_of, is_of_the_whole
from .overview_row import OverviewRow, tried_row


class OverviewScreen(Screen):
    """A tree, by default the whole department's; every indicator is filled in on a page of its own."""

    def __init__(
        self,
        evaluation: Evaluation,
        project_evaluation: ProjectEvaluation | None = None,
        *,
        tree: EntryTree | None = None,
        is_frozen: bool = False,
    ) -> None:
        self.tree = tree or EntryTree(evaluation, project_evaluation)
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
            OverviewRow(branch, nodes[str(branch.indicator.pk)], self.tree)
            for root in self.tree.branches
            for branch in root.walk()
        ]

    def row_of(self, indicator: Indicator) -> OverviewRow | None:
        """Return the line of one indicator, None when it is not stored yet."""
        return next((row for row in self.rows if row.indicator.pk == indicator.pk), None)

    def tried(self, row: Indicator) -> OverviewRow:
        """Return the line that a leaf would have as it is being typed; nothing is stored."""
        parent = next(line.branch.path for line in self.rows if line.indicator.pk == row.parent_id)
        return tried_row(self.tree, row, parent)

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
    def gaps(self) -> list[PointsGap]:
        """Everything that does not add up, from the top down."""
        return list(self.tree.gaps.values())

    @cached_property
    def approval(self) -> GoalApproval | None:
        """The approval that covers the tree; then indicators are neither added nor removed."""
        return approval_of(self.evaluation, self.project_evaluation)

    @cached_property
    def has_own_approval(self) -> bool:
        """Whether the tree has an approval that was not registered for the whole department and its projects."""
        is_project = self.project_evaluation is not None
        return self.approval is not None and not (is_project and is_of_the_whole(self.approval))

    @property
    def address(self) -> str:
        """Where it is shown."""
        return overview_address(self.evaluation.pk, self.project_pk)

    @property
    def grid_address(self) -> str:
        """Where all its indicators are typed in one table."""
        return grid_address(self.evaluation.pk, self.project_pk)

    @property
    def approval_address(self) -> str:
        """Where an approval of the tree is registered."""
        return approval_address("approval", self.evaluation.pk, self.project_pk)

    @property
    def cancel_address(self) -> str:
        """Where the registration is taken back."""
        return approval_address("approval_cancel", self.evaluation.pk, self.project_pk)

    @property
    def project_pk(self) -> int | None:
        """The key of the project whose tree it is."""
        return self.project_evaluation.pk if self.project_evaluation else None

    @property
    def open_leaves(self) -> int:
        """How many indicators, or branches without any, still lack a score."""
        return len(self.scored.unscored)
