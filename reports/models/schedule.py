"""Editions that are made and wait for their time (定时公开)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from departments.models import Evaluation, User


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """The questions asked of schedules."""

    def waiting(self) -> Self:
        """Return those that nobody has stopped and whose time has not come or been seen yet."""
        return self.filter(status=Schedule.Status.WAITING)

    def due(self, now: datetime) -> Self:
        """Return those to be put into force, the earliest first."""
        return self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")


class Schedule(models.Model):
    """One edition that becomes public at a time; until then each of its signatories can stop it.

    Its files are finished and lie outside the public root. `edition` holds the fields that its row will have: no
    question about editions can meet one that is not public.
    """

    class Status(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", "待公开"
        DONE = "done", "已公开"
        STOPPED = "stopped", "已停止"
        FAILED = "failed", "未能公开"

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="schedules")
    evaluation_version = models.PositiveIntegerField()
    due_at = models.DateTimeField("公开时间")
    edition = models.JSONField("版次内容")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    status = models.CharField("状态", max_length=7, choices=Status, default=Status.WAITING)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发布人")
    planned_at = models.DateTimeField("办理时间")
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="停止人")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    reason = models.TextField("理由", blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "定时公开"
        verbose_name_plural = "定时公开"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation"], condition=Q(status="waiting"), name="schedule_one_waiting"),
            models.CheckConstraint(
                name="schedule_end_follows_status",
                condition=Q(status="waiting", ended_at=None)
                | Q(status="done", ended_at__isnull=False)
                | Q(status="failed", ended_at__isnull=False) & ~Q(reason="")
                | Q(status="stopped", ended_at__isnull=False, ended_by__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}定时公开"

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be stopped."""
        return self.status == self.Status.WAITING

    @property
    def folder(self) -> Path:
        """Where the files of the edition wait."""
        return settings.STAGING_ROOT / f"scheduled-{self.key.hex}"
