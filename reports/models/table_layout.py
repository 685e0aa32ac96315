"""What a unit has confirmed of tables in other layouts."""

from django.db import models

from departments.models import Department, User


class TableLayout(models.Model):
    """What the columns of one layout stand for, as a unit has confirmed it (表格对应关系).

    `fingerprint` names the layout by the titles of its columns, `meanings` are those of `reports.foreign`.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="table_layouts", verbose_name="单位")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField("文件名", max_length=200)
    unit = models.CharField("金额单位", max_length=2, blank=True)
    meanings = models.JSONField("对应关系", default=dict)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="确认人")
    confirmed_at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = "表格对应关系"
        constraints = [
            models.UniqueConstraint(fields=["department", "fingerprint"], name="table_layout_once_for_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.department}：{self.name}"
