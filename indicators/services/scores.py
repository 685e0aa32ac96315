"""Scoring an evaluation and its projects, and keeping the result."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from departments.gather import gather_budget
from departments.models import Evaluation

from ..models import Indicator, ProjectEvaluation, Scorecard
from ..models.scored import Scored
from ..projects import ProjectTree, load_projects
from ..scoring import Conventions, ScoredTree, score_tree
from ..tree import as_node, load_tree
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
def rescore(evaluation: Evaluation) -> ScoredTree:
    """Store the scores that follow from what is stored now, in the transaction of the change that made them differ."""
    scored, projects = score_evaluation(evaluation), score_projects(evaluation)
    _store_scores(evaluation, [scored, *(project.scored for project in projects)])
    Scorecard.objects.filter(evaluation=evaluation).update(**_totals(scored))
    for project in projects:
        _store_totals(project)
    return scored


def _totals(scored: ScoredTree) -> dict[str, object]:
    return {"raw_total": scored.raw_total, "total": scored.total, "grade": scored.grade}


def _store_totals(project: ScoredProject) -> None:
    """Write the totals of a project if they differ; they are no entry, so its version stays."""
    totals = _totals(project.scored)
    row: Scored = project.project.row
    if any(getattr(row, name) != value for name, value in totals.items()):
        ProjectEvaluation.objects.filter(pk=row.pk).update(**totals)


def _store_scores(evaluation: Evaluation, results: Iterable[ScoredTree]) -> None:
    scores = {int(leaf.key): leaf.score for result in results for leaf in result.root.leaves() if leaf.key}
    changed = [row for row in evaluation.indicators.leaves() if row.score != scores.get(row.pk)]
    for row in changed:
        row.score = scores.get(row.pk)
    Indicator.objects.bulk_update(changed, ["score"])
