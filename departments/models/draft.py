"""Text that no field can hold yet, kept for the person who typed it."""

from typing import Any

from django.db import models

from .evaluation import Evaluation
from .user import User


class Draft(models.Model):
    """What one person has typed on one page and the server could not store (暂存); it counts as entered nowhere.

    An entry holds the lasting name of an input (`name`), what was sent (`values`), why it could not be stored
    (`error`), the words beside the input (`label`), the version of the row that the person saw (`version`) and, for a
    new row, its number in the list (`position`). It is a list, because PostgreSQL does not keep the order of an object.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    entries = models.JSONField(default=list)
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

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """What waits, by the lasting name of the input, in the order of the page."""
        return {entry["name"]: {key: entry[key] for key in entry if key != "name"} for entry in self.entries}
