"""How complete an evaluation is, kept so that a whole round can be looked at."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from departments.models import AuditEntry, Evaluation, VisitChange

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class StandingQuerySet(models.QuerySet["Standing"]):
    """The questions asked of standings."""

    def outdated(self) -> models.QuerySet[Evaluation]:
        """Return the evaluations that somebody has changed since they were measured, or that never were."""
        seen = Coalesce(OuterRef("standing__entry_pk"), 0)
        logged = AuditEntry.objects.filter(evaluation=OuterRef("pk"), pk__gt=seen)
        typed = VisitChange.objects.filter(
            evaluation=OuterRef("pk"), is_logged=False, at__gt=OuterRef("standing__changed_at")
        )
        never = Q(standing=None)
        return Evaluation.objects.filter(never | Exists(logged) | Exists(typed)).order_by("pk")


class Standing(models.Model):
    """What blocks in each part of the entry (填报进度), as the checks said when it was measured.

    `open_parts` counts the blocking findings by part and holds no part without one; `entry_pk` and `changed_at` are
    the last change that was known then.
    """

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, primary_key=True, related_name="standing")
    open_parts = models.JSONField("待补充部分", default=dict)
    entry_pk = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(default=NEVER)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "填报进度"
        verbose_name_plural = "填报进度"

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {len(self.open_parts)}"
