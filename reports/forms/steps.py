"""Confirming a step, with its reason where it needs one; the version the person saw travels with the form."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings

from departments.forms.worded import WordedForm
from departments.models import Evaluation

from ..models import DisclosureReview

REASON_LENGTH = 500


class StepForm(WordedForm, forms.Form):
    """Nothing to fill in: only the version that the person saw."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        kwargs |= {"label_suffix": "", "initial": {"based_on": evaluation.version}}
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def rebase(self, version: int) -> None:
        """Let the person confirm once more, now that the page says what has changed."""
        self.data = {name: self.data.get(name) for name in self.fields} | {"based_on": version}

    def values(self) -> dict[str, Any]:
        """Return what the service is called with."""
        return dict(self.cleaned_data)


class TimeForm(WordedForm, forms.Form):
    """When something becomes public: at once, or at a time."""

    at = forms.DateTimeField(
        label="公开时间",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "请按“年-月-日 时:分”填写时间，如 2023-06-01 09:00。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        hours = settings.COOLING_OFF_HOURS
        self.fields[
            "at"
        ].help_text = f"立即公开的留空。定时公开须至少提前{hours}小时办理，到时以前，填报人、审核人和发布人都可以停止。"


class PublishForm(TimeForm, StepForm):
    """When the report becomes public, with the version that the person saw."""


class ReasonForm(StepForm):
    """A step that says why."""

    reason = forms.CharField(
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请填写理由。"},
    )

    def __init__(self, *args: Any, label: str = "理由", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text


class DisclosureForm(StepForm):
    """The conclusion of the review before publication (信息公开审查)."""

    conclusion = forms.ChoiceField(
        label="审查结论",
        choices=DisclosureReview.Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择审查结论。"},
    )
    reason = forms.CharField(
        label="理由",
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不予公开、依申请公开的，须写明理由（国家秘密、商业秘密、个人隐私、内部事务或过程性信息等）。",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the conclusion needs one."""
        cleaned = super().clean() or self.cleaned_data
        conclusion = cleaned.get("conclusion")
        if conclusion and conclusion != DisclosureReview.Conclusion.PROACTIVE and not cleaned.get("reason"):
            self.add_error("reason", "不主动公开的，请填写理由。")
        return cleaned
