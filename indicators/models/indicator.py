"""The indicator tree of one evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from departments.models import Evaluation
from departments.models.versioned import Entry, Versioned

from .project import ProjectEvaluation


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """The questions asked of indicators."""

    def leaves(self) -> Self:
        """Return those that are measured and scored."""
        return self.filter(is_leaf=True)

    def whole(self) -> Self:
        """Return those of the whole department, not of a single project."""
        return self.filter(project_evaluation=None)


def _value(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=15, decimal_places=4, null=True, blank=True)


def _points(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=5, decimal_places=2, null=True, blank=True)


class Indicator(Entry):
    """A branch or a leaf of the tree (指标): planned, reached, scored.

    Branches come from the scheme (一级、二级指标). Leaves are the unit's own (三级指标), except the execution block.
    """

    class Sign(models.TextChoices):
        """How the actual value compares with the target."""

        AT_LEAST = "≥", "≥"
        AT_MOST = "≤", "≤"
        EQUAL = "=", "="
        MORE = ">", ">"
        LESS = "<", "<"

    class Nature(models.TextChoices):
        """Measured or judged."""

        QUANTITATIVE = "quantitative", "定量"
        QUALITATIVE = "qualitative", "定性"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="indicators")
    project_evaluation = models.ForeignKey(
        ProjectEvaluation, models.CASCADE, null=True, blank=True, related_name="indicators", verbose_name="项目支出自评"
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    is_leaf = models.BooleanField(default=False, editable=False)
    name = models.CharField("指标名称", max_length=100)
    points = models.DecimalField("分值", max_digits=5, decimal_places=2)
    adjusted_points = _points("调整后分值")
    nature = models.CharField("指标性质", max_length=12, choices=Nature, default=Nature.QUANTITATIVE)
    sign = models.CharField("符号", max_length=1, choices=Sign, blank=True)
    target = _value("年度指标值")
    target_text = models.CharField("年度指标值（文字）", max_length=200, blank=True)
    adjusted_target = _value("调整后指标值")
    adjustment_document = models.CharField("调整批复文件", max_length=200, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    rule = models.CharField("评分方法", max_length=20, blank=True)
    parameters = models.JSONField("评分参数", default=dict, blank=True)
    standard = models.TextField("评分标准", max_length=500, blank=True)
    source = models.CharField("数据来源", max_length=200, blank=True)
    method = models.CharField("取数方法", max_length=200, blank=True)
    accuracy = models.CharField("准确性和局限", max_length=300, blank=True)
    actual = _value("实际完成值")
    actual_text = models.CharField("实际完成值（文字）", max_length=200, blank=True)
    narrative = models.TextField("完成情况", max_length=2000, blank=True)
    reason = models.TextField("偏差原因分析", max_length=1000, blank=True)
    measure = models.TextField("改进措施", max_length=1000, blank=True)
    is_applicable = models.BooleanField("本年度考核", default=True)
    inapplicable_reason = models.CharField("不考核的理由", max_length=300, blank=True)
    own_score = models.DecimalField("自定得分", max_digits=5, decimal_places=2, null=True, blank=True)
    own_reason = models.CharField("自定得分的理由", max_length=300, blank=True)
    score = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True, blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "指标"
        verbose_name_plural = "指标"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="indicator_points_positive",
                condition=Q(points__gt=0) & (Q(adjusted_points=None) | Q(adjusted_points__gt=0)),
                violation_error_message="分值须大于0。",
            ),
            models.CheckConstraint(
                name="indicator_adjustment_has_document",
                condition=Q(adjusted_points=None, adjusted_target=None) | ~Q(adjustment_document=""),
                violation_error_message="调整指标值或分值，须填写调整批复文件。",
            ),
            models.CheckConstraint(
                name="indicator_inapplicable_has_reason",
                condition=Q(is_applicable=True) | ~Q(inapplicable_reason=""),
                violation_error_message="本年度不考核的指标，须说明理由。",
            ),
            models.CheckConstraint(
                name="indicator_own_score_has_reason",
                condition=Q(own_score=None) | ~Q(own_reason=""),
                violation_error_message="填写自定得分，须说明理由。",
            ),
            models.CheckConstraint(
                name="indicator_own_score_within_points",
                condition=Q(own_score=None)
                | Q(own_score__gte=0, own_score__lte=Coalesce(F("adjusted_points"), F("points"))),
                violation_error_message="自定得分应当在0至分值之间。",
            ),
            models.CheckConstraint(
                name="indicator_score_within_points",
                condition=Q(score=None) | Q(score__gte=0, score__lte=Coalesce(F("adjusted_points"), F("points"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def effective_points(self) -> Decimal:
        """The points that count (调整后优先)."""
        return self.points if self.adjusted_points is None else self.adjusted_points

    @property
    def effective_target(self) -> Decimal | None:
        """The target that counts (调整后优先)."""
        return self.target if self.adjusted_target is None else self.adjusted_target


class Survey(Versioned):
    """How a satisfaction was found out (满意度调查); the value itself is the indicator's actual."""

    identity = ("indicator",)

    indicator = models.OneToOneField(Indicator, models.CASCADE, related_name="survey")
    surveyed = models.CharField("调查对象", max_length=100, blank=True)
    method = models.CharField("调查方式", max_length=100, blank=True)
    sample = models.PositiveIntegerField("样本数（份）", null=True, blank=True)
    valid_replies = models.PositiveIntegerField("有效问卷（份）", null=True, blank=True)
    starts_on = models.DateField("调查开始日期", null=True, blank=True)
    ends_on = models.DateField("调查结束日期", null=True, blank=True)

    class Meta:
        verbose_name = "满意度调查"
        constraints = [
            models.CheckConstraint(
                name="survey_replies_within_sample",
                condition=Q(sample=None) | Q(valid_replies=None) | Q(valid_replies__lte=F("sample")),
                violation_error_message="有效问卷不能多于样本数。",
            ),
            models.CheckConstraint(
                name="survey_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="调查结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}"

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it belongs to."""
        return self.indicator.evaluation
