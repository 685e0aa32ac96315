"""What was put right at a click."""

from django.db import models
from django.db.models import Q

from departments.models import Evaluation, User


class Repair(models.Model):
    """Some stretches of text that were replaced together (一键修改), with what they were before."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="repairs")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="修改人")
    made_at = models.DateTimeField("修改时间")
    changes = models.JSONField("修改内容")
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "一键修改"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="repair_changes_something", condition=~Q(changes=[]))]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.made_at:%Y-%m-%d %H:%M}"
