"""The result of scoring, kept for lists and for the record."""

from django.db import models


class Scored(models.Model):
    """What has a total: a whole department or a project."""

    raw_total = models.DecimalField("得分合计", max_digits=6, decimal_places=2, null=True, blank=True, editable=False)
    total = models.DecimalField("自评得分", max_digits=6, decimal_places=2, null=True, blank=True, editable=False)
    grade = models.CharField("等级", max_length=10, blank=True, editable=False)

    class Meta:
        abstract = True
