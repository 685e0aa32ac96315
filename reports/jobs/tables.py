"""The official tables of every unit of a branch in one zip: a file for each unit, some at a time, then all packed.

The files lie in a folder of the job until they are packed; a worker that dies loses those it had in hand, and the next
one goes on from the place that was stored.
"""

import shutil
from typing import cast

from departments.models import Cycle, Department, Evaluation
from departments.models.evaluation import EvaluationQuerySet
from perfeval.lib.listing import workbook

from ..gather.summary import gather_units
from ..models import Job
from ..services.printing import Report
from ..services.tables import named, official_tables
from ..summary.listing import SUMMARY
from .files import NOT_IN_NAMES, parts_folder, result_file, write_private, zipped
from .leases import reach

AT_ONCE = 10
SUMMARY_NAME = "汇总表.xlsx"


def collect_tables(job: Job, tell: Report) -> str:
    """Write the tables of each unit, pack them with the summary; return what has been packed."""
    department, cycle = cast("Department", job.department), cast("Cycle", job.cycle)
    everything = evaluations_of(department, cycle)
    count, done = everything.count(), everything.filter(pk__lte=job.reached).count()
    tell(_percent(done, count), f"{cycle}{department}及所属单位的自评共{count}份，从第{done + 1}份开始。")
    while block := list(everything.filter(pk__gt=job.reached)[:AT_ONCE]):
        for evaluation in block:
            write_private(parts_folder(job) / _name(evaluation), [official_tables(evaluation)])
        done += len(block)
        reach(job, _percent(done, count), block[-1].pk)
    _pack(job, department, cycle)
    return f"已生成{count}个单位的自评表和汇总表，请下载压缩包。文件保留3天。"


def evaluations_of(department: Department, cycle: Cycle) -> EvaluationQuerySet:
    """Return the evaluations of a department and everything below it, in the order in which they are done."""
    below = Evaluation.objects.filter(department__path__startswith=department.path, cycle=cycle)
    return below.select_related("department", "cycle", "scorecard__scheme", "budget").order_by("pk")


def _name(evaluation: Evaluation) -> str:
    name = f"{evaluation.department.code}-{named(evaluation, '自评表.xlsx')}"
    return name.translate(NOT_IN_NAMES)


def _pack(job: Job, department: Department, cycle: Cycle) -> None:
    folder, packed = parts_folder(job), result_file(job)
    write_private(folder / SUMMARY_NAME, workbook(SUMMARY, gather_units(department, cycle)))
    write_private(packed, zipped(folder))
    shutil.rmtree(folder)


def _percent(done: int, count: int) -> int:
    return min(done * 100 // count, 99) if count else 0
