"""Scoring an evaluation and keeping the result."""

from django.db import transaction

from departments.gather import gather_budget
from departments.models import Evaluation

from ..models import Indicator, Scorecard
from ..scoring import ScoredTree, score_tree
from ..tree import as_node, load_tree
from .schemes import scheme_of


def score_evaluation(evaluation: Evaluation) -> ScoredTree:
    """Return the scores that follow from what is stored now; nothing is written."""
    conventions = scheme_of(evaluation).conventions
    return score_tree(as_node(load_tree(evaluation), gather_budget(evaluation), conventions), conventions)


@transaction.atomic
def rescore(evaluation: Evaluation) -> ScoredTree:
    """Store the scores that follow from what is stored now, in the transaction of the change that made them differ."""
    scored = score_evaluation(evaluation)
    _store_scores(evaluation, scored)
    Scorecard.objects.filter(evaluation=evaluation).update(
        raw_total=scored.raw_total, total=scored.total, grade=scored.grade
    )
    return scored


def _store_scores(evaluation: Evaluation, scored: ScoredTree) -> None:
    scores = {int(leaf.key): leaf.score for leaf in scored.root.leaves() if leaf.key}
    changed = [row for row in evaluation.indicators.leaves() if row.score != scores.get(row.pk)]
    for row in changed:
        row.score = scores.get(row.pk)
    Indicator.objects.bulk_update(changed, ["score"])
