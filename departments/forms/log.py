"""Searching the log."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Form
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from ..log import action_name
from ..models import AuditEntry, Department
from .fields import DayInput
from .organisation import DepartmentChoiceField
from .worded import WordedForm


class DepartmentFilter(ModelChoiceFilter):
    """A department, chosen by code and name."""

    field_class = DepartmentChoiceField


class SearchForm(WordedForm, Form):
    """What is searched for."""


class LogFilter(FilterSet):
    """The days, the person, the action, the department and any words."""

    since = DateFilter(label="起始日期", method="filter_since", widget=DayInput)
    until = DateFilter(label="截止日期", method="filter_until", widget=DayInput)
    actor = CharFilter(label="操作人", method="filter_actor", max_length=50)
    action = ChoiceFilter(label="操作", empty_label="全部")
    department = DepartmentFilter(label="部门（单位）", empty_label="全部", queryset=Department.objects.none())
    words = CharFilter(label="对象或说明", method="filter_words", max_length=50)

    class Meta:
        model = AuditEntry
        fields: list[str] = []
        form = SearchForm

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = self.queryset.order_by().values_list("action", flat=True).distinct()
        self.filters["action"].extra["choices"] = sorted(
            ((action, action_name(action)) for action in actions), key=lambda choice: choice[1]
        )
        self.filters["department"].queryset = departments

    def filter_since(self, entries: QuerySet[AuditEntry], name: str, day: date) -> QuerySet[AuditEntry]:
        """Keep what happened from the first moment of `day` on."""
        return entries.filter(at__gte=_midnight(day))

    def filter_until(self, entries: QuerySet[AuditEntry], name: str, day: date) -> QuerySet[AuditEntry]:
        """Keep what happened until the last moment of `day`."""
        return entries.filter(at__lt=_midnight(day + timedelta(days=1)))

    def filter_actor(self, entries: QuerySet[AuditEntry], name: str, words: str) -> QuerySet[AuditEntry]:
        """Keep what somebody of that name has done."""
        acting = Q(actor__username__icontains=words) | Q(actor__full_name__icontains=words)
        return entries.filter(acting | Q(on_behalf_of__full_name__icontains=words))

    def filter_words(self, entries: QuerySet[AuditEntry], name: str, words: str) -> QuerySet[AuditEntry]:
        """Keep what names an object so, or explains itself so."""
        return entries.filter(Q(object_label__icontains=words) | Q(comment__icontains=words))

    @property
    def criteria(self) -> str:
        """What was searched for, in words."""
        chosen = [
            f"{field.label}：{self.form[name].value()}"
            for name, field in self.form.fields.items()
            if self.form.cleaned_data.get(name)
        ]
        return "；".join(chosen) or "全部"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
