"""Files that administrators import."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from departments.models import Cycle, User


class BulkImportQuerySet(models.QuerySet["BulkImport"]):
    """The questions asked of imports."""

    def visible_to(self, user: User) -> Self:
        """Return those of `user`: nobody reads what another administrator imports."""
        return self.filter(uploaded_by=user)

    def never_confirmed(self, before: datetime) -> Self:
        """Return those that were only looked at, before a moment."""
        return self.filter(applied_at=None, job=None, uploaded_at__lt=before)


class BulkImport(models.Model):
    """One file with units, people or official figures (批量导入); its content lies under `path`."""

    class Kind(models.TextChoices):
        """What the file holds."""

        DEPARTMENTS = "departments", "部门（单位）"
        PEOPLE = "people", "用户和岗位"
        FIGURES = "figures", "财政数据"

    kind = models.CharField("内容", max_length=12, choices=Kind)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="年度任务")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    path = models.CharField(max_length=100, unique=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导入人")
    uploaded_at = models.DateTimeField("上传时间")
    confirmed = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField("导入时间", null=True)

    objects = BulkImportQuerySet.as_manager()

    class Meta:
        verbose_name = "批量导入"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="bulk_import_of_figures_names_its_round",
                condition=Q(kind="figures", cycle__isnull=False) | ~Q(kind="figures") & Q(cycle=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}“{self.name}”"
