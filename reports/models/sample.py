"""Samples of a round that are checked once more (抽查)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from departments.models import Cycle, Department, Evaluation, User
from departments.models.versioned import Versioned
from perfeval.lib.decimals import ZERO, plain


class Sample(models.Model):
    """One draw with everything that it takes to draw it again."""

    class Method(models.TextChoices):
        """How the units were found."""

        NUMBER = "number", "随机抽取若干个单位"
        SHARE = "share", "每个主管部门按比例随机抽取"
        AMOUNT = "amount", "预算达到一定金额的全部抽取"
        HAND = "hand", "指定单位"

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="samples", verbose_name="年度任务")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="抽查单位")
    method = models.CharField("抽取方式", max_length=6, choices=Method)
    number = models.PositiveSmallIntegerField("抽取个数", null=True, blank=True)
    percent = models.DecimalField("抽取比例（%）", max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField("预算金额（元）", max_digits=15, decimal_places=2, null=True, blank=True)
    seed = models.CharField("随机种子", max_length=64, blank=True)
    reason = models.TextField("说明", max_length=500, blank=True)
    frame = models.JSONField("抽取范围", default=list)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")
    drawn_at = models.DateTimeField("抽取时间")

    class Meta:
        verbose_name = "抽查"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="sample_random_has_seed", condition=~Q(method__in=["number", "share"]) | ~Q(seed="")
            ),
            models.CheckConstraint(name="sample_by_hand_has_reason", condition=~Q(method="hand") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}抽查 {self.drawn_at:%Y-%m-%d}"

    @property
    def rule(self) -> str:
        """How it was drawn, in a sentence."""
        if self.method == self.Method.NUMBER:
            return f"从 {len(self.frame)} 个单位中随机抽取 {self.number} 个"
        if self.method == self.Method.SHARE:
            return f"每个主管部门随机抽取 {plain(self.percent or ZERO)}%"
        if self.method == self.Method.AMOUNT:
            return f"年初预算 {plain(self.amount or ZERO)} 元以上的全部抽取"
        return f"指定：{self.reason}"


class SampledEvaluation(Versioned):
    """One evaluation of a sample, and what checking it once more has found (抽查得分)."""

    identity = ("sample", "evaluation")

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="rows")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="samples", verbose_name="自评")
    position = models.PositiveIntegerField("抽取顺序")
    score = models.DecimalField("抽查得分", max_digits=6, decimal_places=2, null=True, blank=True)
    opinion = models.TextField("抽查意见", max_length=1000, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="抽查人")
    checked_at = models.DateTimeField("抽查时间", null=True)

    class Meta:
        verbose_name = "抽查结果"
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "evaluation"], name="sampled_once"),
            models.CheckConstraint(
                name="sampled_score_from_0_to_100",
                condition=Q(score=None) | Q(score__gte=0, score__lte=100),
                violation_error_message="抽查得分应当在 0 至 100 之间。",
            ),
            models.CheckConstraint(
                name="sampled_result_is_signed",
                condition=Q(score=None) | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} 抽查"
