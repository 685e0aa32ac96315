"""One proposal of the library: whether it is wanted, with which points and which target."""

from __future__ import annotations

from typing import Any

from django import forms

from departments import audit
from departments.forms.rows import RowForm, said_by
from departments.models.versioned import Versioned
from departments.writes import Write

from ..library import Entry
from ..models import Indicator
from ..proposed import FIELDS
from .fields import NumberField, PointsField

NOT_TICKED = "已填写内容而没有勾选，请勾选该指标，或清空填写的内容。"


class ProposalForm(RowForm):
    """One line of the list; nothing is stored of one that is not ticked."""

    chosen = forms.BooleanField(label="选用", required=False)

    class Meta:
        model = Indicator
        fields = ["points", "target"]
        field_classes = {"points": PointsField, "target": NumberField}

    def __init__(self, *args: Any, entry: Entry, decimals: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        self.fields["points"].decimals = decimals
        self.fields["points"].required = False
        self.fields["target"].unit = entry.unit
        self.fields["target"].help_text = f"参考：{entry.example}"
        if entry.target is None:
            del self.fields["target"]

    @property
    def is_chosen(self) -> bool:
        """Whether it is ticked."""
        return bool(self.fields["chosen"].widget.value_from_datadict(self.data, {}, self.add_prefix("chosen")))

    @property
    def where(self) -> str:
        """The name of the proposal."""
        return self.entry.name

    def has_changed(self) -> bool:
        """Hold only what is wanted against the model."""
        return self.is_chosen

    def clean(self) -> dict[str, Any]:
        """Ask for the tick where something was written."""
        cleaned = super().clean() or self.cleaned_data
        if not self.is_chosen and {"points", "target"} & set(self.changed_data):
            self.add_error("chosen", NOT_TICKED)
        return cleaned

    def writes(self) -> list[Write]:
        """Return the new indicator."""
        return [Write(self.instance, 0, FIELDS)] if self.is_chosen else []

    def _conflict_notice(self, stored: Versioned | None) -> str:
        return f"“{self.title}”刚刚已被添加{said_by(audit.latest(stored) if stored else None)}，再次保存时不重复添加。"
