"""A small screen of rows, and the browser that sends it."""

from django.http import QueryDict

from departments.forms.rows import EntryForm, RowForm
from departments.forms.screens import Screen
from departments.models import Duty, Project, Staffing
from departments.services import save_screen


class DutyForm(EntryForm):
    class Meta:
        model = Duty
        fields = ["position", "title", "text"]


class ProjectForm(EntryForm):
    class Meta:
        model = Project
        fields = ["position", "name", "initial", "is_key"]


class StaffingForm(RowForm):
    class Meta:
        model = Staffing
        fields = ["as_of", "retired", "hired"]


class UnitScreen(Screen):
    def build(self):
        self.add_row("staffing", StaffingForm, self.evaluation.staffing)
        self.add_list("duties", DutyForm, self.evaluation.duties)
        self.add_list("projects", ProjectForm, self.evaluation.projects)


def fresh(evaluation):
    return type(evaluation).objects.select_related("department", "cycle").get(pk=evaluation.pk)


def sent(screen, **changes):
    """Return what the browser would send for an unbound screen, with these inputs changed."""
    data = QueryDict(mutable=True)
    for name, piece in screen.pieces.items():
        if not isinstance(piece, RowForm):
            data[f"{name}-count"] = str(len(piece.forms))
        for form in piece.each_form():
            values = {form.add_prefix(name): form[name].value() for name in form.fields}
            data.update({name: str(value) for name, value in values.items() if value not in (None, False)})
    data.update(changes)
    return data


def save(evaluation, data, actor):
    screen = UnitScreen(fresh(evaluation), data)
    assert screen.is_valid(), screen.faults
    save_screen(evaluation, screen.writes(), actor=actor)
    return screen


def with_duty(evaluation, **values):
    return Duty.objects.create(evaluation=evaluation, position=1, **{"title": "民政"} | values)
