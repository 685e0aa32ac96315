"""What is stored while a person is still typing, until it is written into the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from .audit import AuditEntry
from .department import Department
from .evaluation import Evaluation
from .user import User

if TYPE_CHECKING:
    from .versioned import Versioned


class VisitChangeQuerySet(models.QuerySet["VisitChange"]):
    """The questions asked of changes that were stored by themselves."""

    def unlogged(self) -> Self:
        """Return those that the log does not know yet, in their order."""
        return self.filter(is_logged=False).order_by("pk")

    def of(self, row: Versioned) -> Self:
        """Return those of one row."""
        return self.filter(object_type=row._meta.label, object_pk=str(row.pk))

    def touching(self, entries: Iterable[AuditEntry]) -> Self:
        """Return those of the objects that `entries` are about."""
        pairs = {(entry.object_type, entry.object_pk) for entry in entries}
        return self.filter(object_type__in={kind for kind, _ in pairs}, object_pk__in={pk for _, pk in pairs})


class VisitChange(models.Model):
    """One automatic save of one object. All of a visit (填报时段) become one row of the log when it is over."""

    visit = models.CharField(max_length=60)
    is_logged = models.BooleanField(default=False)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, null=True, related_name="steps")
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=50)
    object_type = models.CharField(max_length=50)
    object_pk = models.CharField(max_length=20)
    object_label = models.CharField(max_length=200)
    object_version = models.PositiveIntegerField(null=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="visit_changes")
    changes = models.JSONField(default=dict)
    comment = models.TextField(blank=True)

    objects = VisitChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "待记入日志的修改"
        verbose_name_plural = "待记入日志的修改"
        indexes = [
            models.Index(fields=["object_type", "object_pk"], name="visitchange_object"),
            models.Index(fields=["evaluation", "visit"], name="visitchange_unlogged", condition=Q(is_logged=False)),
        ]
        constraints = [
            models.CheckConstraint(name="visitchange_entry_is_logged", condition=Q(entry=None) | Q(is_logged=True)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_label}"
