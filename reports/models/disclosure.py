"""The review before anything becomes public."""

from django.db import models
from django.db.models import Q

from departments.models import Evaluation, User


class DisclosureReview(models.Model):
    """The recorded 信息公开审查 of an approved evaluation (政府信息公开条例 第十七条)."""

    class Conclusion(models.TextChoices):
        """To whom it may be shown."""

        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="disclosure_reviews")
    conclusion = models.CharField("审查结论", max_length=10, choices=Conclusion)
    reason = models.TextField("理由", max_length=500, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审查人")
    reviewed_at = models.DateTimeField("审查时间")
    evaluation_version = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = "信息公开审查"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_review_refusal_has_reason",
                condition=Q(conclusion="proactive") | ~Q(reason=""),
                violation_error_message="不主动公开的，请填写理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.get_conclusion_display()}"
