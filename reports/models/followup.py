"""What became of the measures: followed up during the year, told in the next year's report."""

from django.db import models
from django.db.models import Q

from departments.models import Evaluation
from departments.models.versioned import Entry, Versioned
from indicators.models import StoredFile

from .problem import Measure


class Progress(models.TextChoices):
    """How far a measure is."""

    OPEN = "open", "尚未开始"
    DOING = "doing", "正在整改"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不再实施"


class Tracked(models.Model):
    """What is known of one measure: how far it is, what was done until when, and what proves it."""

    state = models.CharField("整改情况", max_length=8, choices=Progress, default=Progress.OPEN)
    progress = models.TextField("进展说明", max_length=1000, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    proof = models.CharField("证明材料名称或文号", max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_day_follows_state",
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on=None),
                violation_error_message="已完成的，请填写完成日期；未完成的，不填完成日期。",
            ),
        ]


class Followup(Versioned, Tracked):
    """One measure as its unit follows it up (整改台账), whatever the state of the evaluation that has promised it."""

    identity = ("measure",)

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="followups")
    measure = models.OneToOneField(Measure, models.CASCADE, related_name="followup")

    class Meta(Tracked.Meta):
        verbose_name = "整改台账"
        verbose_name_plural = "整改台账"

    def __str__(self) -> str:
        return str(self.measure)


class FollowupProof(StoredFile):
    """One uploaded file that proves what became of a measure (整改证明材料); never published."""

    identity = ("measure", "sha256")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="followup_proofs")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="proofs")

    class Meta(StoredFile.Meta):
        verbose_name = "整改证明材料"
        verbose_name_plural = "整改证明材料"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "sha256"],
                name="followup_proof_once",
                violation_error_message="该文件已上传过。",
            ),
        ]

    @property
    def subject(self) -> Measure:
        """What it was sent for."""
        return self.measure


class Rectification(Tracked, Entry):
    """One measure of the year before as this year's report tells it (上年整改情况); it is frozen with the report."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="rectifications")
    source = models.ForeignKey(Measure, models.SET_NULL, null=True, editable=False, related_name="rectifications")
    problem = models.CharField("上年问题", max_length=100)
    measure = models.TextField("改进措施", max_length=2000)
    office = models.CharField("责任机构", max_length=100, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "上年整改情况"
        verbose_name_plural = "上年整改情况"
        constraints = [
            *Entry.Meta.constraints,
            *Tracked.Meta.constraints,
            models.UniqueConstraint(fields=["evaluation", "source"], name="rectification_once"),
        ]

    def __str__(self) -> str:
        return self.measure[:40]
