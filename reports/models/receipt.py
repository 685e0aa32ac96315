"""What the receiving portal has answered (移交回执)."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from departments.models import Department, Evaluation, User

from .delivery import Delivery

PAGE = RegexValidator(
    r"^https?://[^\s/?#]+/\S*\Z", "网页地址应以 http:// 或 https:// 开头，如 https://www.example.gov.cn/jx/1.html。"
)


class Receipt(models.Model):
    """The receipt for one edition at one target: its number there, its day, its page, and who entered it.

    It lies beside the edition, whose files never change. Nobody entered what was read from the portal's page.
    """

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="receipt")
    index_number = models.CharField("索引号", max_length=100, blank=True)
    received_on = models.DateField("回执日期")
    page_address = models.CharField("网页地址", max_length=500, blank=True, validators=[PAGE])
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人", editable=False
    )
    entered_at = models.DateTimeField("登记时间", editable=False)

    class Meta:
        verbose_name = "移交回执"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="receipt_says_something",
                condition=~Q(index_number="", page_address=""),
                violation_error_message="请填写索引号或网页地址。",
            ),
        ]

    def __str__(self) -> str:
        return self.index_number or self.page_address

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation whose report it is about; the log asks for it."""
        return self.delivery.evaluation

    @property
    def department(self) -> Department:
        """The unit that publishes it."""
        return self.delivery.department
