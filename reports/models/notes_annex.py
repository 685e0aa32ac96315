"""Whether the notes go out with the report."""

from django.db import models

from departments.models import Evaluation, User


class NotesAnnex(models.Model):
    """Whether 说明和提示 is published with an evaluation, and who has said so; without a row it is."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="notes_annex")
    is_published = models.BooleanField("随报告公开", default=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="决定人")
    changed_at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = "附件“说明和提示”"

    def __str__(self) -> str:
        return f"{self.evaluation} 附件“说明和提示”"
