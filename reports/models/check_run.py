"""What the slow checks have said, and of what."""

from django.db import models

from departments.models import Evaluation


class CheckRun(models.Model):
    """The latest result of the slow checks of one evaluation, with the content that they have seen."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="check_run")
    finished_at = models.DateTimeField("校验时间")
    content = models.CharField("校验时的内容", max_length=64)
    findings = models.JSONField("校验结果", default=list)

    class Meta:
        verbose_name = "后台校验"

    def __str__(self) -> str:
        return f"{self.evaluation} {self.finished_at:%Y-%m-%d %H:%M}"
