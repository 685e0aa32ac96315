"""The tree that is being entered: the whole department's, or that of one project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from departments.figures import Line
from departments.gather import gather_totals
from departments.models import Evaluation
from perfeval.lib.decimals import HUNDRED

from ..models import Indicator, ProjectEvaluation
from ..projects import total_of
from ..scoring import Conventions, Mode, Node, PointsGap, Score, ScoredTree, points_gaps, score, score_tree
from ..tree import Branch, Path, as_node, grow_plain, load_plain_tree, load_tree, node_of
from .rescoring import Comparison
from .schemes import scheme_of_tree

NEW = "new"


@dataclass
class EntryTree:
    """One tree of an evaluation as it is stored now; every question is asked of the database at most once."""

    evaluation: Evaluation
    project_evaluation: ProjectEvaluation | None = None

    @cached_property
    def conventions(self) -> Conventions:
        """How its scheme scores."""
        return scheme_of_tree(self.evaluation, self.project_evaluation).conventions

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """The first level with everything below it."""
        return load_tree(self.evaluation, self.project_evaluation)

    @cached_property
    def funds(self) -> Line:
        """The money that its execution block is scored from."""
        if self.project_evaluation is None:
            return gather_totals([self.evaluation.pk])[self.evaluation.pk]
        return total_of(self.project_evaluation.funds.all())

    @cached_property
    def root(self) -> Node:
        """What the scoring core takes."""
        return as_node(self.branches, self.funds, self.conventions)

    @cached_property
    def gaps(self) -> dict[Path, PointsGap]:
        """The branches whose points do not add up, by their paths; the empty path is the whole, out of 100."""
        return {gap.path[1:]: gap for gap in points_gaps(replace(self.root, points=HUNDRED))}

    @cached_property
    def scored(self) -> ScoredTree:
        """The scores that follow from what is stored."""
        return score_tree(self.root, self.conventions)

    @classmethod
    def of(cls, evaluation: Evaluation, project_evaluation: ProjectEvaluation | None, saved: Comparison) -> EntryTree:
        """Return the tree as a save has just read and scored it."""
        found = saved.of_tree(project_evaluation.pk if project_evaluation else None)
        tree = cls(evaluation, project_evaluation)
        tree.branches, tree.conventions = grow_plain(found.tree.rows), found.tree.conventions
        tree.scored, tree.root = found.scored, found.scored.root.node
        return tree

    @classmethod
    def plain(cls, evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None) -> EntryTree:
        """Return the tree with no more than scoring needs of each indicator, which is read many times as fast."""
        tree = cls(evaluation, project_evaluation)
        tree.branches = load_plain_tree(evaluation, project_evaluation)
        return tree

    def computed(self, node: Node) -> Score | None:
        """Return what the rule gives for a leaf where a person may say another score, None where nobody may."""
        if node.measurement is None or self.conventions.mode is Mode.LOCKED:
            return None
        return score(replace(node.measurement, points=node.points), replace(self.conventions, mode=Mode.LOCKED))

    def trying(self, row: Indicator) -> EntryTree:
        """Return the tree as it would be with a leaf that is being typed; nothing is stored."""
        tried = EntryTree(self.evaluation, self.project_evaluation)
        leaf = node_of(row, (), (None, None))
        tried.conventions = self.conventions
        tried.root = _with(self.root, leaf if row.pk else replace(leaf, key=NEW), str(row.parent_id))
        return tried


def _with(node: Node, leaf: Node, parent: str) -> Node:
    """Return the tree with a leaf put in the place of the one with its key, or behind those of its parent."""
    if any(child.key == leaf.key for child in node.children):
        return replace(node, children=tuple(leaf if child.key == leaf.key else child for child in node.children))
    if node.key == parent:
        return replace(node, children=(*node.children, leaf))
    return replace(node, children=tuple(_with(child, leaf, parent) for child in node.children))
