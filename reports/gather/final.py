"""The result of the review as facts."""

from decimal import Decimal

from departments.models import Evaluation
from indicators.schemes import Counting, Review

from ..snapshot import FinalFacts


def gather_final(evaluation: Evaluation, review: Review, own: Decimal | None) -> FinalFacts | None:
    """Return what the last stage says, where the scheme lets it count and it differs from the self score."""
    card = evaluation.scorecard
    if review.counts is not Counting.FINAL_STAGE or card.final_total in (None, own):
        return None
    return FinalFacts(evaluation.chain[-1].name, card.final_total, card.final_grade)
