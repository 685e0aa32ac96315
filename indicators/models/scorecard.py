"""The result of scoring, kept for lists and for the record."""

from django.db import models

from departments.models import Evaluation

from .scheme import Scheme


class Scorecard(models.Model):
    """The scheme one evaluation is scored by, and the total it has reached (自评得分)."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="scorecard")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="scorecards", verbose_name="指标体系方案")
    raw_total = models.DecimalField("得分合计", max_digits=6, decimal_places=2, null=True, blank=True)
    total = models.DecimalField("自评得分", max_digits=6, decimal_places=2, null=True, blank=True)
    grade = models.CharField("等级", max_length=10, blank=True)

    class Meta:
        verbose_name = "评分"

    def __str__(self) -> str:
        return f"{self.evaluation} {self.total or '—'}"
