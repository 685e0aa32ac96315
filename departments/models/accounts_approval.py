"""When the final accounts of a unit's year were approved (决算批复): from then on the days for publication count."""

from __future__ import annotations

from datetime import date

from django.db import models

from ..deadlines import publication_due
from .evaluation import Evaluation
from .user import User


class AccountsApproval(models.Model):
    """The approval of one unit's final accounts (决算批复) by the finance department.

    The 预算法 art. 14 demands publication within twenty days after it: 二十日, days of the calendar, not 工作日.
    """

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="accounts_approval")
    approved_on = models.DateField("决算批复日期")
    number = models.CharField("批复文号", max_length=50, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人", editable=False)
    entered_at = models.DateTimeField("登记时间", editable=False)

    class Meta:
        verbose_name = "决算批复"
        ordering = ["approved_on", "pk"]

    def __str__(self) -> str:
        return f"{self.approved_on:%Y-%m-%d} {self.number}".strip()

    @property
    def due_on(self) -> date:
        """The last day on which the report may become public (公开期限)."""
        return publication_due(self.approved_on)
