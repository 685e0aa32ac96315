"""预算管理: the checklists that every unit answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms

from departments.forms.rows import RowForm
from departments.forms.screens import Screen
from departments.models import ManagementItem

ANSWERS = (("", "未回答"), ("yes", "符合"), ("no", "不符合"))
YES_OR_NO = (("", "未填"), ("yes", "是"), ("no", "否"))
MEANINGS = {"yes": True, "no": False}


class AnswerField(forms.TypedChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, *, answers: Any = ANSWERS, **kwargs: Any) -> None:
        super().__init__(
            choices=answers, coerce=MEANINGS.get, empty_value=None, required=False, widget=forms.RadioSelect, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Show what is stored as one of the answers."""
        return {True: "yes", False: "no", None: ""}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare answers, not their spelling."""
        return super().has_changed(self.prepare_value(initial), data)


class ManagementForm(RowForm):
    """The answer to one point, with its proof."""

    is_met = AnswerField(label="是否符合")

    class Meta:
        model = ManagementItem
        fields = ["is_met", "proof"]

    @property
    def where(self) -> str:
        """The point itself."""
        return f"“{self.instance.text}”"

    def clean(self) -> dict[str, Any]:
        """Ask for a proof of every answer."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_met") is not None and not cleaned.get("proof") and "proof" not in self.errors:
            self.add_error("proof", "已作回答的要点，请填写证明材料或说明。")
        return cleaned


class ManagementScreen(Screen):
    """Three checklists with proof."""

    guided_as = "management"

    def build(self) -> None:
        """Add one answer per point."""
        for index, item in enumerate(self.evaluation.management_items.all()):
            self.add_row(f"item-{item.pk}", ManagementForm, item, row_key=str(index))

    @property
    def sample(self) -> RowForm | None:
        """One of the answers: of all of them the same is asked."""
        return next(self.each_form(), None)

    def topics(self) -> Iterator[tuple[str, list[RowForm]]]:
        """Yield the checklists with their points."""
        for title, rows in groupby(self.each_form(), lambda form: form.instance.get_topic_display()):
            yield title, list(rows)
