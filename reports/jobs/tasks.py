"""The task that workers run. It may run twice or be killed: the job's row says what is left to do."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import cast

from django_tasks import task

from departments.models import Evaluation, User
from departments.services import StaleRow
from departments.workflow import Action, Status, StepRefused

from ..document.errors import MalformedDocument
from ..editions.folders import FolderTaken, replace_file
from ..imports import ImportRefused
from ..models import Job
from ..portal import write_pages_of
from ..rendering.errors import RenderingError
from ..services.findings import context_of
from ..services.guard import Blocked, blocking_reasons, text_of
from ..services.planning import preview
from ..services.printing import Report, print_report, remarks
from ..services.publication import publish_now
from ..services.scheduling import moment, schedule
from ..services.slow_checks import check_slowly
from .bulk import take_steps
from .dossier import pack_dossier
from .exporting import export_report, pack_reports, packing_of
from .files import preview_file
from .importing import import_file
from .leases import LeaseLost, claim, finish, report
from .rescoring import rescore_round
from .tables import collect_tables

logger = logging.getLogger(__name__)

EXPECTED = (StaleRow, StepRefused, MalformedDocument, FolderTaken, ImportRefused)


@task
def perform(job_pk: int) -> None:
    """Do a job unless somebody does it or it is done; whatever happens, the job says so."""
    job = claim(job_pk)
    if job is None:
        return
    try:
        status, messages = _outcome(job)
        finish(job, status, *messages)
    except LeaseLost:
        logger.warning("Job %s went on with another worker.", job_pk)
        return
    if packing := packing_of(job.batch):
        perform.enqueue(packing.pk)


def _outcome(job: Job) -> tuple[Job.Status, tuple[str, ...]]:
    try:
        return Job.Status.DONE, (WORK[Job.Kind(job.kind)](job, partial(report, job)),)
    except LeaseLost:
        raise
    except Blocked as blocked:
        lead = "暂不能公开，原因如下：" if job.kind == Job.Kind.GUARD else "未公开，原因如下："
        return Job.Status.FAILED, (lead, *map(text_of, blocked.reasons))
    except RenderingError as error:
        return Job.Status.FAILED, (*remarks(error.messages), str(error))
    except EXPECTED as error:
        return Job.Status.FAILED, (str(error),)
    except OSError as error:
        logger.exception("Job %s could not write.", job.pk)
        return Job.Status.FAILED, (
            f"文件未能写入（{error.strerror or error}），请管理员检查磁盘空间和目录权限后重试。",
        )
    except Exception:
        logger.exception("Job %s failed.", job.pk)
        return Job.Status.FAILED, (
            "处理中出现意外错误，没有完成；已记入系统日志。请稍后重试，仍不成功请联系系统管理员。",
        )


def _preview(job: Job, tell: Report) -> str:
    tell(10, "正在排版 PDF。")
    rendered = print_report(preview(cast("Evaluation", job.evaluation)), report=tell, is_final=False)
    replace_file(preview_file(job), rendered.pdf)
    return "预览 PDF 已生成。"


def _publish(job: Job, tell: Report) -> str:
    evaluation = cast("Evaluation", job.evaluation)
    if evaluation.status == Status.PUBLISHED:
        write_pages_of(evaluation)
        return "报告已公开，目录页面已更新。"
    if planned_at := job.order.get("at"):
        return _plan_publication(job, datetime.fromisoformat(planned_at), tell)
    edition = publish_now(evaluation, actor=cast("User", job.requested_by), report=tell)
    return f"第{edition.number}版已公开。"


def _plan_publication(job: Job, at: datetime, tell: Report) -> str:
    """Plan it unless a worker that died has done so already."""
    evaluation = cast("Evaluation", job.evaluation)
    if not evaluation.schedules.waiting().exists():
        schedule(evaluation, at=at, actor=cast("User", job.requested_by), report=tell)
    return f"报告文件已生成，定于{moment(at)}公开。"


def _ask_guard(job: Job, tell: Report) -> str:
    tell(10, "正在核对公开条件。")
    evaluation = cast("Evaluation", job.evaluation)
    if reasons := blocking_reasons(evaluation, Action.PUBLISH, actor=cast("User", job.requested_by)):
        raise Blocked(reasons)
    return "可以公开。"


def _check(job: Job, tell: Report) -> str:
    evaluation = cast("Evaluation", job.evaluation)
    tell(10, "正在与其他报告和上年报告比对。")
    found = check_slowly(evaluation, context_of(evaluation, with_others=True)).findings
    return f"深度校验完成，发现{len(found)}项。" if found else "深度校验完成，没有发现问题。"


WORK: dict[Job.Kind, Callable[[Job, Report], str]] = {
    Job.Kind.PREVIEW: _preview,
    Job.Kind.PUBLISH: _publish,
    Job.Kind.RESCORE: rescore_round,
    Job.Kind.TABLES: collect_tables,
    Job.Kind.BULK: take_steps,
    Job.Kind.CHECK: _check,
    Job.Kind.IMPORT: import_file,
    Job.Kind.DOSSIER: pack_dossier,
    Job.Kind.GUARD: _ask_guard,
    Job.Kind.EXPORT: export_report,
    Job.Kind.PACK: pack_reports,
}
