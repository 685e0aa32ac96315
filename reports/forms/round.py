"""What is looked for in a round, what is done for many units at once, and more time for one."""

from collections.abc import Iterable
from typing import Any

from django import forms

from departments.forms.fields import DayInput
from departments.forms.worded import WordedForm
from indicators.parts import PARTS

from ..bulk import STEPS, BulkStep, Order
from ..matrix import CHOICES, Criteria
from ..models import Batch, Job

REASON_LENGTH = 200


class CriteriaForm(WordedForm, forms.Form):
    """Search of the round; what makes no sense is left out."""

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *CHOICES.items()], required=False)
    part = forms.ChoiceField(
        label="待补充部分", choices=[("", "不限"), *((part.key, part.title) for part in PARTS)], required=False
    )
    q = forms.CharField(label="单位名称或编码", max_length=50, required=False)

    def criteria(self) -> Criteria:
        """Return what was asked for."""
        self.is_valid()
        found = self.cleaned_data
        return Criteria(found.get("state", ""), found.get("part", ""), found.get("q", "").strip())

    def in_words(self) -> str:
        """Return what was asked for, for the log."""
        return "，".join(f"{self.fields[name].label}：{value}" for name, value in self._said())

    def _said(self) -> Iterable[tuple[str, str]]:
        for name, value in self.cleaned_data.items():
            if value:
                yield name, str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


class ExtensionForm(WordedForm, forms.Form):
    """More time: until when and why."""

    until = forms.DateField(
        label="延期至",
        widget=DayInput(),
        error_messages={"required": "请填写延期日期。", "invalid": "请填写正确的日期。"},
    )
    reason = forms.CharField(
        label="延期理由",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写延期理由。"},
        help_text="单位会在自评页面看到，并记入审计日志。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class BatchForm(WordedForm, forms.Form):
    """What is done with which units of a round at once; a publication begins with asking what stands against it."""

    kind = forms.TypedChoiceField(
        coerce=Job.Kind,
        choices=[(kind.value, kind.label) for kind in Batch.KINDS if kind is not Job.Kind.PUBLISH],
        error_messages={"required": "请选择要办理的事项。"},
    )
    unit = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "请至少勾选一个单位。"})

    def __init__(self, *args: Any, units: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(pk, pk) for pk in units]  # type: ignore[attr-defined]


class BulkForm(WordedForm, forms.Form):
    """One step for the chosen units; asked for first, then confirmed with what it needs."""

    step = forms.ChoiceField(
        choices=[(step.key, step.title) for step in STEPS.values()], error_messages={"required": "请选择要办理的事项。"}
    )
    unit = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "请至少勾选一个单位。"})
    reason = forms.CharField(
        max_length=REASON_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="理由"
    )
    until = forms.DateField(required=False, widget=DayInput(), label="延期至")
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, units: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["unit"].choices = [(pk, pk) for pk in units]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> BulkStep:
        """What is to be done."""
        return STEPS[self.cleaned_data["step"]]

    def order(self) -> Order:
        """Return what the job is to do."""
        said = self.cleaned_data
        return Order(said["step"], tuple(said["unit"]), said["reason"].strip(), said["until"])

    def clean(self) -> dict[str, Any]:
        """Ask for what the step needs as soon as it is confirmed."""
        said = super().clean() or self.cleaned_data
        step = STEPS.get(said.get("step", ""))
        if step and step.most and len(said.get("unit", ())) > step.most:
            self.add_error("unit", f"{step.title}每次最多选{step.most}个单位，请分批办理。")
        if step and said.get("confirmed"):
            self._need(step, said)
        return said

    def _need(self, step: BulkStep, said: dict[str, Any]) -> None:
        if step.needs_reason and not said.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", f"请填写{step.title}的理由。")
        if step.needs_day and not said.get("until") and "until" not in self.errors:
            self.add_error("until", "请填写延期日期。")
