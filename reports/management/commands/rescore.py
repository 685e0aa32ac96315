"""Compute the scores of a round again, after a list of what would change."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from departments.models import Cycle
from indicators.services.rounds import differences
from reports.jobs import request_rescoring
from reports.jobs.tasks import perform
from reports.models import Job
from reports.score_list import lines_of


class Command(BaseCommand):
    """`manage.py rescore`: list what would change, then have it done, or do it at once."""

    help = "方案更正后重新计算一个年度的得分：先列出将要变化的得分和等级，再提交后台任务。已审核、已公开的不改。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the round, and what to do after the list."""
        parser.add_argument("--cycle", type=int, required=True, metavar="YEAR", help="评价年度，如 2022")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="只列出，不改动")
        what.add_argument("--now", action="store_true", help="不等后台服务，立即在本窗口完成")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list and go on as asked."""
        cycle = _cycle(options["cycle"])
        changing = self._list(cycle)
        if options["dry_run"]:
            self.stdout.write("仅列出，未作改动。")
        elif changing:
            self._start(cycle, at_once=options["now"])

    def _list(self, cycle: Cycle) -> int:
        """Print every difference as it is found; return how many evaluations will change."""
        count = Counter[bool]()
        for comparison in differences(cycle):
            count[comparison.is_signed] += 1
            for line in lines_of(comparison):
                self.stdout.write(line)
        self.stdout.write(f"{cycle}：{count[False]}份自评的得分将变化；另有{count[True]}份已审核或已公开，得分不改。")
        return count[False]

    def _start(self, cycle: Cycle, *, at_once: bool) -> None:
        job = request_rescoring(cycle, actor=None)
        if not at_once:
            self.stdout.write(f"已提交后台任务，进度见 {reverse('reports:job', args=[job.pk])}。")
            return
        perform.call(job.pk)
        job.refresh_from_db()
        if job.status == Job.Status.RUNNING:
            raise CommandError("后台服务正在办理同一任务，请在任务页面查看进度。")
        if job.status != Job.Status.DONE:
            raise CommandError(job.messages[-1])
        self.stdout.write(job.messages[-1])


def _cycle(year: int) -> Cycle:
    cycle = Cycle.objects.filter(year=year).first()
    if cycle is None:
        known = "、".join(map(str, Cycle.objects.values_list("year", flat=True))) or "无"
        raise CommandError(f"没有{year}年度的任务，请改用已有的年度（{known}）。")
    return cycle
