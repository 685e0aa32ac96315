"""Make disk, jobs and log follow the database."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from departments.services import (
    end_idle_visits,
    forget_absent,
    mail_notices,
    remind_due,
    remind_of_publication,
    seal_log,
)
from indicators.services import clear_stray_files, missing_evidence
from reports.editions.reconcile import reconcile
from reports.handover import resume_deliveries
from reports.jobs import resume_abandoned
from reports.jobs.files import clear_results
from reports.portal import write_all_pages
from reports.services import publish_due
from reports.services.imports import clear_imports
from reports.services.standings import refresh_standings


class Command(BaseCommand):
    help = (
        "整理：清除中断留下的暂存和上传文件，归位版次目录，更新目录页面，"
        "把无人结束的填报时段记入日志，催报，封存日志，更新填报进度，继续中断的后台任务。可随时、重复执行。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stale-after", type=int, default=60, metavar="分钟", help="暂存文件多久未动才视为中断留下（默认 60）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stale_after = timedelta(minutes=options["stale_after"])
        outcome = reconcile(stale_after=stale_after)
        stray = clear_stray_files(stale_after=stale_after)
        published = publish_due()
        pages = write_all_pages()
        logged = end_idle_visits()
        reminded, mailed = remind_due() + remind_of_publication(), mail_notices()
        forget_absent()
        sealed = seal_log()
        jobs, targets = resume_abandoned(), resume_deliveries()
        cleared = clear_results() + clear_imports()
        measured = refresh_standings()
        if options["verbosity"]:
            self.stdout.write(
                f"清除暂存文件 {outcome.stale} 项、无记录的上传文件 {stray} 个；"
                f"移走无记录的目录 {len(outcome.orphans)} 个；"
                f"完成撤回 {len(outcome.concealed)} 个；到时公开 {len(published)} 个；更新页面 {pages} 个；"
                f"补记日志 {logged} 条、封存 {sealed} 条；"
                f"催报 {reminded} 个单位，发出邮件 {mailed} 封；更新填报进度 {measured} 份；"
                f"继续后台任务 {len(jobs)} 个，移交目标 {targets} 个；清除到期的导入和结果文件 {cleared} 个。"
            )
        if faults := [*_damaged_editions(outcome.damaged), *_missing_evidence()]:
            raise CommandError("\n".join(faults))


def _damaged_editions(folders: list[str]) -> list[str]:
    return [f"以下已公开版次的文件缺失或被改动，请从备份恢复：{'、'.join(folders)}"] if folders else []


def _missing_evidence() -> list[str]:
    rows = [f"{row.subject}“{row}”（{row.file}）" for row in missing_evidence()]
    return [f"以下佐证材料、附件的文件缺失或不完整，请从备份恢复：{'、'.join(rows)}"] if rows else []
