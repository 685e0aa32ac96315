"""One order for many reports of a round (整轮办理): a job for each, done in parallel by all workers."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from departments.models import Cycle, User

from .job import Job


class BatchQuerySet(models.QuerySet["Batch"]):
    """The questions asked of batches."""

    def unfinished(self) -> Self:
        """Return those of which some job still has to be done."""
        return self.filter(Exists(Job.objects.unfinished().filter(batch=OuterRef("pk"))))

    def unpacked(self) -> Self:
        """Return the exports whose reports are all there, but not in one file yet."""
        own = Job.objects.filter(batch=OuterRef("pk"))
        exports = self.filter(Exists(own.filter(status=Job.Status.DONE)), kind=Job.Kind.EXPORT)
        return exports.exclude(Exists(own.unfinished())).exclude(Exists(own.filter(kind=Job.Kind.PACK)))


class Batch(models.Model):
    """What is done with which reports of a round; how each of them fared says its job."""

    KINDS = (Job.Kind.GUARD, Job.Kind.PUBLISH, Job.Kind.CHECK, Job.Kind.EXPORT)

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="batches")
    kind = models.CharField("事项", max_length=10, choices=[(kind.value, kind.label) for kind in KINDS])
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    requested_at = models.DateTimeField("发起时间")
    stopped_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="停止人")
    stopped_at = models.DateTimeField("停止时间", null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "整轮办理"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.cycle}{self.get_kind_display()}"
