"""Choosing two versions."""

from typing import Any

from django import forms

from departments.forms.worded import WordedForm

from ..chronicle import VersionChoice


class ComparingForm(WordedForm, forms.Form):
    """Which two versions stand side by side; without a choice, those between which the unit has worked last."""

    before = forms.ChoiceField(label="原版本")
    after = forms.ChoiceField(label="新版本")

    def __init__(self, data: Any, versions: list[VersionChoice], *, is_editable: bool) -> None:
        names = [(version.key, version.title) for version in versions]
        super().__init__(data or _latest_two([version.key for version in versions], is_editable=is_editable))
        self.label_suffix = ""
        for name in ("before", "after"):
            self.fields[name].choices = names  # type: ignore[attr-defined]


def _latest_two(keys: list[str], *, is_editable: bool) -> dict[str, str]:
    """Return the last version and the present state; under review that is the last submission and the one before."""
    submissions = [key for key in keys if key.startswith("v")]
    two = keys[-2:] if is_editable or len(submissions) < 2 else submissions[-2:]
    return {"before": two[0], "after": two[-1]}
