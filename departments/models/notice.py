"""What people are told on their first page, and by mail where they have an address."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from .. import workflow
from .evaluation import Evaluation
from .user import User

PUBLICATION = "publish "
"""How the occasions begin that are about publication: they hold until the report is public."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The questions asked of notices."""

    def shown_to(self, user: User) -> Self:
        """Return what `user` has not put away and what still holds: nobody is reminded of what they have filed."""
        is_public = Q(evaluation__status=workflow.Status.PUBLISHED)
        holds = Q(evaluation__status__in=workflow.EDITABLE) | Q(occasion__startswith=PUBLICATION) & ~is_public
        open_ones = self.filter(holds, user=user, seen_at=None)
        return open_ones.select_related("evaluation__department", "evaluation__cycle").order_by("-pk")


class Notice(models.Model):
    """One reminder of one person (催报通知): `occasion` names what it is for, so that it comes once."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="notices")
    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="收件人")
    occasion = models.CharField(max_length=40)
    text = models.CharField("内容", max_length=300)
    created_at = models.DateTimeField("发出时间")
    seen_at = models.DateTimeField("知悉时间", null=True)
    mailed_at = models.DateTimeField("邮件发送时间", null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_after = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "催报通知"
        verbose_name_plural = "催报通知"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "user", "occasion"], name="notice_once")]
        indexes = [models.Index(fields=["mail_after"], name="notice_to_mail", condition=models.Q(mailed_at=None))]

    def __str__(self) -> str:
        return self.text
