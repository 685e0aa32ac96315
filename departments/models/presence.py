"""Who has a page of an evaluation open just now."""

from django.db import models

from .evaluation import Evaluation
from .user import User


class Presence(models.Model):
    """One person on one page (在场). The row lives as long as the page says so, and leaves no trace."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    section = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "在场"
        verbose_name_plural = "在场"
        constraints = [models.UniqueConstraint(fields=["evaluation", "user", "path"], name="presence_once_per_page")]

    def __str__(self) -> str:
        return f"{self.user} {self.path}"
