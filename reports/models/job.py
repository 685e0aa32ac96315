"""Work done outside the request, as the user sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from departments.models import Cycle, Department, Evaluation, User

from .bulk_import import BulkImport


class JobQuerySet(models.QuerySet["Job"]):
    """The questions asked of jobs."""

    def unfinished(self) -> Self:
        """Return those that still have to be done."""
        return self.filter(status__in=(Job.Status.WAITING, Job.Status.RUNNING))

    def abandoned(self, now: datetime) -> Self:
        """Return those whose worker has let its lease run out."""
        return self.unfinished().filter(lease_until__lt=now)


class Job(models.Model):
    """One rendering, publication, check or rescoring (后台任务): what it is, how far it is, and what it said.

    It is about one evaluation, an imported file, or a whole round (or what a department and those below it have in it);
    then `reached` is the last evaluation that is done, or how many units are. `order` says what
    exactly is to be done, where the kind alone does not. A job of a batch is one of many that were asked for together.
    """

    class Kind(models.TextChoices):
        """What is to be done."""

        PREVIEW = "preview", "生成预览PDF"
        PUBLISH = "publish", "公开发布"
        RESCORE = "rescore", "重新计分"
        TABLES = "tables", "生成全部自评表"
        IMPORT = "import", "批量导入"
        BULK = "bulk", "批量办理"
        CHECK = "check", "深度校验"
        DOSSIER = "dossier", "生成卷宗"
        GUARD = "guard", "核对公开条件"
        EXPORT = "export", "导出报告"
        PACK = "pack", "打包导出的报告"

    class Status(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", "等待中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未成功"
        STOPPED = "stopped", "已停止"

    kind = models.CharField("任务", max_length=10, choices=Kind)
    evaluation = models.ForeignKey(Evaluation, models.CASCADE, null=True, related_name="jobs")
    cycle = models.ForeignKey(Cycle, models.CASCADE, null=True, related_name="jobs")
    department = models.ForeignKey(Department, models.CASCADE, null=True, related_name="+")
    bulk_import = models.OneToOneField(BulkImport, models.CASCADE, null=True, related_name="job")
    batch = models.ForeignKey("reports.Batch", models.CASCADE, null=True, related_name="jobs", verbose_name="整轮办理")
    reached = models.BigIntegerField(default=0)
    order = models.JSONField(default=dict)
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    messages = models.JSONField("记录", default=list)
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="发起人")
    requested_at = models.DateTimeField("发起时间")
    finished_at = models.DateTimeField("结束时间", null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "kind"],
                condition=Q(status__in=("waiting", "running")),
                name="job_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["cycle", "kind"],
                condition=Q(status__in=("waiting", "running"), department=None, batch=None),
                name="job_one_at_a_time_for_a_round",
            ),
            models.UniqueConstraint(
                fields=["cycle", "department", "kind"],
                condition=Q(status__in=("waiting", "running")),
                name="job_one_at_a_time_for_a_branch",
            ),
            models.CheckConstraint(
                name="job_is_about_an_evaluation_or_a_round",
                condition=Q(kind="tables", evaluation=None, cycle__isnull=False, department__isnull=False)
                | Q(kind="import", evaluation=None, cycle=None, bulk_import__isnull=False)
                | Q(kind__in=("rescore", "bulk"), evaluation=None, cycle__isnull=False)
                | Q(kind="pack", evaluation=None, cycle__isnull=False, batch__isnull=False)
                | Q(kind__in=("guard", "export"), evaluation__isnull=False, cycle=None, batch__isnull=False)
                | Q(kind__in=("preview", "publish", "check", "dossier"), evaluation__isnull=False, cycle=None),
            ),
            models.CheckConstraint(
                name="job_finished_at_follows_status",
                condition=Q(status__in=("waiting", "running"), finished_at=None)
                | Q(status__in=("done", "failed", "stopped"), finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.evaluation or self.bulk_import or self.cycle}"

    @property
    def conclusions(self) -> list[str]:
        """What it said besides what it was just doing."""
        return [message for message in self.messages if not message.startswith("正在")]

    @property
    def is_unfinished(self) -> bool:
        """Whether it still has to be done."""
        return self.status in (self.Status.WAITING, self.Status.RUNNING)
