"""The evaluations that a preparer works on: how far each part is, and what has already been done."""

from dataclasses import dataclass

from django.db.models.functions import Coalesce

from departments import clock
from departments.models import Evaluation, Role, User
from departments.models.evaluation import EvaluationQuerySet
from departments.workflow import Status

from ..places import PartFindings, by_part
from ..services import findings_of
from .waiting import MOST_ROWS

MOST_MEASURED = 3
STANDINGS = {
    Status.SUBMITTED: "已送审，等待审核",
    Status.APPROVED: "已审核通过，等待公开",
    Status.PUBLISHED: "已公开，本年度工作已完成",
}


@dataclass(frozen=True)
class Entry:
    """One evaluation of a preparer; `parts` is empty where it was not measured."""

    evaluation: Evaluation
    days_left: int
    parts: tuple[PartFindings, ...] = ()

    @property
    def complete(self) -> int:
        """How many parts have nothing that blocks."""
        return sum(part.is_complete for part in self.parts)

    @property
    def open_count(self) -> int:
        """How many findings block."""
        return sum(part.open_count for part in self.parts)

    @property
    def standing(self) -> str:
        """What has been done with it; empty while it is open."""
        return STANDINGS.get(Status(self.evaluation.status), "")


def own_evaluations(user: User) -> EvaluationQuerySet:
    """Return all evaluations that `user` prepares, the most urgent first."""
    related = Evaluation.objects.select_related("department", "cycle", "scorecard")
    return related.for_role(user, Role.PREPARER).order_by(Coalesce("extended_to", "cycle__due_on"), "department__code")


def entries_of(user: User) -> list[Entry]:
    """Return the latest evaluations, those that are open first; how far the parts are is told of the most urgent."""
    own = own_evaluations(user)
    open_ones = list(own.editable()[:MOST_ROWS])
    closed = list(own.exclude(pk__in=[row.pk for row in open_ones]).reverse()[: MOST_ROWS - len(open_ones)])
    measured = [Entry(row, _days_left(row), _parts(row)) for row in open_ones[:MOST_MEASURED]]
    return measured + [Entry(row, _days_left(row)) for row in [*open_ones[MOST_MEASURED:], *closed]]


def _parts(evaluation: Evaluation) -> tuple[PartFindings, ...]:
    return tuple(by_part(evaluation, findings_of(evaluation)))


def _days_left(evaluation: Evaluation) -> int:
    return (evaluation.due_on - clock.today()).days
