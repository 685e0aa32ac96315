"""What people answer to findings."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from departments.models import Evaluation, User


class WaiverQuerySet(models.QuerySet["Waiver"]):
    """The questions asked of answers."""

    def awaiting(self) -> Self:
        """Return the exemptions that nobody has decided on."""
        return self.filter(kind=Waiver.Kind.EXEMPTION, decision=Waiver.Decision.OPEN)


class Waiver(models.Model):
    """One answer to one or several findings (说明/豁免); it holds for what gave offence when it was written."""

    class Kind(models.TextChoices):
        """What is answered."""

        EXPLANATION = "explanation", "说明"
        EXEMPTION = "exemption", "豁免"
        FALSE_ALARM = "false_alarm", "误报"
        SOURCE = "source", "数据来源"

    class Decision(models.TextChoices):
        """What another person says to an exemption."""

        OPEN = "", "待审批"
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="waivers")
    kind = models.CharField("答复方式", max_length=11, choices=Kind)
    reason = models.TextField("理由", max_length=500)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="答复人")
    given_at = models.DateTimeField("答复时间")
    decision = models.CharField("审批意见", max_length=7, choices=Decision, blank=True, default=Decision.OPEN)
    decision_reason = models.TextField("审批理由", max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审批人")
    decided_at = models.DateTimeField("审批时间", null=True)
    valid_until = models.DateField("有效期至（含当日）", null=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = "校验答复"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="waiver_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="waiver_is_decided_by_another_person_with_reason",
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (
                    Q(kind="exemption", decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("given_by"))
                    & ~Q(decision_reason="")
                ),
            ),
            models.CheckConstraint(
                name="waiver_granted_has_an_end", condition=~Q(decision="granted") | Q(valid_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.get_kind_display()}"

    def lifts_block_on(self, day: date) -> bool:
        """Whether a blocking finding does not block because of it; the last day is included."""
        is_granted = self.kind == self.Kind.EXEMPTION and self.decision == self.Decision.GRANTED
        return is_granted and self.valid_until is not None and day <= self.valid_until

    @property
    def explains(self) -> bool:
        """Whether it is the written reason that a finding asks for."""
        return self.kind != self.Kind.EXEMPTION


class AnsweredFinding(models.Model):
    """One finding that an answer is about, bound to its fingerprint."""

    waiver = models.ForeignKey(Waiver, models.CASCADE, related_name="findings")
    check_id = models.CharField("校验编号", max_length=30)
    fingerprint = models.CharField(max_length=32)
    message = models.TextField("校验结果")

    class Meta:
        verbose_name = "已答复的校验结果"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["waiver", "fingerprint"], name="answered_finding_once")]
        indexes = [models.Index(fields=["check_id"], name="answered_finding_check")]

    def __str__(self) -> str:
        return f"{self.check_id} {self.message}"[:100]
