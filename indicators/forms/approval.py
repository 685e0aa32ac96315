"""绩效目标批复: registering the approval, and taking the registration back."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from departments import clock
from departments.forms.fields import DayInput
from departments.forms.worded import WordedForm

from ..models import GoalApproval


class ApprovalForm(WordedForm, forms.ModelForm):
    """The document that approves the goals, and its date."""

    class Meta:
        model = GoalApproval
        fields = ["document", "approved_on"]
        widgets = {"approved_on": DayInput()}
        help_texts = {
            "document": "批复文件的名称和文号，如：关于批复2022年度部门预算绩效目标的通知（东财绩〔2022〕3号）。"
        }

    prefix = "approval"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.helper = helper()

    def clean_approved_on(self) -> date:
        """Refuse a day that has not come yet."""
        day: date = self.cleaned_data["approved_on"]
        if day > clock.today():
            raise ValidationError("批复日期不能晚于今天。")
        return day


class CancelForm(WordedForm, forms.Form):
    """Why the registration is taken back."""

    reason = forms.CharField(label="撤销理由", max_length=300, min_length=5, widget=forms.Textarea(attrs={"rows": 2}))

    prefix = "cancel"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.helper = helper()


def helper() -> FormHelper:
    """Return what leaves the form element to the page."""
    layout = FormHelper()
    layout.form_tag = False
    layout.disable_csrf = True
    return layout
