"""Where one person may do what needs two."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from .. import workflow
from .evaluation import Evaluation
from .user import User


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    """The questions asked of exemptions."""

    def open_for(self, evaluation: Evaluation, action: str, user: User) -> Self:
        """Return those that let `user` take one step of the evaluation and have not been used."""
        return self.filter(evaluation=evaluation, action=action, person=user, used_at=None)


class Exemption(models.Model):
    """A stamped exception from the second pair of eyes (一人兼办例外): one person, one evaluation, one step, once."""

    ACTIONS = [
        (workflow.Action.APPROVE, workflow.ACTION_NAMES[workflow.Action.APPROVE]),
        (workflow.Action.PUBLISH, workflow.ACTION_NAMES[workflow.Action.PUBLISH]),
    ]

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="exemptions", verbose_name="自评")
    action = models.CharField("准许兼办的事项", max_length=8, choices=ACTIONS)
    person = models.ForeignKey(User, models.PROTECT, related_name="exemptions", verbose_name="兼办人")
    reason = models.TextField("理由", max_length=500)
    allowed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="批准人", editable=False)
    allowed_at = models.DateTimeField("批准时间", editable=False)
    used_at = models.DateTimeField("使用时间", null=True, blank=True, editable=False)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = "一人兼办例外"
        verbose_name_plural = "一人兼办例外"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="exemption_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="exemption_not_for_oneself",
                condition=~Q(person=F("allowed_by")),
                violation_error_message="不能为本人批准例外，请由其他管理员批准。",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "action", "person"],
                condition=Q(used_at=None),
                name="exemption_once_open",
                violation_error_message="该人员在此事项上已有一项未使用的例外。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.person} {self.get_action_display()}"

    @property
    def stamp(self) -> str:
        """Who allowed it, when and why, in a sentence for the log."""
        return f"一人兼办例外：{self.allowed_by}于{self.allowed_at:%Y-%m-%d}批准，理由：{self.reason}"
