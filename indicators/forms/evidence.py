"""Sending proofs of an indicator, and taking one away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from departments.forms.worded import WordedForm
from perfeval.lib.sizes import megabytes

from ..evidence_kinds import ACCEPTED

NOTHING_CAME = "没有收到文件。请先选择文件；已经选择的，可能是上传时连接中断，请重新上传。"


class FilesInput(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files as they came; each of them is judged on its own when it is stored."""

    widget = FilesInput(attrs={"class": "form-control"})

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files."""
        if not value:
            raise forms.ValidationError(NOTHING_CAME)
        return list(value)


class UploadForm(WordedForm, forms.Form):
    """New proofs for an indicator."""

    uploads = FilesField(label="选择文件")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        one, total = megabytes(settings.EVIDENCE_MAX_BYTES), megabytes(settings.EVIDENCE_TOTAL_BYTES)
        self.fields["uploads"].help_text = f"可选多个，每个不超过{one}，本次自评合计不超过{total}。{ACCEPTED}"

    @property
    def problem(self) -> str:
        """What is wrong with the request as a whole."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class RemovalReasonForm(WordedForm, forms.Form):
    """Why a proof is taken away."""

    reason = forms.CharField(label="移除理由", max_length=200, required=False)
