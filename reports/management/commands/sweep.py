"""Make disk and jobs follow the database."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.editions.reconcile import reconcile
from reports.jobs import resume_abandoned
from reports.portal import write_all_pages


class Command(BaseCommand):
    help = "整理：清除中断留下的暂存文件，归位版次目录，更新目录页面，继续中断的后台任务。可随时执行、重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stale-after", type=int, default=60, metavar="分钟", help="暂存文件多久未动才视为中断留下（默认 60）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = reconcile(stale_after=timedelta(minutes=options["stale_after"]))
        pages = write_all_pages()
        jobs = resume_abandoned()
        if options["verbosity"]:
            self.stdout.write(
                f"清除暂存文件 {outcome.stale} 项；移走无记录的目录 {len(outcome.orphans)} 个；"
                f"完成撤回 {len(outcome.concealed)} 个；更新页面 {pages} 个；继续后台任务 {len(jobs)} 个。"
            )
        if outcome.damaged:
            raise CommandError(f"以下已公开版次的文件缺失或被改动，请从备份恢复：{'、'.join(outcome.damaged)}")
