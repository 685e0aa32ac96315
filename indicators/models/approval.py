"""The approval of the year's goals."""

from django.db import models

from departments.models import Evaluation, User


class GoalApproval(models.Model):
    """绩效目标批复: in the trees that name it, targets and points change only by an adjustment with its document."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="goal_approvals")
    document = models.CharField("批复文件", max_length=200)
    approved_on = models.DateField("批复日期")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人", editable=False)
    recorded_at = models.DateTimeField("登记时间", editable=False)

    class Meta:
        verbose_name = "绩效目标批复"

    def __str__(self) -> str:
        return self.document
