"""Who reviews in whose place, and for how long."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from .. import clock
from .membership import Membership
from .user import User


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """The questions asked of substitutions."""

    def in_force(self) -> Self:
        """Return those that hold today."""
        today = clock.today()
        return self.filter(starts_on__lte=today, ends_on__gte=today, ended_at=None)


class Substitution(models.Model):
    """A person who reviews in the place of another for some days (审核代理); the log shows both."""

    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="substitutions", verbose_name="被代理的审核岗位"
    )
    substitute = models.ForeignKey(User, models.PROTECT, related_name="substitutions", verbose_name="代理人")
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("结束日期")
    reason = models.CharField("代理原因", max_length=200)
    arranged_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人", editable=False)
    arranged_at = models.DateTimeField("登记时间", editable=False)
    ended_at = models.DateTimeField("提前终止时间", null=True, blank=True, editable=False)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "审核代理"
        verbose_name_plural = "审核代理"
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="substitution_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="结束日期不能早于起始日期。",
            ),
            models.CheckConstraint(name="substitution_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} 代 {self.membership.user}（{self.starts_on:%Y-%m-%d} 至 {self.ends_on:%Y-%m-%d}）"

    @property
    def department(self) -> object:
        """Where it holds."""
        return self.membership.department

    @property
    def state(self) -> str:
        """Whether it holds, in a word."""
        today = clock.today()
        if self.ended_at:
            return "已终止"
        if today < self.starts_on:
            return "未开始"
        return "已到期" if today > self.ends_on else "有效"

    @property
    def is_open(self) -> bool:
        """Whether it holds or will hold."""
        return self.ended_at is None and clock.today() <= self.ends_on
