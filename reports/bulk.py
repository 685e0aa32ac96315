"""One step for many units (批量办理): for each, why it would be skipped, and taking it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from departments.models import Cycle, Department, Evaluation, Role, User
from departments.permissions import roles_of
from departments.services import ExtensionRefused, ReminderRefused, StaleRow, extend_deadline, remind
from departments.services.extensions import why_not_extended
from departments.services.reminders import why_not_reminded
from departments.workflow import Action, StepRefused
from indicators.services import start_evaluation

from . import services
from .services.guard import text_of

MOST_CHECKED = 50
"""Units whose checks are asked for one page; what asks no checks takes as many as there are."""

REFUSALS = (services.Blocked, StepRefused, StaleRow, ReminderRefused, ExtensionRefused)
NOT_OPENED = "还没有开启自评。"


@dataclass(frozen=True)
class Order:
    """What is to be done for which units."""

    step: str
    units: tuple[int, ...]
    reason: str = ""
    until: date | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as a job keeps it."""
        day = self.until.isoformat() if self.until else None
        return {"step": self.step, "units": list(self.units), "reason": self.reason, "until": day}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Order":
        """Return what `to_json` has written."""
        until = date.fromisoformat(kept["until"]) if kept["until"] else None
        return cls(kept["step"], tuple(kept["units"]), kept["reason"], until)


@dataclass(frozen=True)
class Unit:
    """One unit of a round with its evaluation, if it has one."""

    department: Department
    cycle: Cycle
    evaluation: Evaluation | None


@dataclass(frozen=True)
class BulkStep:
    """One thing that can be done for many units.

    `why_not` says why a unit would be skipped, empty when it would not; `take` does it or raises one of `REFUSALS`.
    """

    key: str
    title: str
    why_not: Callable[[Unit, User], str]
    take: Callable[[Unit, Order, User], object]
    needs_reason: bool = False
    needs_day: bool = False
    most: int | None = None


def units_of(cycle: Cycle, departments: Collection[int]) -> list[Unit]:
    """Return the units with these keys, in the order of their codes."""
    related = Evaluation.objects.filter(cycle=cycle, department__in=departments).select_related("department", "cycle")
    found = {evaluation.department_id: evaluation for evaluation in related}
    rows = Department.objects.filter(pk__in=departments).order_by("code")
    return [Unit(department, cycle, found.get(department.pk)) for department in rows]


def skipped(step: BulkStep, units: Iterable[Unit], actor: User) -> Iterator[tuple[Unit, str]]:
    """Yield the units with the reason why each would be skipped, empty for those that would not."""
    for unit in units:
        yield unit, step.why_not(unit, actor)


def why_not_opened(unit: Unit, actor: User) -> str:
    """Return why no evaluation is opened for the unit."""
    if unit.evaluation:
        return "已经开启。"
    if not unit.department.is_active:
        return "单位已停用。"
    if Role.ADMINISTRATOR not in roles_of(actor, unit.department):
        return "您在该单位没有开启自评的权限。"
    return ""


def _of_evaluation(why_not: Callable[[Evaluation, User], str]) -> Callable[[Unit, User], str]:
    return lambda unit, actor: why_not(unit.evaluation, actor) if unit.evaluation else NOT_OPENED


def _why_not_returned(evaluation: Evaluation, actor: User) -> str:
    return "；".join(services.workflow_reasons(evaluation, Action.RETURN, actor=actor))


def _why_not_approved(evaluation: Evaluation, actor: User) -> str:
    return "；".join(map(text_of, services.blocking_reasons(evaluation, Action.APPROVE, actor=actor)))


def _open(unit: Unit, order: Order, actor: User) -> object:
    if reason := why_not_opened(unit, actor):
        raise StepRefused(reason)
    return start_evaluation(unit.department, unit.cycle, actor=actor)


def _with_evaluation(take: Callable[[Evaluation, Order, User], object]) -> Callable[[Unit, Order, User], object]:
    def taken(unit: Unit, order: Order, actor: User) -> object:
        if unit.evaluation is None:
            raise StepRefused(NOT_OPENED)
        return take(unit.evaluation, order, actor)

    return taken


def _remind(evaluation: Evaluation, order: Order, actor: User) -> object:
    return remind(evaluation, actor=actor, text=order.reason)


def _return(evaluation: Evaluation, order: Order, actor: User) -> object:
    return services.return_for_changes(evaluation, actor=actor, reason=order.reason)


def _approve(evaluation: Evaluation, order: Order, actor: User) -> object:
    return services.approve(evaluation, actor=actor, based_on=evaluation.version)


def _extend(evaluation: Evaluation, order: Order, actor: User) -> object:
    if order.until is None:
        raise ExtensionRefused("请填写延期日期。")
    return extend_deadline(evaluation, until=order.until, reason=order.reason, actor=actor)


STEPS = {
    step.key: step
    for step in (
        BulkStep("open", "开启自评", why_not_opened, _open),
        BulkStep("remind", "催报", _of_evaluation(why_not_reminded), _with_evaluation(_remind)),
        BulkStep(
            "extend",
            "延期",
            _of_evaluation(why_not_extended),
            _with_evaluation(_extend),
            needs_reason=True,
            needs_day=True,
        ),
        BulkStep("return", "退回", _of_evaluation(_why_not_returned), _with_evaluation(_return), needs_reason=True),
        BulkStep(
            "approve", "审核通过", _of_evaluation(_why_not_approved), _with_evaluation(_approve), most=MOST_CHECKED
        ),
    )
}
