"""What has been published, for good."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from departments.models import Department, Evaluation, User


class IndexNumber(models.Model):
    """The 索引号 of an evaluation's report: assigned once, never reused."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="index_number")
    department = models.ForeignKey(Department, models.PROTECT, related_name="index_numbers")
    year = models.PositiveSmallIntegerField("生成年份")
    serial = models.PositiveIntegerField("流水号")
    text = models.CharField("索引号", max_length=100, unique=True)

    class Meta:
        verbose_name = "索引号"
        constraints = [
            models.UniqueConstraint(fields=["department", "year", "serial"], name="index_serial_once"),
        ]

    def __str__(self) -> str:
        return self.text


class EditionQuerySet(models.QuerySet["Edition"]):
    """The questions asked of editions."""

    def current(self) -> Self:
        """Return those that are in force."""
        return self.filter(status=Edition.Status.CURRENT)

    def newest(self) -> Self:
        """Return the last one of each report: it is in force, or the report is withdrawn."""
        later = Edition.objects.filter(evaluation=OuterRef("evaluation"), number__gt=OuterRef("number"))
        return self.exclude(Exists(later))

    def public(self) -> Self:
        """Return those that everybody can read, superseded ones included."""
        return self.exclude(status=Edition.Status.WITHDRAWN)


class Edition(models.Model):
    """One immutable publication of a snapshot (版次)."""

    class Status(models.TextChoices):
        """Its short life."""

        CURRENT = "current", "现行"
        SUPERSEDED = "superseded", "已被更正"
        WITHDRAWN = "withdrawn", "已撤回"

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    code = models.CharField("核验码", max_length=8, blank=True, db_index=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.CURRENT)
    title = models.CharField("标题", max_length=200)
    snapshot = models.JSONField("快照")
    circumstances = models.JSONField("公开时的其他依据", default=dict)
    folder = models.CharField("目录", max_length=200, unique=True)
    manifest_sha256 = models.CharField("清单SHA-256", max_length=64)
    score = models.DecimalField("自评得分", max_digits=6, decimal_places=2)
    grade = models.CharField("等级", max_length=10)
    change_note = models.TextField("更正说明", blank=True)
    published_at = models.DateTimeField("公开时间")
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发布人")
    review = models.ForeignKey("reports.DisclosureReview", models.PROTECT, related_name="editions")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal_reason = models.TextField("撤回理由", blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "版次"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["evaluation"], condition=Q(status="current"), name="edition_one_current"),
            models.CheckConstraint(
                name="edition_withdrawal_follows_status",
                condition=Q(status="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_at=None, withdrawal_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} 第{self.number}版"
