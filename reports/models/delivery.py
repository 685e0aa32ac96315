"""What becomes of the hand-over (移交) of each edition to each target."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from departments.models import Department, Evaluation

from .edition import Edition
from .target import Target


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """The questions asked of deliveries."""

    def due(self, now: datetime) -> Self:
        """Return those to be worked on, the oldest first; what a dead worker has left is among them."""
        state, is_time = Delivery.State, Q(next_attempt__lte=now)
        to_deliver = Q(state__in=(state.WAITING, state.DELIVERING)) | Q(state=state.FAILED) & is_time
        to_read_back = Q(state__in=(state.DELIVERED, state.VERIFIED, state.DIFFERS)) & is_time
        due = to_deliver & ~Q(target__transport="manual") | to_read_back
        return self.filter(due, target__is_active=True).order_by("pk")

    def alarming(self) -> Self:
        """Return those that somebody has to look after."""
        return self.filter(state__in=(Delivery.State.FAILED, Delivery.State.DIFFERS))


class Delivery(models.Model):
    """One edition at one target (移交记录): the target is made to follow the edition, whatever becomes of that.

    `wanted` counts how often it was asked for: a worker that began before the last time has not done what is wanted.
    """

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", "等待移交"
        DELIVERING = "delivering", "正在移交"
        DELIVERED = "delivered", "已移交"
        VERIFIED = "verified", "已移交，核对一致"
        DIFFERS = "differs", "核对不一致"
        FAILED = "failed", "未能移交"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    target = models.ForeignKey(Target, models.PROTECT, related_name="deliveries", verbose_name="移交目标")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    wanted = models.PositiveSmallIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField("移交次数", default=0)
    checks = models.PositiveSmallIntegerField("核对次数", default=0)
    next_attempt = models.DateTimeField("下次移交", null=True, blank=True)
    reason = models.TextField("原因", blank=True)
    asked_at = models.DateTimeField("登记时间")
    delivered_at = models.DateTimeField("移交时间", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "移交记录"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "next_attempt"], name="delivery_due")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "target"], name="delivery_once"),
            models.CheckConstraint(
                name="delivery_trouble_has_its_reason", condition=~Q(state__in=("failed", "differs"), reason="")
            ),
            models.CheckConstraint(
                name="delivery_time_follows_state",
                condition=~Q(state__in=("delivered", "verified", "differs"), delivered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} 移交“{self.target}”"

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation whose report it is; the log asks for it."""
        return self.edition.evaluation

    @property
    def department(self) -> Department:
        """The unit that publishes it."""
        return self.edition.evaluation.department

    @property
    def is_there(self) -> bool:
        """Whether the target has got what is wanted."""
        return self.state in (self.State.DELIVERED, self.State.VERIFIED, self.State.DIFFERS)

    @property
    def is_alarming(self) -> bool:
        """Whether somebody has to look after it."""
        return self.state in (self.State.FAILED, self.State.DIFFERS)

    @property
    def is_manual(self) -> bool:
        """Whether a person carries it over."""
        return self.target.transport == Target.Transport.MANUAL
