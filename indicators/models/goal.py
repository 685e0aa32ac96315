"""The year's goal and tasks."""

from django.db import models

from departments.models import Evaluation
from departments.models.versioned import Entry, Versioned


class Goal(Versioned):
    """The overall goal of the year, expected and reached (年度总体目标)."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="goal")
    expected = models.TextField("预期目标", max_length=2000, blank=True)
    reached = models.TextField("实际完成情况", max_length=2000, blank=True)

    class Meta:
        verbose_name = "年度总体目标"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}"


class YearlyTask(Entry):
    """One task of the year (年度工作任务)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="yearly_tasks")
    title = models.CharField("工作任务", max_length=200)
    result = models.TextField("完成情况", max_length=1000, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "年度工作任务"

    def __str__(self) -> str:
        return self.title
