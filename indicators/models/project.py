"""The self-evaluation of one project (项目支出绩效自评)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from departments.models import Evaluation, Project
from departments.models.budget import amount
from departments.models.versioned import Versioned

from .scored import Scored


class ProjectEvaluationQuerySet(models.QuerySet["ProjectEvaluation"]):
    """The questions asked of projects' self-evaluations."""

    def filled_in(self) -> Self:
        """Return those that somebody has worked on: a text, an amount, or an indicator of their own."""
        has_text = ~Q(goal_expected="", goal_reached="", adjustment_reason="", execution_reason="")
        has_amount = (
            Q(funds__initial__isnull=False) | Q(funds__adjusted__isnull=False) | Q(funds__executed__isnull=False)
        )
        has_indicator = Q(indicators__is_leaf=True, indicators__parent__isnull=False)
        return self.filter(has_text | has_amount | has_indicator).distinct()


class ProjectEvaluation(Scored, Versioned):
    """What the official form says of one project; its tree are the indicators that name it."""

    identity = ("project",)

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="project_evaluations")
    project = models.OneToOneField(Project, models.CASCADE, related_name="self_evaluation")
    implementer = models.CharField("实施单位", max_length=100, blank=True)
    goal_expected = models.TextField("预期目标", max_length=2000, blank=True)
    goal_reached = models.TextField("实际完成情况", max_length=2000, blank=True)
    adjustment_reason = models.TextField("预算调整原因", max_length=500, blank=True)
    execution_reason = models.TextField("预算执行偏差原因及改进措施", max_length=500, blank=True)

    objects = ProjectEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "项目支出自评"
        ordering = ["project__position", "project__pk"]

    def __str__(self) -> str:
        return self.project.name


class ProjectFund(Versioned):
    """One row of the funds block (资金来源); the total row is their sum."""

    identity = ("project_evaluation", "source")

    project_evaluation = models.ForeignKey(ProjectEvaluation, models.CASCADE, related_name="funds")
    source = models.CharField("资金来源", max_length=20, editable=False)
    position = models.PositiveSmallIntegerField("序号", default=0, editable=False)
    initial = amount("年初预算数（元）")
    adjusted = amount("全年预算数（元）")
    executed = amount("全年执行数（元）")

    class Meta:
        verbose_name = "项目资金"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project_evaluation", "source"], name="project_fund_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project_evaluation} {self.source}"

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it belongs to."""
        return self.project_evaluation.evaluation
