"""The result of a reviewed evaluation: the self score, or the last stage's where the scheme lets that count."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from departments import audit
from departments.models import Evaluation, User

from ..models import Scorecard
from ..schemes import Counting
from ..scoring import ScoredTree, stage_tree
from .schemes import scheme_of
from .scores import score_evaluation

FINAL = ["final_total", "final_grade"]


@dataclass(frozen=True)
class StageResult:
    """What one stage makes of the whole evaluation."""

    stage: int
    name: str
    scored: ScoredTree


def stage_results(evaluation: Evaluation) -> list[StageResult]:
    """Return the tree of every stage that has scored something, in the order of the stages."""
    given: dict[int, dict[str, Decimal]] = {}
    names: dict[int, str] = {}
    for row in evaluation.stage_scores.filter(indicator__project_evaluation=None):
        given.setdefault(row.stage, {})[str(row.indicator_id)] = row.points
        names[row.stage] = row.stage_name
    if not given:
        return []
    own, conventions = score_evaluation(evaluation), scheme_of(evaluation).conventions
    return [StageResult(stage, names[stage], stage_tree(own, points, conventions)) for stage, points in given.items()]


def final_tree(evaluation: Evaluation) -> ScoredTree:
    """Return the tree whose total is the result: the last stage's where the scheme lets that count, else the own."""
    own, scheme = score_evaluation(evaluation), scheme_of(evaluation)
    if scheme.review.counts is not Counting.FINAL_STAGE:
        return own
    rows = evaluation.stage_scores.filter(stage=len(evaluation.chain) - 1, indicator__project_evaluation=None)
    return stage_tree(own, {str(row.indicator_id): row.points for row in rows}, scheme.conventions)


@transaction.atomic
def settle_final(evaluation: Evaluation, *, actor: User) -> None:
    """Store total and grade that count, in the transaction of the last approval."""
    tree = final_tree(evaluation)
    _store(evaluation, tree.total, tree.grade, actor)


@transaction.atomic
def clear_final(evaluation: Evaluation, *, actor: User) -> None:
    """Forget the result with the approval it rested on: the evaluation is open for changes again."""
    _store(evaluation, None, "", actor)


def _store(evaluation: Evaluation, total: Decimal | None, grade: str, actor: User) -> None:
    card = Scorecard.objects.select_for_update().get(evaluation=evaluation)
    before = audit.state_of(card, FINAL)
    card.final_total, card.final_grade = total, grade
    changes = audit.compare(before, audit.state_of(card, FINAL))
    if changes:
        card.save(update_fields=FINAL)
        audit.record(card, actor=actor, action="scorecard.change", changes=changes)
