"""What reviewers say beside the scores of indicators."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from departments.models import Evaluation, User, acting_name
from departments.models.versioned import Versioned

LONGEST_QUOTE = 500


class RemarkQuerySet(models.QuerySet["Remark"]):
    """The questions asked of remarks."""

    def unresolved(self) -> Self:
        """Return those that no reviewer has closed."""
        return self.filter(resolved_at=None)

    def unanswered(self) -> Self:
        """Return those that wait for the unit."""
        return self.unresolved().filter(answered_at=None)


class Remark(Versioned):
    """A reviewer's remark on one field or one passage (审核意见), answered by the unit and resolved by a reviewer.

    `part`, `row` and `field` are the place that `reports.comparing` gives the value; `label` is its name then.
    """

    identity = ("pk",)

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="remarks")
    submission = models.PositiveSmallIntegerField("第几次送审")
    stage_name = models.CharField("审核环节", max_length=50)
    part = models.CharField(max_length=20)
    row = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=40)
    label = models.CharField("所指内容", max_length=300)
    quote = models.TextField("原文", max_length=LONGEST_QUOTE, blank=True)
    text = models.TextField("审核意见", max_length=1000)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审核人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="被代理人")
    written_at = models.DateTimeField("提出时间")
    answer = models.TextField("答复", max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="答复人")
    answered_at = models.DateTimeField("答复时间", null=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办结人")
    resolved_at = models.DateTimeField("办结时间", null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "审核意见"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="remark_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="remark_answer_is_signed",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="remark_resolution_is_signed",
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} 审核意见：{self.label}"

    @property
    def who(self) -> str:
        """Who made it, and in whose place."""
        return acting_name(self.author, self.on_behalf_of)

    @property
    def state(self) -> str:
        """How far it is, in a word."""
        if self.resolved_at:
            return "已办结"
        return "已答复" if self.answered_at else "未答复"


class Judgement(Versioned):
    """What one stage judges of the whole report (三项判断)."""

    class Verdict(models.TextChoices):
        """How far it holds."""

        MET = "met", "符合"
        PARTLY = "partly", "基本符合"
        UNMET = "unmet", "不符合"

    identity = ("evaluation", "submission", "stage")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="judgements")
    submission = models.PositiveSmallIntegerField("第几次送审", editable=False)
    stage = models.PositiveSmallIntegerField("审核环节序号", editable=False)
    stage_name = models.CharField("审核环节", max_length=50, editable=False)
    completeness = models.CharField("内容完整性", max_length=6, choices=Verdict, blank=True)
    reasoning = models.CharField("论证充分性", max_length=6, choices=Verdict, blank=True)
    objectivity = models.CharField("结果客观性", max_length=6, choices=Verdict, blank=True)
    opinion = models.TextField("说明", max_length=1000, blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审核人", editable=False)
    judged_at = models.DateTimeField("判断时间", editable=False)

    CRITERIA = ("completeness", "reasoning", "objectivity")

    class Meta:
        verbose_name = "三项判断"
        ordering = ["submission", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "submission", "stage"], name="judgement_once"),
            models.CheckConstraint(
                name="judgement_doubt_has_opinion",
                condition=~Q(opinion="")
                | ~Q(completeness__in=["partly", "unmet"])
                & ~Q(reasoning__in=["partly", "unmet"])
                & ~Q(objectivity__in=["partly", "unmet"]),
                violation_error_message="判断为“基本符合”或“不符合”的，请说明原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.stage_name}三项判断"

    @property
    def verdicts(self) -> list[tuple[str, str]]:
        """Each criterion with what was judged, as they are read."""
        names = {field.name: str(field.verbose_name) for field in self._meta.concrete_fields}
        return [(names[name], dict(self.Verdict.choices).get(getattr(self, name), "未判断")) for name in self.CRITERIA]
