"""Forms for versioned rows: a write is based on the version that the person saw."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone

from .. import audit
from ..models import AuditEntry, VisitChange
from ..models.versioned import Versioned
from ..writes import Conflict, Write
from .fields import DayInput, EntryBoundField, shown
from .inputs import PlainInputs
from .worded import WordedForm

HANDLING = ("version", "token", "remove")
EXPIRED = "页面已失效，请刷新后重新填写。"
SEEN = RegexValidator(r"^\d{1,9}(\+\d{1,9})?\Z", EXPIRED)
LONGEST_COUNT = 9


class RowForm(WordedForm, forms.ModelForm):
    """One row of an evaluation.

    `version` travels with the form. After a clash the newer one stands behind it ("3+5"): saving again is a decision.
    """

    data: Any
    fields: Any
    _errors: Any
    bound_field_class = EntryBoundField
    default_renderer = PlainInputs
    use_required_attribute = False
    culprits: ClassVar[Mapping[str, str]] = {}
    """The field to put right when a constraint of the model is broken, by the constraint's name."""
    naming: Collection[str] = ("title", "name")
    """The fields that say which row it is."""
    settled: Collection[str] = ()
    """The fields that are shown as text, because nobody may change them any more."""

    version = forms.CharField(widget=forms.HiddenInput, required=False, validators=[SEEN])

    def __init__(self, *args: Any, row_key: str = "", is_frozen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.is_new = self.instance.pk is None
        self.row_key = row_key
        self.is_frozen = is_frozen
        self.stored: dict[str, str] = {}
        self.theirs: dict[str, Any] = {}
        self.decision = ""
        self.findings: dict[str, list[Any]] = {}
        self.absence: Any = None
        self.last_year: dict[str, str] = {}
        self.guidance: dict[str, Any] = {}
        self.carried: dict[str, list[Any]] = {}
        self.notice = ""
        self.initial["version"] = str(0 if self.is_new else self.instance.version)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            if isinstance(field, forms.ChoiceField):
                field.choices = [
                    ("", "请选择") if choice in BLANK_CHOICE_DASH else choice for choice in choices_of(field)
                ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.render_hidden_fields = True
        self.helper.field_template = "entry/field.html"

    @property
    def content_names(self) -> list[str]:
        """What the row says, without what the screen needs to handle it."""
        return [name for name in self.fields if name not in (*HANDLING, "position")]

    def each_form(self) -> Iterator[RowForm]:
        """Yield itself: a single row is a list of one."""
        yield self

    @property
    def lists(self) -> Sequence[Any]:
        """The lists of rows that stand below it."""
        return ()

    @property
    def title(self) -> str:
        """What the row is called in messages."""
        return str(self.instance) or str(self.instance._meta.verbose_name)

    @property
    def where(self) -> str:
        """Which row it is, in the summary of faults; nothing where there is only one."""
        return ""

    @property
    def posted_version(self) -> int:
        """The version that the person saw, 0 for a row that was not there."""
        return count_of(self._seen[0])

    @property
    def decided_version(self) -> int:
        """The newer version that the person was shown after a clash, 0 when there was none."""
        return count_of(self._seen[2])

    @property
    def _seen(self) -> tuple[str, str, str]:
        return self.data.get(self.add_prefix("version"), "").partition("+")

    def _post_clean(self) -> None:
        """Hold only what changes against the model: each constraint is a question to the database."""
        if self.has_changed():
            self.instance.changing = None if self.is_new else self._changing()
            super()._post_clean()  # type: ignore[misc]
            self._lay_at_fields()

    def _changing(self) -> set[str]:
        """Return what the person has changed, and what the form may change without showing it."""
        hidden = {field.name for field in self.instance._meta.concrete_fields} - set(self.fields)
        return hidden.union(self.changed_data)

    def _lay_at_fields(self) -> None:
        """Tie what a constraint of the model says to the field that has to be put right."""
        constraints = {str(rule.violation_error_message): rule.name for rule in self.instance._meta.constraints}
        general = self._errors.pop(NON_FIELD_ERRORS, None)
        for error in general.as_data() if general else ():
            self.add_error(self.culprits.get(constraints.get(error.message, "")), error)

    def writes(self) -> list[Write]:
        """Return what there is to store."""
        names = [name for name in self.fields if name not in HANDLING]
        if not any(name in self.changed_data for name in names):
            return []
        return [self._write(names)]

    def _write(self, names: list[str]) -> Write:
        links = {name for name in names if self._is_link(name)}
        return Write(
            self.instance,
            self.posted_version,
            fields=[name for name in names if name not in links and self._is_column(name)],
            links={name: [int(key) for key in self.cleaned_data[name]] for name in links},
            decided_at=self.decided_version,
        )

    def _is_column(self, name: str) -> bool:
        try:
            self.instance._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        return True

    def _is_link(self, name: str) -> bool:
        return self._is_column(name) and self.instance._meta.get_field(name).many_to_many

    def show_conflict(self, conflict: Conflict) -> None:
        """Put what is stored now beside what was typed; saving again then is a decision."""
        stored = conflict.stored
        now = str(stored.version if stored else 0)
        is_merging = stored is not None and bool(conflict.fields)
        self.decision = f"{self.posted_version}+{now}" if is_merging else now
        self.data[self.add_prefix("version")] = self.decision
        self.notice = self._conflict_notice(stored)
        if stored is not None:
            self.stored = self._differences(stored, conflict.fields)

    def _differences(self, stored: Versioned, clashing: Collection[str]) -> dict[str, str]:
        """Return what is stored where it differs; what only the other person has changed will be kept anyway."""
        return {
            name: shown(kept, self.fields[name])
            for name, kept in self.kept_values(stored).items()
            if _comparable(self.cleaned_data.get(name)) != kept
            and (not clashing or name in clashing or not self._is_column(name))
        }

    def kept_values(self, stored: Versioned) -> dict[str, Any]:
        """Return what is stored, by field."""
        return {name: value_of(stored, name) for name in self.content_names if self._is_column(name)}

    def show_last_year(self, before: Versioned, *, unseen: Collection[str] = ()) -> None:
        """Put what the same row held a year ago beside the fields, but not its name and texts that are the same."""
        columns = (name for name in self.content_names if self._is_column(name) and not self._is_link(name))
        for name, value in ((name, value_of(before, name)) for name in columns):
            is_the_same = isinstance(value, str) and value == getattr(self.instance, name)
            if value not in (None, "", [], False) and name not in {*unseen, *self.naming} and not is_the_same:
                self.last_year[name] = shown(value, self.fields[name])

    def _conflict_notice(self, stored: Versioned | None) -> str:
        if stored is None:
            entry = audit.latest(type(self.instance)(evaluation=self.instance.evaluation))
            return f"“{self.title}”已被删除{said_by(entry)}。再次保存将重新添加；如同意删除，请勾选“删除”。"
        entry = audit.latest(stored)
        return (
            f"“{self.title}”在您打开页面后已被修改{said_by(entry)}。您填写的内容仍在框中，"
            "标出的各栏再次保存将以您填写的为准，他人对其余各栏的修改会保留。"
        )


def count_of(sent: str) -> int:
    """Return the number that a hidden input sent, 0 for anything that no page of ours has sent."""
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_COUNT else 0


def choices_of(field: forms.Field) -> list[Any]:
    """Return what can be chosen, nothing for a field that is typed."""
    return list(getattr(field, "choices", ()))


def value_of(row: models.Model, name: str) -> Any:
    """Return what `row` holds, as a form would hold it."""
    field: Any = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).values_list("pk", flat=True))
    return field.value_from_object(row)


