"""The tree that is being entered: the whole department's, or that of one project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from departments.figures import Line
from departments.gather import gather_budget
from departments.models import Evaluation

from ..models import ProjectEvaluation
from ..projects import total_of
from ..scoring import Conventions, Node, ScoredTree, score_tree
from ..tree import Branch, as_node, load_tree
from .schemes import scheme_of_tree


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
            return gather_budget(self.evaluation).total
        return total_of(self.project_evaluation.funds.all())

    @cached_property
    def root(self) -> Node:
        """What the scoring core takes."""
        return as_node(self.branches, self.funds, self.conventions)

    @cached_property
    def scored(self) -> ScoredTree:
        """The scores that follow from what is stored."""
        return score_tree(self.root, self.conventions)
