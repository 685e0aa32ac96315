"""The measures of a whole round (整改台账): what the units have promised, and how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from departments import clock
from departments.models import Cycle, Department, User
from departments.workflow import Status

from .matrix import followed_by
from .models import Edition, Followup, Measure, Progress

UNFINISHED, LATE = "unfinished", "late"
CHOICES = {UNFINISHED: "未完成（全部）", LATE: "已逾期"} | {str(state): label for state, label in Progress.choices}
WAITED_FOR = (Progress.OPEN, Progress.DOING)


@dataclass(frozen=True)
class Criteria:
    """What is looked for: how far a measure is, words in unit, office or measure."""

    state: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One measure of the ledger."""

    measure: Any

    @property
    def followup(self) -> Followup:
        """What its unit says of it; what nobody has touched has not begun."""
        return getattr(self.measure, "followup", None) or Followup()

    @property
    def state(self) -> Progress:
        """How far it is."""
        return Progress(self.followup.state)

    @property
    def is_late(self) -> bool:
        """Whether it should have been carried out by now."""
        due_on = self.measure.due_on
        return due_on is not None and due_on < clock.today() and self.state in WAITED_FOR


def lines_of(measures: Iterable[Measure]) -> list[Line]:
    """Return the lines of the ledger."""
    return [Line(measure) for measure in measures]


def measures_of(cycle: Cycle, user: User) -> QuerySet[Measure]:
    """Return what the units that `user` follows have promised in reports that were approved; what is due first."""
    is_public = Exists(Edition.objects.filter(evaluation=OuterRef("evaluation")))
    approved = Q(evaluation__status__in=(Status.APPROVED, Status.PUBLISHED)) | Q(is_public)
    rows = Measure.objects.filter(
        approved, evaluation__cycle=cycle, evaluation__department__in=Department.objects.filter(followed_by(user))
    )
    return (
        rows.annotate(
            state=Coalesce("followup__state", Value(str(Progress.OPEN))),
            proof_count=Count("proofs"),
        )
        .select_related("problem", "followup", "evaluation__department")
        .order_by(F("due_on").asc(nulls_last=True), "evaluation__department__code", "pk")
    )


def matching(measures: QuerySet[Measure], criteria: Criteria) -> QuerySet[Measure]:
    """Return those that are looked for."""
    if criteria.state:
        measures = measures.filter(_condition(criteria.state))
    if criteria.words:
        named = ("evaluation__department__name", "evaluation__department__code", "office", "text")
        words = Q()
        for name in named:
            words |= Q(**{f"{name}__icontains": criteria.words})
        measures = measures.filter(words)
    return measures


def counts_of(measures: QuerySet[Measure]) -> dict[str, int]:
    """Return how many measures there are in each state, and how many are not done or late."""
    rows = Measure.objects.filter(pk__in=measures.order_by().values("pk")).annotate(
        state=Coalesce("followup__state", Value(str(Progress.OPEN)))
    )
    return rows.aggregate(**{state: Count("pk", filter=_condition(state)) for state in CHOICES})


def _condition(state: str) -> Q:
    if state == UNFINISHED:
        return Q(state__in=WAITED_FOR)
    if state == LATE:
        return Q(state__in=WAITED_FOR, due_on__lt=clock.today())
    return Q(state=state)
