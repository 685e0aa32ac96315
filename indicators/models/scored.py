"""What the tree of a whole department and that of a project have in common: its approval and its result."""

from django.db import models


class Scored(models.Model):
    """What has a tree of its own: a whole department or a project.

    `approval` holds the targets and points of the tree fast; the result of scoring is kept for lists and for the
    record.
    """

    approval = models.ForeignKey(
        "indicators.GoalApproval",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name="绩效目标批复",
    )
    raw_total = models.DecimalField("得分合计", max_digits=6, decimal_places=2, null=True, blank=True, editable=False)
    total = models.DecimalField("自评得分", max_digits=6, decimal_places=2, null=True, blank=True, editable=False)
    grade = models.CharField("等级", max_length=10, blank=True, editable=False)

    class Meta:
        abstract = True
