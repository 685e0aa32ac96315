"""Searching the history of one evaluation."""

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from ..models import AuditEntry, Department
from .log import LogFilter

STEPS, ENTRIES = "steps", "entries"


class HistoryFilter(LogFilter):
    """The days, the person, steps or entered values, and any words."""

    kind = ChoiceFilter(
        label="类别", empty_label="全部", method="filter_kind", choices=((STEPS, "办理和意见"), (ENTRIES, "填报内容"))
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, departments=Department.objects.none(), **kwargs)
        self.filters.pop("department")

    def filter_kind(self, entries: QuerySet[AuditEntry], name: str, kind: str) -> QuerySet[AuditEntry]:
        """Keep the steps of the workflow, or what people have entered."""
        of_evaluation = {"action__startswith": "evaluation."}
        return entries.filter(**of_evaluation) if kind == STEPS else entries.exclude(**of_evaluation)
