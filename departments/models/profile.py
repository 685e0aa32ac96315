"""What the unit is: duties, offices, staff."""

from django.db import models

from .evaluation import Evaluation
from .versioned import Entry, Versioned


class Duty(Entry):
    """One of the unit's main duties (主要职责)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="duties")
    title = models.CharField("职责", max_length=60)
    text = models.TextField("说明", max_length=1000, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "主要职责"

    def __str__(self) -> str:
        return self.title


class Office(Entry):
    """One of the unit's internal offices (内设机构)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="offices")
    name = models.CharField("机构名称", max_length=100)
    text = models.TextField("主要工作", max_length=1000, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "内设机构"

    def __str__(self) -> str:
        return self.name


def _people(label: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


class Staffing(Versioned):
    """Approved posts and people on a day (人员情况); unknown is empty, none is 0."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="staffing")
    as_of = models.DateField("统计截止日期", null=True, blank=True)
    administrative_quota = _people("行政编制数")
    administrative_actual = _people("行政实有人数")
    institution_quota = _people("事业编制数")
    institution_actual = _people("事业实有人数")
    worker_quota = _people("工勤编制数")
    worker_actual = _people("工勤实有人数")
    retired = _people("离退休人数")
    hired = _people("编外人数")

    class Meta:
        verbose_name = "人员情况"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}"
