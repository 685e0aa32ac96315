"""What did not work, and what is done about it."""

from django.db import models

from departments.models import Evaluation
from departments.models.versioned import Entry
from indicators.models import Indicator


class Problem(Entry):
    """One problem, tied to the indicators that show it (存在问题)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="problems")
    title = models.CharField("问题", max_length=100)
    text = models.TextField("表现和原因分析", max_length=2000)
    indicators = models.ManyToManyField(Indicator, related_name="problems", blank=True, verbose_name="相关指标")

    class Meta(Entry.Meta):
        verbose_name = "存在问题"

    def __str__(self) -> str:
        return self.title


class Measure(Entry):
    """One measure against one problem (改进措施)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="measures")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="measures", verbose_name="针对问题")
    text = models.TextField("改进措施", max_length=2000)
    office = models.CharField("责任机构", max_length=100, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "改进措施"

    def __str__(self) -> str:
        return self.text[:40]
