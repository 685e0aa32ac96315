"""The aggregate root: one department's self-evaluation of one year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .. import workflow
from ..stages import Stage, read
from .cycle import Cycle
from .department import Department
from .user import User
from .versioned import Versioned

if TYPE_CHECKING:
    from django.db.models import QuerySet

_SUBMITTED = Q(submitted_at__isnull=False, submitted_by__isnull=False)
_NOT_SUBMITTED = Q(submitted_at=None, submitted_by=None, stage_department=None, review_begun_at=None)
_APPROVED = Q(approved_at__isnull=False, approved_by__isnull=False)
_NOT_APPROVED = Q(approved_at=None, approved_by=None)


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """The questions asked of self-evaluations."""

    def visible_to(self, user: User) -> Self:
        """Return those of the departments that `user` may look at, and those that wait for `user` all the same.

        A unit that has been moved in the tree is reviewed to the end by those to whom it was submitted.
        """
        own = Q(department__in=Department.objects.visible_to(user))
        return self.filter(own | Q(stage_department__in=Department.objects.reviewed_by(user)))

    def for_role(self, user: User, role: str) -> Self:
        """Return those of the departments where `user` holds `role`."""
        return self.filter(department__in=Department.objects.covered_by(user, role))

    def reviewed_by(self, user: User) -> Self:
        """Return those in whose present stage of review `user` acts."""
        return self.filter(stage_department__in=Department.objects.reviewed_by(user))

    def editable(self) -> Self:
        """Return those whose figures and texts may be changed."""
        return self.filter(status__in=workflow.EDITABLE)

    def awaiting_review(self) -> Self:
        """Return those that wait for a reviewer, the oldest first."""
        return self.filter(status=workflow.Status.SUBMITTED).order_by("submitted_at", "pk")

    def awaiting_publication(self) -> Self:
        """Return those approved and not yet public, the oldest first."""
        return self.filter(status=workflow.Status.APPROVED).order_by("approved_at", "pk")

    def of_year_before(self, evaluation: Evaluation) -> Evaluation | None:
        """Return the evaluation of the same department for the year before, None where there is none."""
        years = self.select_related("department", "cycle")
        return years.filter(department=evaluation.department_id, cycle__year=evaluation.cycle.year - 1).first()


class Evaluation(Versioned):
    """One department's self-evaluation (自评) in one cycle."""

    identity = ("pk",)

    STATUSES = [
        (workflow.Status.DRAFT, "填报中"),
        (workflow.Status.SUBMITTED, "审核中"),
        (workflow.Status.RETURNED, "已退回"),
        (workflow.Status.APPROVED, "已审核"),
        (workflow.Status.PUBLISHED, "已公开"),
    ]

    department = models.ForeignKey(Department, models.PROTECT, related_name="evaluations", verbose_name="部门（单位）")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="evaluations", verbose_name="年度任务")
    status = models.CharField("状态", max_length=10, choices=STATUSES, default=workflow.Status.DRAFT)
    stages = models.JSONField("审核环节", default=list, blank=True)
    stage = models.PositiveSmallIntegerField("当前环节", default=0)
    stage_department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="当前环节审核单位"
    )
    stage_since = models.DateTimeField("进入当前环节时间", null=True, blank=True)
    submissions = models.PositiveSmallIntegerField("送审次数", default=0)
    review_begun_at = models.DateTimeField("审核开始时间", null=True, blank=True)
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField("审核通过时间", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    return_reason = models.TextField("退回意见", blank=True)
    extended_to = models.DateField("延期至", null=True, blank=True)
    extension_reason = models.CharField("延期理由", max_length=200, blank=True)
    filled_by = models.CharField("填报人", max_length=50, blank=True)
    head = models.CharField("单位负责人", max_length=50, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    completed_on = models.DateField("成文日期", null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "自评"
        verbose_name_plural = "自评"
        ordering = ["-cycle__year", "department__code"]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="evaluation_queue"),
            models.Index(fields=["stage_department", "status", "submitted_at"], name="evaluation_stage_queue"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["department", "cycle"], name="evaluation_once_a_year"),
            models.CheckConstraint(
                name="evaluation_times_follow_status",
                condition=Q(status__in=workflow.EDITABLE, published_at=None) & _NOT_SUBMITTED & _NOT_APPROVED
                | Q(status=workflow.Status.SUBMITTED, published_at=None) & _SUBMITTED & _NOT_APPROVED
                | Q(status=workflow.Status.APPROVED, published_at=None) & _SUBMITTED & _APPROVED
                | Q(status=workflow.Status.PUBLISHED, published_at__isnull=False) & _SUBMITTED & _APPROVED,
            ),
            models.CheckConstraint(
                name="evaluation_return_has_reason",
                condition=~Q(status=workflow.Status.RETURNED) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="evaluation_extension_has_reason",
                condition=Q(extended_to=None, extension_reason="")
                | Q(extended_to__isnull=False) & ~Q(extension_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department.name}{self.cycle.year}年度自评"

    @property
    def is_editable(self) -> bool:
        """Whether its figures and texts may still be changed."""
        return self.status in workflow.EDITABLE

    @property
    def chain(self) -> tuple[Stage, ...]:
        """The stages of review as the last submission has fixed them; before the first, those of the cycle."""
        return read(self.stages) or self.cycle.chain

    @property
    def present_stage(self) -> Stage | None:
        """The stage that the evaluation waits for or has passed last, None while it is open for changes."""
        return None if self.is_editable else self.chain[min(self.stage, len(self.chain) - 1)]

    @property
    def due_on(self) -> date:
        """The day until which it is filled in: the round's, or that of its extension (延期)."""
        return max(self.cycle.due_on, self.extended_to) if self.extended_to else self.cycle.due_on

    @property
    def review_due_on(self) -> date | None:
        """The day until which its present stage decides (审核期限), None where nobody reviews it or none is set."""
        stage = self.present_stage
        if stage is None or stage.days is None or self.stage_since is None:
            return None
        return timezone.localdate(self.stage_since) + timedelta(days=stage.days)

    @property
    def history(self) -> QuerySet:
        """Its steps through the workflow, the latest first."""
        return (
            self.audit_entries.filter(action__startswith="evaluation.")
            .select_related("actor", "on_behalf_of")
            .order_by("-pk")
        )
