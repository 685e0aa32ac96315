"""What reviewers say about single indicators."""

from django.db import models
from django.db.models import Q

from departments.models import Evaluation, User
from departments.models.versioned import Versioned

from .indicator import Indicator


class StageScore(Versioned):
    """The points that one review stage gives an indicator (核查分数); the self score stays as it is."""

    identity = ("indicator", "stage")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="stage_scores")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="stage_scores")
    stage = models.PositiveSmallIntegerField("审核环节序号", editable=False)
    stage_name = models.CharField("审核环节", max_length=50, editable=False)
    points = models.DecimalField("核查分数", max_digits=5, decimal_places=2)
    reason = models.TextField("核查意见", max_length=1000, blank=True)
    scored_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核查人", editable=False)
    scored_at = models.DateTimeField("核查时间", editable=False)

    class Meta:
        verbose_name = "核查分数"
        ordering = ["stage", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "stage"], name="stage_score_once"),
            models.CheckConstraint(
                name="stage_score_not_negative",
                condition=Q(points__gte=0),
                violation_error_message="核查分数不能小于0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.stage_name}"
