"""Uploading an entry workbook, and deciding about clashes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict

from departments.forms.worded import WordedForm
from indicators.file_names import clean_name
from indicators.forms.evidence import NOTHING_CAME
from perfeval.lib.sizes import megabytes

from ..workbooks.comparing import MINE, THEIRS

DECISION = "clash-"


class WorkbookForm(WordedForm, forms.Form):
    """The filled-in workbook."""

    file = forms.FileField(
        label="填好的填报表（xlsx）",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
        error_messages={"required": NOTHING_CAME, "empty": "文件是空的，可能上传中断，请核对后重新上传。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["file"].help_text = f"不超过{megabytes(settings.WORKBOOK_MAX_BYTES)}。"

    @property
    def name(self) -> str:
        """What the file is called."""
        return clean_name(self.cleaned_data["file"].name)


def decisions_in(data: QueryDict) -> dict[str, str]:
    """Return what was decided of each clash, by the lasting name of the input."""
    given = {key.removeprefix(DECISION): str(value) for key, value in data.items() if key.startswith(DECISION)}
    return {name: value for name, value in given.items() if _is_decision(value)}


def _is_decision(value: str) -> bool:
    kind, _, version = value.partition(":")
    return value == THEIRS or (kind == MINE and version.isdecimal() and len(version) < 10)
