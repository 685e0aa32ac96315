"""Taking one step for many units, one after the other, each in a transaction of its own with the place reached.

A worker that dies loses the unit it had in hand; the next one goes on with it.
"""

from typing import cast

from django.db import transaction

from departments.models import Cycle, User

from ..bulk import REFUSALS, STEPS, BulkStep, Order, Unit, units_of
from ..models import Job
from ..services.printing import Report
from .leases import reach


def take_steps(job: Job, tell: Report) -> str:
    """Take the step for every unit that is left; what was skipped is told with its reason. Return what was done."""
    order, actor = Order.from_json(job.order), cast("User", job.requested_by)
    step, cycle = STEPS[order.step], cast("Cycle", job.cycle)
    skipped = len(job.messages)
    for place in range(job.reached, len(order.units)):
        [unit] = units_of(cycle, [order.units[place]])
        percent = place * 100 // len(order.units)
        if refusal := _take(step, unit, order, actor, job, percent):
            tell(percent, f"跳过 {unit.department}：{refusal}")
            skipped += 1
    return f"{step.title}办理完成：办理{len(order.units) - skipped}个单位，跳过{skipped}个。"


@transaction.atomic
def _take(step: BulkStep, unit: Unit, order: Order, actor: User, job: Job, percent: int) -> str:
    """Take the step and keep the place, or return why it was refused."""
    refusal = ""
    try:
        with transaction.atomic():
            step.take(unit, order, actor)
    except REFUSALS as refused:
        refusal = str(refused)
    reach(job, percent, job.reached + 1)
    return refusal
