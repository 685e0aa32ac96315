"""The yearly round."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property

from departments.forms.lines import LinesField
from departments.forms.records import RecordForm, offer, page_helper
from departments.forms.worded import WordedForm
from departments.models import Cycle, Department

from ..models import Scheme


class CycleForm(RecordForm):
    """Year, dates, scheme and stages; year and scheme are fixed once an evaluation has started."""

    back = "indicators:cycle_list"
    scheme = forms.ModelChoiceField(
        Scheme.objects.filter(kind=Scheme.Kind.WHOLE), label="部门整体支出方案", empty_label="请选择"
    )
    project_scheme = forms.ModelChoiceField(
        Scheme.objects.filter(kind=Scheme.Kind.PROJECT),
        label="项目支出方案",
        empty_label="本年度不开展项目支出自评",
        required=False,
    )
    stages = LinesField(
        label="审核环节",
        most=4,
        longest=20,
        help_text="每行一个环节，按先后顺序，一至四个，如：单位负责人审核、主管部门审核。",
    )

    class Meta:
        model = Cycle
        fields = ["year", "opens_on", "due_on", "scheme", "project_scheme", "stages"]
        help_texts = {"year": "被评价的预算年度，如2022。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            chosen = dict(self.instance.schemes.values_list("kind", "scheme"))
            self.initial["scheme"] = chosen.get(Scheme.Kind.WHOLE, "")
            self.initial["project_scheme"] = chosen.get(Scheme.Kind.PROJECT, "")
            for name in ("year", "scheme", "project_scheme"):
                self.fields[name].disabled = self.is_in_use

    @property
    def schemes(self) -> list[Scheme]:
        """The schemes that were chosen."""
        chosen = (self.cleaned_data["scheme"], self.cleaned_data["project_scheme"])
        return [scheme for scheme in chosen if scheme]

    @cached_property
    def is_in_use(self) -> bool:
        """Whether an evaluation has started."""
        return self.instance.evaluations.exists()


class StartForm(WordedForm, forms.Form):
    """The departments whose evaluations are to start."""

    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label="单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个单位。"},
    )

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        offer(self, "departments", departments)

    @cached_property
    def helper(self) -> FormHelper:
        """The list and a button."""
        return page_helper("departments", button="开启所选单位的自评")
