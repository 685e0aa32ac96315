"""Reading an old report (旧报告导入): what is sent, and for which unit and round it is to be the beginning."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from departments.forms.records import page_helper
from departments.forms.worded import WordedForm
from departments.models import Cycle, Department, Evaluation, Role, User
from indicators.models import Scheme
from perfeval.lib.characters import typed

from ..reader.lines import TooLong, numbered
from ..reader.sources import LARGEST, Unreadable, text_of

LONGEST_TEXT = 1_000_000
LONGEST_NAME = 100
FILE_HINT = f"Word（.docx）、网页（.html）或文本（.txt），不超过{LARGEST // 1024 // 1024}MB。文件只用于读取，不保存。"
PASTED = "粘贴的旧报告"
NOTHING_CHOSEN = "请粘贴报告全文，或者选择一个文件。"
BOTH_CHOSEN = "粘贴的文字和文件只能选一种，请删去其中一个。"


class OldReportForm(WordedForm, forms.Form):
    """A report as text or as a file; afterwards `content` is its text and `name` what to call it."""

    text = forms.CharField(
        label="粘贴报告全文",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label="或者选择文件",
        required=False,
        allow_empty_file=True,
        help_text=FILE_HINT,
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm,.txt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.helper = page_helper("text", "file", button="读取并校对")

    def clean_text(self) -> str:
        """Refuse a text that is longer than any report."""
        text: str = self.cleaned_data["text"]
        _check_length(text)
        return text

    def clean_file(self) -> UploadedFile | None:
        """Refuse a file that cannot be read as a report."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"文件超过{LARGEST // 1024 // 1024}MB，请只提供报告正文。")
        try:
            self.cleaned_data["content"] = typed(text_of(file.name or "", file.read()))
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        _check_length(self.cleaned_data["content"])
        return file

    def clean(self) -> dict[str, Any]:
        """Take one of the two."""
        cleaned = super().clean() or self.cleaned_data
        text, file = (cleaned.get("text") or "").strip(), cleaned.get("file")
        if text and file:
            raise forms.ValidationError(BOTH_CHOSEN)
        if not text and not file and not self.errors:
            raise forms.ValidationError(NOTHING_CHOSEN)
        if text:
            cleaned["content"] = cleaned["text"]
        cleaned["name"] = file.name[:LONGEST_NAME] if file else PASTED
        return cleaned


def _check_length(text: str) -> None:
    try:
        numbered(text)
    except TooLong as error:
        raise forms.ValidationError(str(error)) from error


class StartForm(WordedForm, forms.Form):
    """The report once more, and the unit and round that it is to be the beginning of."""

    content = forms.CharField(max_length=LONGEST_TEXT, strip=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.HiddenInput)
    target = forms.ChoiceField(label="导入到")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        found = {f"{unit.pk}-{cycle.pk}": (unit, cycle, label) for unit, cycle, label in targets(user)}
        self.targets = {key: (unit, cycle) for key, (unit, cycle, _) in found.items()}
        choices = [(key, label) for key, (_, _, label) in found.items()]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]
        self.helper = page_helper("content", "name", "target", button="以此开始自评")
        self.helper.form_tag = False

    def clean_content(self) -> str:
        """Refuse what the first page would have refused."""
        content: str = self.cleaned_data["content"]
        _check_length(content)
        return content

    def clean_target(self) -> tuple[Department, Cycle]:
        """Return the unit and the round."""
        return self.targets[self.cleaned_data["target"]]


def targets(user: User) -> list[tuple[Department, Cycle, str]]:
    """Return what `user` may fill in: unit, round that is not started or open for entry, and both in words."""
    units = list(Department.objects.filter(memberships__user=user, memberships__role=Role.PREPARER, is_active=True))
    rounds = list(Cycle.objects.filter(schemes__kind=Scheme.Kind.WHOLE).distinct())
    started = {
        (evaluation.department_id, evaluation.cycle_id): evaluation
        for evaluation in Evaluation.objects.filter(department__in=units, cycle__in=rounds)
    }
    found = []
    for unit in units:
        for cycle in rounds:
            evaluation = started.get((unit.pk, cycle.pk))
            if evaluation is None or evaluation.is_editable:
                state = "填报中，只补空白处" if evaluation else "尚未开始"
                found.append((unit, cycle, f"{unit}　{cycle.year}年度（{state}）"))
    return found
