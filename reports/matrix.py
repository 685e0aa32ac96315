"""The round at a glance (进度): every unit with its state and its parts, in a fixed number of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db.models import Count, F, FilteredRelation, Q
from django.db.models.functions import Coalesce, Greatest

from departments import clock
from departments.models import Cycle, Department, Evaluation, Membership, Role, User
from departments.models.department import DepartmentQuerySet
from departments.workflow import EDITABLE, STATUS_NAMES, Status
from indicators.parts import PARTS, Part

from .models import Standing

ROLES = (Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.AUDITOR)
NOT_OPENED, NOT_FILED, LATE = "none", "not_filed", "late"
STATES = {NOT_OPENED: "未开启"} | {str(status): name for status, name in STATUS_NAMES.items()}
CHOICES = {NOT_FILED: "未送审（全部）", LATE: "已逾期"} | STATES


@dataclass(frozen=True)
class Criteria:
    """What is looked for: a state, a part that is not complete, words in the name or code."""

    state: str = ""
    part: str = ""
    words: str = ""


@dataclass(frozen=True)
class Cell:
    """One part of one unit: how many findings block in it, None when that is not known."""

    part: Part
    blocking: int | None


@dataclass(frozen=True)
class Row:
    """One unit of the round."""

    department: Department
    cycle: Cycle
    evaluation: Evaluation | None

    @property
    def state(self) -> str:
        """Its state, or that it has not been opened."""
        return self.evaluation.status if self.evaluation else NOT_OPENED

    @property
    def state_name(self) -> str:
        """Its state in words."""
        return STATES[self.state]

    @cached_property
    def due_on(self) -> date:
        """Until when it is filled in."""
        return self.evaluation.due_on if self.evaluation else self.cycle.due_on

    @property
    def days_left(self) -> int:
        """How many days there are, negative when it is late."""
        return (self.due_on - clock.today()).days

    @property
    def is_waited_for(self) -> bool:
        """Whether it has not been filed."""
        return self.evaluation is None or self.evaluation.is_editable

    @property
    def publication_due_on(self) -> date | None:
        """Until when it has to become public (决算批复后20日), None when that is not known or it is public."""
        approval = getattr(self.evaluation, "accounts_approval", None)
        return approval.due_on if approval and self.state != Status.PUBLISHED else None

    @property
    def publication_days_left(self) -> int | None:
        """How many days there are for publication, negative when it is late."""
        due_on = self.publication_due_on
        return (due_on - clock.today()).days if due_on else None

    @property
    def cells(self) -> list[Cell]:
        """Its parts in the order of entry."""
        standing = _standing(self.evaluation)
        return [Cell(part, None if standing is None else standing.open_parts.get(part.key, 0)) for part in PARTS]


def units_of(cycle: Cycle, user: User) -> DepartmentQuerySet:
    """Return the units that `user` follows, each with what its evaluation of the round says, if there is one."""
    own = FilteredRelation("evaluations", condition=Q(evaluations__cycle=cycle))
    extended = Coalesce("own__extended_to", cycle.due_on)
    units = Department.objects.filter(followed_by(user)).annotate(own=own)
    return (
        units.filter(Q(is_active=True) | Q(own__isnull=False))
        .annotate(evaluation_pk=F("own__pk"), state=F("own__status"), last_day=Greatest(extended, cycle.due_on))
        .order_by("code")
    )


def matching(units: DepartmentQuerySet, criteria: Criteria) -> DepartmentQuerySet:
    """Return those that are looked for."""
    if criteria.state:
        units = units.filter(_condition(criteria.state))
    if criteria.part:
        units = units.annotate(open_parts=F("own__standing__open_parts")).filter(open_parts__has_key=criteria.part)
    if criteria.words:
        units = units.filter(Q(name__icontains=criteria.words) | Q(code__icontains=criteria.words))
    return units


def counts_of(units: DepartmentQuerySet) -> dict[str, int]:
    """Return how many units there are in each state, and how many are late."""
    by_state = units.order_by().values_list("state")  # type: ignore[misc]
    grouped = by_state.annotate(count=Count("pk"), late=Count("pk", filter=_condition(LATE)))
    found = {state or NOT_OPENED: (count, late) for state, count, late in grouped}
    counts = {state: found.get(state, (0, 0))[0] for state in STATES}
    waiting = sum(counts[state] for state in (NOT_OPENED, *EDITABLE))
    return {NOT_FILED: waiting, LATE: sum(late for _, late in found.values())} | counts


def rows_of(cycle: Cycle, departments: Iterable[Department]) -> list[Row]:
    """Return the rows of one page."""
    found = list(departments)
    related = Evaluation.objects.filter(cycle=cycle, department__in=found)
    by_department = {
        row.department_id: row for row in related.select_related("scorecard", "standing", "accounts_approval")
    }
    for evaluation in by_department.values():
        evaluation.cycle = cycle
    return [Row(department, cycle, by_department.get(department.pk)) for department in found]


def followed_by(user: User) -> Q:
    """Return the condition for the units below what `user` follows: asked for first, so that no row has to ask."""
    held = Membership.objects.held_by(user).filter(role__in=ROLES)
    paths = set(held.values_list("department__path", flat=True))
    return reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=()))


def _condition(state: str) -> Q:
    if state == NOT_OPENED:
        return Q(evaluation_pk=None)
    if state == NOT_FILED:
        return Q(evaluation_pk=None) | Q(state__in=EDITABLE)
    if state == LATE:
        return (Q(evaluation_pk=None) | Q(state__in=EDITABLE)) & Q(last_day__lt=clock.today())
    return Q(state=Status(state))


def _standing(evaluation: Evaluation | None) -> Standing | None:
    return getattr(evaluation, "standing", None)
