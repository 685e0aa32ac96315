"""How far reviewers and samples differ from the units' own scores, over the years, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from departments.models import Department, Evaluation
from indicators.models import StageScore

from .models import SampledEvaluation

ZERO = Decimal(0)


@dataclass
class Deviation:
    """One evaluation: its own score, what was made of it, and the differences (points; None where one is not known)."""

    evaluation: Evaluation
    own: Decimal | None
    final: Decimal | None
    reviewed: Decimal | None = None
    sampled: Decimal | None = None
    opinion: str = ""

    @property
    def by_review(self) -> Decimal | None:
        """The last stage's points less the unit's own, over the indicators that it has scored."""
        return self.reviewed

    @property
    def by_sample(self) -> Decimal | None:
        """The sample's score less the unit's own."""
        return None if self.own is None or self.sampled is None else self.sampled - self.own


@dataclass
class UnitDeviations:
    """A unit over the years, the latest first."""

    department: Department
    years: list[Deviation] = field(default_factory=list)


def deviations(departments: Iterable[Department]) -> list[UnitDeviations]:
    """Return the units that have ever been submitted, with every year."""
    rows = Evaluation.objects.filter(department__in=departments, submissions__gt=0)
    found: dict[int, UnitDeviations] = {}
    related = rows.select_related("department", "cycle", "scorecard").order_by("department__code", "-cycle__year")
    every = [Deviation(row, row.scorecard.total, row.scorecard.final_total) for row in related]
    by_key = {one.evaluation.pk: one for one in every}
    _add_reviews(by_key)
    _add_samples(by_key)
    for one in every:
        unit = one.evaluation.department
        found.setdefault(unit.pk, UnitDeviations(unit)).years.append(one)
    return list(found.values())


def _add_reviews(by_key: dict[int, Deviation]) -> None:
    """Add up, per evaluation, what the last stage that scored gives less than the unit (or more)."""
    scores = StageScore.objects.filter(evaluation__in=by_key, indicator__project_evaluation=None)
    last: dict[int, int] = {}
    for evaluation, stage, points, own in scores.order_by("stage").values_list(
        "evaluation", "stage", "points", "indicator__score"
    ):
        one = by_key[evaluation]
        if last.get(evaluation) != stage:
            last[evaluation], one.reviewed = stage, ZERO
        one.reviewed = (one.reviewed or ZERO) + points - (own or ZERO)


def _add_samples(by_key: dict[int, Deviation]) -> None:
    rows = SampledEvaluation.objects.filter(evaluation__in=by_key).exclude(score=None).order_by("pk")
    for row in rows:
        by_key[row.evaluation_id].sampled, by_key[row.evaluation_id].opinion = row.score, row.opinion
