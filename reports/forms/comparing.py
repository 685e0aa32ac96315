"""Choosing two versions."""

from typing import Any

from django import forms

from departments.forms.worded import WordedForm

from ..chronicle import VersionChoice


class ComparingForm(WordedForm, forms.Form):
    """Which two versions stand side by side; without a choice, the last submission and how it is now."""

    before = forms.ChoiceField(label="原版本")
    after = forms.ChoiceField(label="新版本")

    def __init__(self, data: Any, versions: list[VersionChoice]) -> None:
        names = [(version.key, version.title) for version in versions]
        chosen = data or {"before": names[max(len(names) - 2, 0)][0], "after": names[-1][0]}
        super().__init__(chosen)
        self.label_suffix = ""
        for name in ("before", "after"):
            self.fields[name].choices = names  # type: ignore[attr-defined]
