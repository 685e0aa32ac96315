"""Following measures up: one small form for each, all of them sent together."""

from collections.abc import Sequence
from typing import Any

from django import forms

from departments.forms.fields import DayInput
from departments.forms.worded import WordedForm

from ..ledger import CHOICES, Criteria
from ..models import Followup
from ..services.rectification import FIELDS


class FollowupForm(WordedForm, forms.ModelForm):
    """How far one measure is."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Followup
        fields = list(FIELDS)
        widgets = {"progress": forms.Textarea(attrs={"rows": 2}), "done_on": DayInput()}

    def __init__(self, *args: Any, is_frozen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.initial["based_on"] = self.instance.version
        for field in self.fields.values():
            field.disabled = is_frozen

    def row(self) -> Followup:
        """Return what was typed, at the version that was shown."""
        row = self.save(commit=False)
        row.version = self.cleaned_data["based_on"]
        return row


class LedgerForm(WordedForm, forms.Form):
    """Search of the round's ledger; what makes no sense is left out."""

    state = forms.ChoiceField(label="整改情况", choices=[("", "全部"), *CHOICES.items()], required=False)
    q = forms.CharField(label="单位、责任机构或措施", max_length=50, required=False)

    def criteria(self) -> Criteria:
        """Return what was asked for."""
        self.is_valid()
        return Criteria(self.cleaned_data.get("state", ""), self.cleaned_data.get("q", "").strip())

    def in_words(self) -> str:
        """Return what was asked for, for the log."""
        asked = self.criteria()
        state, words = (CHOICES[asked.state] if asked.state else ""), asked.words
        return "，".join(filter(None, [state, words]))


class FollowupSheet:
    """All measures of an evaluation."""

    def __init__(self, rows: Sequence[Followup], data: Any = None, *, is_frozen: bool = False) -> None:
        self.forms = [
            FollowupForm(data, instance=row, prefix=f"m{row.measure_id}", is_frozen=is_frozen) for row in rows
        ]

    def is_valid(self) -> bool:
        """Whether every form is right; all are asked, so that all errors are told at once."""
        answers = [form.is_valid() for form in self.forms]
        return all(answers)

    def rows(self) -> list[Followup]:
        """Return everything that was typed."""
        return [form.row() for form in self.forms]
