"""Scoring an evaluation and its projects, and keeping the result."""

from dataclasses import dataclass

from django.db import transaction

from departments.gather import gather_budget
from departments.models import Evaluation, User

from ..projects import ProjectTree, load_projects
from ..scoring import Conventions, ScoredTree, score_tree
from ..tree import as_node, load_tree
from .rescoring import Comparison, compare_one, store_scores
from .schemes import project_scheme_of, scheme_of


def score_evaluation(evaluation: Evaluation) -> ScoredTree:
    """Return the scores that follow from what is stored now; nothing is written."""
    conventions = scheme_of(evaluation).conventions
    return score_tree(as_node(load_tree(evaluation), gather_budget(evaluation).total, conventions), conventions)


@dataclass(frozen=True)
class ScoredProject:
    """A project with its scores."""

    project: ProjectTree
    scored: ScoredTree


def score_projects(evaluation: Evaluation) -> tuple[ScoredProject, ...]:
    """Return the scores of every project; none where the round has no scheme for projects."""
    scheme = project_scheme_of(evaluation)
    if scheme is None:
        return ()
    return tuple(
        ScoredProject(project, score_project(project, scheme.conventions)) for project in load_projects(evaluation)
    )


def score_project(project: ProjectTree, conventions: Conventions) -> ScoredTree:
    """Return the scores of one project; its execution is that of its own funds."""
    return score_tree(as_node(project.tree, project.total, conventions), conventions)


@transaction.atomic
def rescore(evaluation: Evaluation, *, actor: User | None = None) -> Comparison:
    """Store the scores that follow from what is stored now, in the transaction of the change that made them differ."""
    comparison = compare_one(evaluation)
    store_scores([comparison], actor=actor, action="scorecard.score")
    return comparison
