"""How grave the findings of a check are, where the administrator has decided it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery

from departments.models import Evaluation
from indicators.models import Scheme

from ..checks import Severity

ANY_YEAR = 0


class CheckSettingQuerySet(models.QuerySet["CheckSetting"]):
    """The questions asked of settings."""

    def for_evaluation(self, evaluation: Evaluation) -> Self:
        """Return those that hold for the evaluation; of several for one check the most particular one counts."""
        return self.filter(
            scheme__in=("", evaluation.scorecard.scheme.name),
            level__in=(CheckSetting.Level.ANY, evaluation.department.level),
            year__in=(ANY_YEAR, evaluation.cycle.year),
        )

    def titled(self) -> Self:
        """Return them with the title of their scheme (`scheme_title`), None where they hold for all."""
        latest = Scheme.objects.filter(name=OuterRef("scheme")).order_by("-version")
        return self.annotate(scheme_title=Subquery(latest.values("title")[:1]))


class CheckSetting(models.Model):
    """The severity of one check for a scheme, a level of units and a year; what is left open holds for all."""

    class Level(models.IntegerChoices):
        """How deep a unit stands in the tree."""

        ANY = 0, "全部层级"
        TOP = 1, "第一级（区）"
        SUPERVISING = 2, "第二级（主管部门）"
        UNIT = 3, "第三级（所属单位）"

    check_id = models.CharField("校验", max_length=30)
    scheme = models.CharField("指标体系方案", max_length=50, blank=True)
    level = models.PositiveSmallIntegerField("单位层级", choices=Level, default=Level.ANY)
    year = models.PositiveSmallIntegerField("评价年度", default=ANY_YEAR, blank=True)
    severity = models.CharField(
        "等级", max_length=7, choices=[(severity.value, severity.label) for severity in Severity]
    )
    reason = models.CharField("调整理由", max_length=300)

    objects = CheckSettingQuerySet.as_manager()

    class Meta:
        verbose_name = "校验等级设置"
        ordering = ["check_id", "scheme", "level", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_id", "scheme", "level", "year"],
                name="check_setting_once",
                violation_error_message="这项校验在该范围内已有设置，请修改原有的设置。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} {self.get_severity_display()}"

    @property
    def particularity(self) -> int:
        """How particular it is: a scheme counts more than a level, a level more than a year."""
        return 4 * bool(self.scheme) + 2 * bool(self.level) + bool(self.year)
