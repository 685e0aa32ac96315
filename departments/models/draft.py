"""Text that no field can hold yet, kept for the person who typed it."""

from django.db import models

from .evaluation import Evaluation
from .user import User


class Draft(models.Model):
    """What one person has typed on one page and the server could not store (暂存); it counts as entered nowhere.

    `fields` maps the lasting name of an input to what was sent (`values`), why it could not be stored (`error`), the
    words beside the input (`label`) and the version of the row that the person saw (`version`).
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "暂存内容"
        verbose_name_plural = "暂存内容"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "user", "path"], name="draft_once_per_page"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.path}"
