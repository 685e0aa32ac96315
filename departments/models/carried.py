"""Where a paragraph comes from that was not written for this evaluation."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from ..provenance import digest, paragraphs
from .evaluation import Evaluation
from .user import User
from .versioned import Versioned


class Origin(models.TextChoices):
    """Where text is carried over from."""

    LAST_YEAR = "last_year", "上年自评"
    OLD_REPORT = "old_report", "旧报告"
    LIBRARY = "library", "指标库"


class CarriedTextQuerySet(models.QuerySet["CarriedText"]):
    """The questions asked of carried-over text."""

    def unconfirmed(self) -> Self:
        """Return the paragraphs of which nobody has said that they still hold."""
        return self.filter(confirmed_at=None)

    def of(self, row: Versioned) -> Self:
        """Return the paragraphs that were carried into one row."""
        return self.filter(object_type=row._meta.label, object_pk=row.pk)


class CarriedText(models.Model):
    """One paragraph carried over (沿用文字): where it stands, where it comes from, and who has confirmed it (仍适用).

    Whether it is still unchanged is never stored: it is, as long as the field holds a paragraph with its `digest`.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="carried_texts")
    object_type = models.CharField(max_length=50)
    object_pk = models.PositiveBigIntegerField()
    field = models.CharField("栏目", max_length=40)
    digest = models.CharField(max_length=64)
    opening = models.CharField("段首", max_length=40)
    origin = models.CharField("来源", max_length=10, choices=Origin)
    source = models.CharField("出处", max_length=200)
    since = models.PositiveSmallIntegerField("自哪一年度起未改动", null=True)
    carried_at = models.DateTimeField("沿用时间")
    carried_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="沿用人")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="确认人")

    objects = CarriedTextQuerySet.as_manager()

    class Meta:
        verbose_name = "沿用文字"
        verbose_name_plural = "沿用文字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "object_type", "object_pk", "field", "digest"], name="carried_text_once"
            ),
            models.CheckConstraint(
                name="carried_text_confirmation_is_whole",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.opening

    @property
    def place(self) -> tuple[str, int, str]:
        """The field in which it stands: kind of row, key, name of the field."""
        return self.object_type, self.object_pk, self.field

    def paragraph_in(self, text: str) -> str | None:
        """Return the paragraph of `text` that it is, None when it has been changed or removed."""
        return next((line for line in paragraphs(text) if digest(line) == self.digest), None)
