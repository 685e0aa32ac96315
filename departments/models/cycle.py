"""One year's round."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from ..stages import Stage, as_stored, read


def one_stage() -> list[dict[str, Any]]:
    """Return the shortest chain of review."""
    return as_stored([Stage("审核")])


class Cycle(models.Model):
    """The round in which the units evaluate one budget year (年度任务)."""

    year = models.PositiveSmallIntegerField("评价年度", unique=True)
    opens_on = models.DateField("开始填报日期")
    due_on = models.DateField("截止日期")
    closes = models.BooleanField("截止后停止填报", default=False)
    stages = models.JSONField("审核环节", default=one_stage)

    class Meta:
        verbose_name = "年度任务"
        verbose_name_plural = "年度任务"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="cycle_due_after_opening",
                condition=Q(due_on__gte=F("opens_on")),
                violation_error_message="截止日期不能早于开始填报日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度"

    @property
    def chain(self) -> tuple[Stage, ...]:
        """The stages of review that evaluations submitted from now on pass."""
        return read(self.stages)
