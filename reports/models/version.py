"""What an evaluation looked like at a step of its life."""

from django.db import models

from departments.models import Evaluation, User


class Version(models.Model):
    """The snapshot of an evaluation at a step, as its people saw it (版本): what a later one is compared with."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("序号")
    action = models.CharField("办理", max_length=20)
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="人员")
    snapshot = models.JSONField("快照")

    class Meta:
        verbose_name = "版本"
        ordering = ["evaluation", "number"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.evaluation} 第{self.number}次送审"
