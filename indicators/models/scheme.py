"""Schemes as data with versions, and which round uses which."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Count

from departments.models import Cycle

from ..schemes import Scheme as SchemeSpec
from ..schemes import load


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """The questions asked of schemes."""

    def with_uses(self) -> Self:
        """Add the rounds that use each version, and how many evaluations are scored by it."""
        whole, projects = Count("scorecards", distinct=True), Count("project_scorecards", distinct=True)
        counted = self.annotate(evaluation_count=whole + projects).order_by("kind", "name", "-version")
        return counted.prefetch_related("uses__cycle")

    def versions_of(self, name: str) -> Self:
        """Return all versions of one scheme, the newest first."""
        return self.filter(name=name).order_by("-version")


class Scheme(models.Model):
    """One version of an indicator scheme (指标体系方案); used once, it never changes again."""

    class Kind(models.TextChoices):
        """What is evaluated."""

        WHOLE = "整体", "部门整体支出"
        PROJECT = "项目", "项目支出"

    name = models.SlugField("代号", max_length=40)
    version = models.PositiveSmallIntegerField("版本", default=1)
    title = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=2, choices=Kind)
    content = models.TextField("内容(TOML)")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "指标体系方案"
        verbose_name_plural = "指标体系方案"
        ordering = ["kind", "name", "-version"]
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="scheme_version_once")]

    def __str__(self) -> str:
        return f"{self.title}(第{self.version}版)"

    @property
    def spec(self) -> SchemeSpec:
        """What the content says."""
        return load(self.content)

    @property
    def is_used(self) -> bool:
        """Whether a round has chosen it or an evaluation is scored by it; then it never changes again."""
        return self.uses.exists() or self.scorecards.exists() or self.project_scorecards.exists()


class CycleScheme(models.Model):
    """The scheme that a round uses for one kind of evaluation (方案选用)."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="schemes")
    kind = models.CharField("类别", max_length=2, choices=Scheme.Kind)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="uses", verbose_name="指标体系方案")

    class Meta:
        verbose_name = "方案选用"
        constraints = [models.UniqueConstraint(fields=["cycle", "kind"], name="cycle_scheme_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.cycle} {self.scheme}"
