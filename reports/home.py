"""What waits for a person, by role; the number of questions to the database does not grow with the rows."""

from collections.abc import Collection
from dataclasses import dataclass

from departments import clock
from departments.models import Cycle, Department, Evaluation, Role, User
from departments.models.evaluation import EvaluationQuerySet

from .places import by_part
from .services import findings_of

MOST_ROWS = 30
MOST_MEASURED = 3


@dataclass(frozen=True)
class Entry:
    """One of the evaluations that a preparer works on; `complete` of `parts`, None where it was not measured."""

    evaluation: Evaluation
    days_left: int
    complete: int | None = None
    parts: int = 0


@dataclass(frozen=True)
class Desk:
    """The queues of one person; empty where the role is missing."""

    entries: list[Entry]
    to_review: list[Evaluation]
    to_publish: list[Evaluation]
    summaries: list[Department]
    year: int | None


def desk_of(user: User, roles: Collection[str]) -> Desk:
    """Return what waits for `user`."""
    related = Evaluation.objects.select_related("department", "cycle", "scorecard")
    return Desk(
        entries=_entries(related, user) if Role.PREPARER in roles else [],
        to_review=list(related.for_role(user, Role.REVIEWER).awaiting_review()[:MOST_ROWS])
        if Role.REVIEWER in roles
        else [],
        to_publish=list(related.for_role(user, Role.PUBLISHER).awaiting_publication()[:MOST_ROWS])
        if Role.PUBLISHER in roles
        else [],
        summaries=list(Department.objects.filter(memberships__user=user).supervising().distinct()),
        year=Cycle.objects.values_list("year", flat=True).first(),
    )


def own_evaluations(user: User) -> EvaluationQuerySet:
    """Return all evaluations that `user` prepares, the most urgent first."""
    return _own(Evaluation.objects.select_related("department", "cycle", "scorecard"), user)


def _own(evaluations: EvaluationQuerySet, user: User) -> EvaluationQuerySet:
    return evaluations.for_role(user, Role.PREPARER).order_by("cycle__due_on", "department__code")


def _entries(evaluations: EvaluationQuerySet, user: User) -> list[Entry]:
    """Return the latest evaluations, those that are open first; how complete is told of the most urgent ones."""
    own = _own(evaluations, user)
    open_ones = list(own.editable()[:MOST_ROWS])
    closed = list(own.exclude(pk__in=[row.pk for row in open_ones]).reverse()[: MOST_ROWS - len(open_ones)])
    measured = [_measured(row) for row in open_ones[:MOST_MEASURED]]
    return measured + [Entry(row, _days_left(row)) for row in [*open_ones[MOST_MEASURED:], *closed]]


def _measured(evaluation: Evaluation) -> Entry:
    parts = by_part(evaluation, findings_of(evaluation))
    return Entry(evaluation, _days_left(evaluation), sum(part.is_complete for part in parts), len(parts))


def _days_left(evaluation: Evaluation) -> int:
    return (evaluation.cycle.due_on - clock.today()).days
