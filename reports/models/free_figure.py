"""Numbers in texts that are bound to nothing, with where they come from."""

from django.db import models
from django.db.models import Q

from departments.models import Evaluation, User

LONGEST_WORDS = 40
LONGEST_SOURCE = 200


class FreeFigure(models.Model):
    """One number with its unit (自由数字), in one spelling, wherever the texts of the evaluation say it."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="free_figures")
    words = models.CharField("数字", max_length=LONGEST_WORDS)
    source = models.CharField("来源", max_length=LONGEST_SOURCE)
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    declared_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "自由数字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "words"], name="free_figure_once"),
            models.CheckConstraint(name="free_figure_has_a_source", condition=~Q(words="") & ~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.words}（{self.source}）"
