"""Packing a dossier: written aside, put in place by one rename."""

from typing import cast

from departments.models import Evaluation
from departments.services import seal_log

from ..dossier import write_dossier
from ..models import Job
from ..services.planning import preview
from ..services.printing import Report, print_report
from .files import result_file


def pack_dossier(job: Job, tell: Report) -> str:
    """Seal the log, then write everything about the evaluation into one file."""
    evaluation, target = cast("Evaluation", job.evaluation), result_file(job)
    seal_log()
    tell(5, "正在排版报告。")
    pdf = print_report(preview(evaluation), report=tell, is_final=False).pdf
    tell(40, "正在装入文件。")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = target.with_name(f".{target.name}")
    count = write_dossier(evaluation, aside, report=lambda: pdf, tell=tell)
    aside.chmod(0o600)
    aside.replace(target)
    return f"卷宗已生成，共{count}个文件。文件保留3天。"
