"""问题与改进: each problem with the indicators that show it and the measures against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from departments.forms.layouts import line
from departments.forms.rows import EntryForm, RowForm
from departments.forms.screens import RowSet, Screen
from departments.writes import Write
from indicators.tree import load_tree

from ..models import Measure, Problem, Rectification


class MeasureForm(EntryForm):
    """One measure against a problem."""

    class Meta:
        model = Measure
        fields = ["position", "text", "office", "due_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(line(text=12), line(office=5, due_on=4, position=2, remove=1))

    @property
    def where(self) -> str:
        """Its place below its problem."""
        problem, _, _ = str(self.prefix).removeprefix("problems-").partition("-")
        return f"问题{int(problem) + 1} 第{int(self.row_key) + 1}条措施"


class ProblemForm(EntryForm):
    """One problem; its measures are stored and removed with it."""

    indicators = forms.TypedMultipleChoiceField(
        label="相关指标", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Problem
        fields = ["position", "title", "text", "indicators"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, leaves: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = leaves
        self.initial["indicators"] = [] if self.is_new else [row.pk for row in self.instance.indicators.all()]
        self.helper.layout = Layout(line(title=9, position=2, remove=1), "text", "indicators")
        self.measures = RowSet(
            MeasureForm,
            [] if self.is_new else list(self.instance.measures.all()),
            lambda: Measure(evaluation=self.instance.evaluation, problem=self.instance),
            prefix=f"{self.prefix}-measures",
            data=self.data if self.is_bound else None,
            spare=1,
            is_frozen=self.is_frozen,
        )

    @property
    def where(self) -> str:
        """Its place in the list."""
        return f"问题{int(self.row_key) + 1}"

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written in it or in its measures."""
        return super().is_blank and all(form.is_blank for form in self.measures.forms)

    def is_valid(self) -> bool:
        """Whether the problem and all its measures are right."""
        answers = [super().is_valid(), self.is_leaving or self.measures.is_valid()]
        return all(answers)

    def writes(self) -> list[Write]:
        """Return the problem, then its measures; when it goes, they go first."""
        if not self.is_leaving:
            return [*super().writes(), *self.measures.writes()]
        measures = [form for form in self.measures.forms if not form.is_new]
        gone = [Write(form.instance, form.posted_version, is_removal=True) for form in measures]
        return [*gone, *super().writes()]

    @property
    def lists(self) -> list[RowSet]:
        """Its measures."""
        return [self.measures]

    def each_form(self) -> Iterator[RowForm]:
        """Yield itself and its measures."""
        yield self
        yield from self.measures.each_form()


class RectificationForm(EntryForm):
    """What became of one measure of the year before."""

    class Meta:
        model = Rectification
        fields = ["position", "problem", "measure", "office", "due_on", "state", "done_on", "progress", "proof"]
        widgets = {"measure": forms.Textarea(attrs={"rows": 2}), "progress": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            line(problem=9, position=2, remove=1),
            line(measure=12),
            line(office=5, due_on=3),
            line(state=4, done_on=3, proof=5),
            line(progress=12),
        )

    @property
    def where(self) -> str:
        """Its place in the list."""
        return f"上年整改情况第{int(self.row_key) + 1}项"


class ProblemsScreen(Screen):
    """All problems with their measures, and what became of those of the year before."""

    guided_as = "problems"

    def build(self) -> None:
        """Add the problems, newest last."""
        self.add_list(
            "problems",
            ProblemForm,
            self.evaluation.problems.prefetch_related("indicators", "measures"),
            spare=1,
            leaves=self._leaves(),
        )
        self.add_absence("problems", "需要说明的突出问题")
        self.add_list(
            "rectifications", RectificationForm, Rectification.objects.filter(evaluation=self.evaluation), spare=0
        )

    def _leaves(self) -> list[tuple[int, str]]:
        tree = load_tree(self.evaluation)
        rows = [branch for root in tree for branch in root.walk() if branch.indicator.is_leaf]
        return [(row.indicator.pk, " › ".join(row.path[-2:])) for row in rows]