def _comparable(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return sorted(map(int, value)) if isinstance(value, list | set) else value


def said_by(entry: AuditEntry | VisitChange | None) -> str:
    """Return who did it and when, in brackets, as far as the log knows."""
    if entry is None:
        return ""
    moment = timezone.localtime(entry.at)
    return f"（{entry.actor or '系统'}，{moment:%m月%d日 %H:%M}）"


class EntryForm(RowForm):
    """One row of a list: it knows its place, and may be removed."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    position = forms.IntegerField(label="序号", required=False, min_value=0, max_value=9999)
    remove = forms.BooleanField(label="删除", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = self.is_new
        self.initial["token"] = self.instance.token
        self.fields["position"].widget.attrs["class"] = "entry-position"

    @property
    def where(self) -> str:
        """Its place in the list."""
        return f"{self.instance._meta.verbose_name} 第{int(self.row_key) + 1}行"

    @property
    def is_blank(self) -> bool:
        """Whether it is a spare row that nobody has written in."""
        return (
            self.is_new
            and not self.posted_version
            and not any(name in self.changed_data for name in self.content_names)
        )

    def has_changed(self) -> bool:
        """A spare row has changed when somebody has written in it, wherever it stands."""
        return not self.is_blank if self.is_new else super().has_changed()

    @property
    def is_leaving(self) -> bool:
        """Whether the row is ticked to be removed."""
        return bool(self.fields["remove"].widget.value_from_datadict(self.data, {}, self.add_prefix("remove")))

    def clean_position(self) -> int:
        """A row without a number keeps the place where it stands."""
        position = self.cleaned_data["position"]
        return self.instance.position if position is None else position

    def full_clean(self) -> None:
        """Ask nothing of a row that is blank or about to go."""
        super().full_clean()
        if self.is_bound and (self.is_blank or self.is_leaving):
            self._errors = forms.utils.ErrorDict()

    def _removal(self) -> Write:
        return Write(self.instance, self.posted_version, is_removal=True, decided_at=self.decided_version)

    def writes(self) -> list[Write]:
        """Return what there is to store, or to remove."""
        if self.is_leaving:
            return [] if self.is_new else [self._removal()]
        if self.is_blank:
            return []
        return super().writes()
