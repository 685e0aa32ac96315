"""Choosing a file to import."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.urls import reverse

from departments.forms.records import page_helper
from departments.forms.worded import WordedForm
from departments.models import Cycle

from ..models import BulkImport


class ImportForm(WordedForm, forms.Form):
    """One file; for official figures also the round that they belong to."""

    cycle = forms.ModelChoiceField(Cycle.objects.all(), label="年度任务", empty_label="请选择")
    file = forms.FileField(label="文件（xlsx 或 csv）", allow_empty_file=True)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.kind = kind
        self.auto_id = f"id_{kind}_%s"
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        if kind != BulkImport.Kind.FIGURES:
            del self.fields["cycle"]

    @property
    def helper(self) -> FormHelper:
        """The fields and the button that only looks."""
        helper = page_helper(*self.fields, button="上传并预览")
        helper.form_action = reverse("reports:import_add", args=[self.kind])
        return helper
