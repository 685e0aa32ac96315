"""By which schemes one evaluation is scored, and what it has reached."""

from django.db import models

from departments.models import Evaluation

from .scheme import Scheme
from .scored import Scored


class Scorecard(Scored):
    """The schemes of one evaluation, and the total of the whole department (自评得分).

    `final_total` and `final_grade` are kept apart: what the last review stage says (复核得分).
    """

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="scorecard")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="scorecards", verbose_name="指标体系方案")
    project_scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_scorecards",
        verbose_name="项目指标体系方案",
    )
    final_total = models.DecimalField("复核得分", max_digits=6, decimal_places=2, null=True, blank=True)
    final_grade = models.CharField("复核等级", max_length=10, blank=True)

    class Meta:
        verbose_name = "评分"

    def __str__(self) -> str:
        return f"{self.evaluation} {'—' if self.total is None else self.total}"
