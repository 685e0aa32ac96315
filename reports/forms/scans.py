"""Exchanging a stamped scan (更换盖章扫描件)."""

from typing import Any

from django import forms

from departments.forms.records import page_helper
from departments.forms.worded import WordedForm
from indicators.forms.evidence import NOTHING_CAME


class ExchangeForm(WordedForm, forms.Form):
    """The right scan, and what was wrong with the other."""

    upload = forms.FileField(label="正确的扫描件", error_messages={"required": NOTHING_CAME})
    reason = forms.CharField(label="更换原因", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["upload"].help_text = "盖章后扫描的 PDF 或 JPG、PNG 图片。"
        self.fields["reason"].help_text = "与原扫描件的校验值一起公开，如“漏扫第3页”。"
        self.helper = page_helper(*self.fields, button="更换并公开")
