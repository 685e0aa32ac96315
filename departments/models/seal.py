"""The links of the chain that seals the log."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q


class SealQuerySet(models.QuerySet["Seal"]):
    """The questions asked of seals."""

    def of_entries(self) -> Self:
        """Return the links of entries, without the one before the first."""
        return self.exclude(position=0)


class Seal(models.Model):
    """One link: which entry of the log stands at which place of the chain. Triggers refuse to alter it.

    The entry is named by its number alone, so that the seal of a lost entry remains and names it.
    """

    position = models.BigIntegerField("序号", primary_key=True)
    entry_pk = models.BigIntegerField("日志编号", null=True, unique=True)
    sealed_at = models.DateTimeField("封存时间")
    digest = models.CharField("封存值", max_length=64)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = "日志封存"
        verbose_name_plural = "日志封存"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="seal_first_has_no_entry",
                condition=Q(position=0, entry_pk=None) | Q(position__gt=0, entry_pk__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
