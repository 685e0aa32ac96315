"""The free texts of the report."""

from django.db import models

from departments.models import Evaluation
from departments.models.versioned import Versioned


class Section(Versioned):
    """The text of one node of the outline (章节); `key` is the scheme's name for it."""

    identity = ("evaluation", "key")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    text = models.TextField("正文", max_length=10000, blank=True)

    class Meta:
        verbose_name = "章节"
        constraints = [models.UniqueConstraint(fields=["evaluation", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.key
