"""Filtering findings, answering them, and deciding on exemptions."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict

from departments import clock
from departments.forms.fields import DayInput
from departments.forms.worded import WordedForm
from indicators.parts import PARTS

from ..checks import Category, Severity
from ..models import Waiver
from ..standing import STATES

REASON_LENGTH = 500
SHORTEST_REASON = 5
LONGEST_EXEMPTION = timedelta(days=365)
ALL = [("", "全部")]


class FindingsFilter(WordedForm, forms.Form):
    """What of the findings is shown."""

    severity = forms.ChoiceField(label="等级", required=False, choices=ALL + [(s.value, s.label) for s in Severity])
    part = forms.ChoiceField(label="栏目", required=False, choices=ALL + [(part.key, part.title) for part in PARTS])
    category = forms.ChoiceField(label="类别", required=False, choices=ALL + [(c.value, c.value) for c in Category])
    state = forms.ChoiceField(label="状态", required=False, choices=ALL + list(STATES.items()))
    words = forms.CharField(label="编号或文字", required=False, max_length=50)

    def wanted(self) -> dict[str, Any]:
        """Return the filters that can be understood; the others fit everything."""
        self.is_valid()
        return self.cleaned_data


class AnswerForm(WordedForm, forms.Form):
    """One answer to the chosen findings."""

    fingerprint = forms.MultipleChoiceField(
        error_messages={"required": "请先在列表中勾选要答复的校验结果。"}, widget=forms.MultipleHiddenInput
    )
    kind = forms.ChoiceField(
        label="答复方式",
        choices=[
            ("explanation", "说明（情况属实，写明理由）"),
            ("source", "登记数据来源（未绑定的数字）"),
            ("false_alarm", "报告误报（系统判断有误）"),
            ("exemption", "申请豁免（“阻断”事项，由审核人审批）"),
        ],
        widget=forms.RadioSelect,
        initial="explanation",
    )
    reason = forms.CharField(
        label="理由",
        max_length=REASON_LENGTH,
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一条理由可以同时答复多项。理由随报告公开，请勿写入个人信息。",
    )

    def __init__(self, *args: Any, fingerprints: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        field: Any = self.fields["fingerprint"]
        field.choices = [(one, one) for one in fingerprints]
        field.error_messages["invalid_choice"] = "所选的校验结果已有变化，请在刷新后的列表中重新选择。"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def ticked(self) -> list[str]:
        """What was ticked, so that it stays ticked when something is wrong."""
        return cast("QueryDict", self.data).getlist("fingerprint") if self.is_bound else []


class DecisionForm(WordedForm, forms.Form):
    """What another person says to an exemption."""

    decision = forms.ChoiceField(
        label="审批意见", choices=[("granted", "同意豁免"), ("refused", "不同意，请改正")], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="审批理由", max_length=REASON_LENGTH, min_length=SHORTEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
    valid_until = forms.DateField(
        label="有效期至", required=False, widget=DayInput, help_text="含当日；同意豁免的必填，最长一年。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_valid_until(self) -> date | None:
        """Hold the last day between today and a year from now."""
        day: date | None = self.cleaned_data["valid_until"]
        if day and not clock.today() <= day <= clock.today() + LONGEST_EXEMPTION:
            raise forms.ValidationError("有效期不能早于今天，最长一年，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for the last day where the exemption is granted."""
        cleaned = super().clean() or self.cleaned_data
        is_granted = cleaned.get("decision") == Waiver.Decision.GRANTED
        if is_granted and not cleaned.get("valid_until") and "valid_until" not in self.errors:
            self.add_error("valid_until", "同意豁免的，请填写有效期。")
        return cleaned
