"""Scoring a whole round again: some evaluations at a time, each time with the place reached in the same transaction.

A worker that dies loses the evaluations it had in hand; the next one goes on from the place that was stored.
"""

from functools import partial
from typing import cast

from departments.models import AuditEntry, Cycle
from indicators.services.rounds import RESCORED, rescorable, rescore_some

from ..models import Job
from ..services.printing import Report
from .leases import reach


def rescore_round(job: Job, tell: Report) -> str:
    """Store the scores that follow now, where they may still change; return what has changed."""
    cycle = cast("Cycle", job.cycle)
    everything = rescorable(cycle)
    done, count = everything.filter(pk__lte=job.reached).count(), everything.count()
    tell(_percent(done, count), f"{cycle}可以重新计分的自评共{count}份，从第{done + 1}份开始。")
    while step := rescore_some(
        cycle, after=job.reached, actor=job.requested_by, keep=partial(_keep, job, done=done, count=count)
    ):
        done += step
    changed = AuditEntry.objects.filter(action=RESCORED, evaluation__cycle=cycle, at__gte=job.requested_at).count()
    return f"重新计分完成，{changed}份自评的得分有变化，新旧得分和依据已记入审计日志。"


def _keep(job: Job, reached: int, seen: int, *, done: int, count: int) -> None:
    reach(job, _percent(done + seen, count), reached)


def _percent(done: int, count: int) -> int:
    return min(done * 100 // count, 99) if count else 0
