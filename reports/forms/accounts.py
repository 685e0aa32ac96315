"""The day on which a unit's final accounts were approved (决算批复)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from departments import clock
from departments.forms.fields import DayInput
from departments.forms.records import page_helper
from departments.forms.worded import WordedForm
from departments.models import AccountsApproval


class AccountsApprovalForm(WordedForm, forms.ModelForm):
    """Day and number of the approval."""

    class Meta:
        model = AccountsApproval
        fields = ["approved_on", "number"]
        widgets = {"approved_on": DayInput()}
        help_texts = {
            "approved_on": "财政部门批复本单位决算的日期。报告须在批复后20日内公开（《预算法》第十四条）。",
            "number": "如 东财决〔2023〕15号，没有可不填。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.helper = page_helper(*self.fields, button="登记")

    def clean_approved_on(self) -> date:
        """Refuse a day that has not come, or on which the year was not over."""
        day: date = self.cleaned_data["approved_on"]
        year = self.instance.evaluation.cycle.year
        if day > clock.today():
            raise ValidationError("批复日期不能晚于今天，请核对。")
        if day.year <= year:
            raise ValidationError(f"{year}年度决算在年度结束后批复，请核对批复日期。")
        return day
