"""Empty because there is nothing (无此项)."""

from django.db import models
from django.db.models import Q

from .evaluation import Evaluation
from .versioned import Versioned


class Absence(Versioned):
    """The statement that a list or a chapter has nothing to say this year, with the reason; `subject` is its key."""

    identity = ("evaluation", "subject")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="absences")
    subject = models.SlugField(max_length=40, editable=False)
    is_stated = models.BooleanField("无此项", default=False)
    reason = models.CharField("无此项的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "无此项"
        verbose_name_plural = "无此项"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "subject"], name="absence_once"),
            models.CheckConstraint(
                name="absence_has_reason",
                condition=Q(is_stated=False) | ~Q(reason=""),
                violation_error_message="选“无此项”的，请写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}"
