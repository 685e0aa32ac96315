"""What the stages of review have decided."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from .evaluation import Evaluation
from .user import User


class StageDecisionQuerySet(models.QuerySet["StageDecision"]):
    """The questions asked of decisions."""

    def standing(self) -> Self:
        """Return the approvals that still count."""
        return self.filter(outcome=StageDecision.Outcome.APPROVED, cleared_at=None)


class StageDecision(models.Model):
    """The decision of one stage on one submission (审核结论). An approval that is undone later stays, as cleared."""

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "approved", "通过"
        RETURNED = "returned", "退回"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="decisions")
    submission = models.PositiveSmallIntegerField("第几次送审")
    stage = models.PositiveSmallIntegerField("审核环节序号")
    stage_name = models.CharField("审核环节", max_length=50)
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    comment = models.TextField("意见", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审核人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="被代理人")
    decided_at = models.DateTimeField("审核时间")
    cleared_at = models.DateTimeField("失效时间", null=True)
    cleared_because = models.TextField("失效原因", blank=True)

    objects = StageDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "审核结论"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "submission", "stage"],
                condition=Q(outcome="approved", cleared_at=None),
                name="stage_decision_once",
            ),
            models.CheckConstraint(
                name="stage_decision_return_has_comment", condition=Q(outcome="approved") | ~Q(comment="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.stage_name}{self.get_outcome_display()}"

    @property
    def reviewer(self) -> str:
        """Who decided, and in whose place."""
        return acting_name(self.decided_by, self.on_behalf_of)


def acting_name(actor: User | None, on_behalf_of: User | None) -> str:
    """Return the name of somebody who acts, with the name of the person in whose place."""
    name = str(actor or "系统")
    return f"{name}（代{on_behalf_of}）" if on_behalf_of else name
