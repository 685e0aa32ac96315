"""What reviewers write beside the scores, and what the unit answers."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from departments.forms.worded import WordedForm

from ..comparing import Place, Value
from ..models import Judgement
from ..models.review import LONGEST_QUOTE

SEPARATOR = "|"
LONGEST = 1000
LONGEST_VERSION = 9


def key_of(place: Place) -> str:
    """Return the place as one word of an address."""
    return SEPARATOR.join((place.part, place.row, place.field))


class RemarkForm(WordedForm, forms.Form):
    """A remark on one value, or on a passage of it."""

    about = forms.ChoiceField(label="所指内容", error_messages={"required": "请选择审核意见所指的内容。"})
    quote = forms.CharField(
        label="原文摘录",
        required=False,
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只针对其中一段文字的，请摘录原文；针对整项内容的不必填写。",
    )
    text = forms.CharField(label="审核意见", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, values: Iterable[Value], version: int, about: str = "", quote: str = "") -> None:
        super().__init__(data, initial={"seen": version, "about": about, "quote": quote}, label_suffix="")
        self.values = {key_of(value.place): value for value in values}
        self.fields["about"].choices = [("", "请选择"), *_grouped(self.values)]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """Hold the passage against what stands at the place."""
        said = super().clean() or self.cleaned_data
        quote, value = said.get("quote", ""), self.values.get(said.get("about", ""))
        if quote and value and quote not in value.text:
            self.add_error("quote", "所选内容中没有这段原文，请核对标点和文字后重新摘录。")
        return said

    @property
    def chosen(self) -> Value:
        """The value that was chosen."""
        return self.values[self.cleaned_data["about"]]


def place_of(quote: str, values: Iterable[Value]) -> str:
    """Return the first place whose text holds the passage, empty for none."""
    return next((key_of(value.place) for value in values if quote and quote in value.text), "")


def _grouped(values: dict[str, Value]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, value in values.items():
        groups.setdefault(value.title or "其他", []).append((key, value.label))
    return list(groups.items())


class AnswerForm(WordedForm, forms.Form):
    """What the unit answers to one remark."""

    answer = forms.CharField(label="答复", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.helper = FormHelper()
        self.helper.form_tag = False


class JudgementForm(WordedForm, forms.ModelForm):
    """The three judgements; a doubt is explained."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Judgement
        fields = [*Judgement.CRITERIA, "opinion"]
        widgets = {
            **dict.fromkeys(Judgement.CRITERIA, forms.RadioSelect),
            "opinion": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, data: Any, *, judgement: Judgement | None, version: int) -> None:
        held = judgement.version if judgement else 0
        super().__init__(
            data, instance=judgement, initial={"seen": version, "based_on": held}, prefix="judgement", label_suffix=""
        )
        for name in Judgement.CRITERIA:
            self.fields[name].choices = Judgement.Verdict.choices  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a doubt."""
        said = super().clean() or self.cleaned_data
        doubts = {Judgement.Verdict.PARTLY, Judgement.Verdict.UNMET}
        if doubts & {said.get(name) for name in Judgement.CRITERIA} and not said.get("opinion"):
            self.add_error("opinion", "判断为“基本符合”或“不符合”的，请说明原因。")
        return said

    def said(self) -> dict[str, str]:
        """Return what the service stores."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
