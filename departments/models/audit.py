"""The log that is only added to."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from .decision import acting_name
from .department import Department
from .evaluation import Evaluation
from .seal import Seal
from .user import User


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """The questions asked of the log."""

    def visible_to(self, user: User) -> Self:
        """Return the entries about departments that `user` audits; entries about no department need the whole tree."""
        audited = Department.objects.covered_by(user, "auditor")
        entries = self.filter(department__in=audited)
        if audited.filter(parent=None).exists():
            entries |= self.filter(department=None)
        return entries

    def with_seal(self) -> Self:
        """Tell of each whether it `is_sealed`: what is not can still be believed only, not proved."""
        return self.annotate(is_sealed=Exists(Seal.objects.filter(entry_pk=OuterRef("pk"))))


class AuditEntry(models.Model):
    """One change: who did what to which object, old and new (审计日志). Database triggers refuse to alter it."""

    at = models.DateTimeField("时间", db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="audit_entries", verbose_name="操作人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="被代理人")
    action = models.CharField("操作", max_length=50, db_index=True)
    object_type = models.CharField("对象类型", max_length=50)
    object_pk = models.CharField(max_length=20)
    object_label = models.CharField("对象", max_length=200)
    object_version = models.PositiveIntegerField("对象版本", null=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门（单位）")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="audit_entries", db_index=False)
    changes = models.JSONField("变更", default=dict)
    comment = models.TextField("说明", blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "审计日志"
        verbose_name_plural = "审计日志"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["evaluation", "id"], name="auditentry_of_evaluation")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_label}"

    @property
    def who(self) -> str:
        """Who acted, and in whose place."""
        return acting_name(self.actor, self.on_behalf_of)
