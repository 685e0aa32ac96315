"""Copying, uploading, comparing and adopting schemes."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from departments.forms.records import page_helper
from departments.forms.worded import WordedForm
from departments.models import Cycle

from ...models import Scheme

LARGEST = 1_000_000
NAME = RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", "只能用小写字母、数字和连字符，如 nanchang-2024。")


class PageForm(WordedForm, forms.Form):
    """A short form that fills a page."""

    button = "保存"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @property
    def helper(self) -> FormHelper:
        """All fields, one below the other."""
        return page_helper(*self.fields, button=self.button, back="indicators:scheme_list")


class CopyForm(PageForm):
    """Name and title of the copy."""

    button = "复制"
    name = forms.CharField(
        label="代号", max_length=40, validators=[NAME], help_text="小写字母、数字和连字符，如 nanchang-2024。"
    )
    title = forms.CharField(label="名称", max_length=100)

    def clean_name(self) -> str:
        """Refuse the name of another scheme."""
        name: str = self.cleaned_data["name"]
        if Scheme.objects.filter(name=name).exists():
            raise forms.ValidationError(f"代号“{name}”已被使用，请换一个。")
        return name


class UploadForm(PageForm):
    """A scheme as a file; `content` is its text."""

    button = "导入"
    file = forms.FileField(
        label="方案文件（.toml）", help_text="UTF-8 编码，不超过1MB，可用“导出”得到的文件修改。", allow_empty_file=True
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large or no text."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("文件超过1MB，不是方案文件，请核对后重新选择。")
        try:
            self.cleaned_data["content"] = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError("文件不是 UTF-8 编码的文本，请另存为 UTF-8 后重新选择。") from None
        return file


class SchemeChoiceField(forms.ModelChoiceField):
    """A version of a scheme, chosen by title, version and name."""

    def label_from_instance(self, scheme: Any) -> str:
        """Show all three."""
        return f"{scheme}　{scheme.name}"


class ComparisonForm(PageForm):
    """Two versions to be laid side by side."""

    before = SchemeChoiceField(Scheme.objects.all(), label="原方案", empty_label="请选择")
    after = SchemeChoiceField(Scheme.objects.all(), label="新方案", empty_label="请选择")


class AdoptionForm(WordedForm, forms.Form):
    """The round that is to use a version."""

    cycle = forms.ModelChoiceField(Cycle.objects.none(), label="年度任务")

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        using = Cycle.objects.filter(schemes__scheme__name=scheme.name, schemes__kind=scheme.kind)
        self.fields["cycle"].queryset = using.order_by("-year")  # type: ignore[attr-defined]
