"""部门概况 and 年度目标: what the unit is, and what it set out to do."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from departments.forms.layouts import line
from departments.forms.rows import EntryForm, RowForm
from departments.forms.screens import Screen
from departments.models import Duty, Office, Staffing

from ..models import Goal, YearlyTask
from ..services import scheme_of
from .fields import CountField
from .limits import limit_texts

PEOPLE = [
    "administrative_quota",
    "administrative_actual",
    "institution_quota",
    "institution_actual",
    "worker_quota",
    "worker_actual",
    "retired",
    "hired",
]
KINDS = (("administrative", "行政"), ("institution", "事业"), ("worker", "工勤"))


class StaffingForm(RowForm):
    """Posts and people on a day."""

    class Meta:
        model = Staffing
        fields = ["as_of", *PEOPLE]
        field_classes = dict.fromkeys(PEOPLE, CountField)

    @property
    def kinds(self) -> list[tuple[str, object, object]]:
        """The lines of the table: name, approved posts, people."""
        return [(name, self[f"{key}_quota"], self[f"{key}_actual"]) for key, name in KINDS]


class DutyForm(EntryForm):
    """One main duty."""

    class Meta:
        model = Duty
        fields = ["position", "title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(line(position=1, title=4, text=6, remove=1))


class OfficeForm(EntryForm):
    """One internal office."""

    class Meta:
        model = Office
        fields = ["position", "name", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(line(position=1, name=4, text=6, remove=1))


class ProfileScreen(Screen):
    """Duties, offices and staff."""

    guided_as = "profile"

    def build(self) -> None:
        """Add the two lists and the staff table."""
        self.add_list("duties", DutyForm, self.evaluation.duties)
        self.add_list("offices", OfficeForm, self.evaluation.offices)
        self.add_absence("offices", "内设机构")
        self.add_row("staffing", StaffingForm, self.evaluation.staffing)


class GoalForm(RowForm):
    """The overall goal, expected and reached."""

    class Meta:
        model = Goal
        fields = ["expected", "reached"]
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, text_limits: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_texts(self.fields, text_limits, dict.fromkeys(("expected", "reached"), "goal"))
        self.helper.layout = Layout("expected", "reached")


class TaskForm(EntryForm):
    """One task of the year."""

    class Meta:
        model = YearlyTask
        fields = ["position", "title", "result"]
        widgets = {"result": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(line(position=1, title=4, result=6, remove=1))


class GoalsScreen(Screen):
    """The year's goal and tasks."""

    guided_as = "goals"

    def build(self) -> None:
        """Add the goal and the list of tasks."""
        self.add_row("goal", GoalForm, self.evaluation.goal, text_limits=scheme_of(self.evaluation).text_limits)
        self.add_list("tasks", TaskForm, self.evaluation.yearly_tasks)
        self.add_absence("tasks", "年度工作任务")
