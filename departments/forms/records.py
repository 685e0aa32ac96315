"""Forms of the administrator's screens."""

import hashlib
import json
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from .. import audit
from .fields import DayInput, shown
from .rows import said_by
from .worded import WordedForm

LARGEST = 32767
"""The largest year or serial number that every database can hold."""


def page_helper(*layout: Any, button: str = "保存", back: str = "") -> FormHelper:
    """Return the helper of a form that fills a page: its fields, a button, and a way back to the list `back`."""
    cancel = [HTML(f'<a class="btn btn-outline-secondary" href="{{% url "{back}" %}}">取消</a>')] if back else []
    helper = FormHelper()
    helper.attrs = {"novalidate": True}
    helper.layout = Layout(*layout, Div(Submit("save", button), *cancel, css_class="actions"))
    return helper


def state_mark(record: models.Model, names: list[str]) -> str:
    """Return a short mark of what is stored in the fields `names`; another state has another mark."""
    state = json.dumps(audit.state_of(record, names), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(state.encode()).hexdigest()[:16]


class RecordForm(WordedForm, forms.ModelForm):
    """One row of the organisation; a stale form says so and shows what is stored, instead of overwriting it."""

    based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    back = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.names = [name for name in self.fields if name != "based_on"]
        self.initial["based_on"] = state_mark(self.instance, self.names)
        for field in self.fields.values():
            _equip(field)

    @cached_property
    def helper(self) -> FormHelper:
        """All fields, one below the other."""
        return page_helper(*self.fields, back=self.back)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that somebody else has overtaken; sent once more, it is meant so."""
        cleaned = super().clean() or self.cleaned_data
        stored = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if stored is not None and cleaned.get("based_on") != state_mark(stored, self.names):
            self._accept(stored)
            self.add_error(None, self._conflict(stored, cleaned))
        return cleaned

    def _accept(self, stored: models.Model) -> None:
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("based_on")] = state_mark(stored, self.names)
        self.data = data

    def _conflict(self, stored: models.Model, typed: dict[str, Any]) -> str:
        now = [
            f"{self.fields[name].label}现为“{shown(value, self.fields[name])}”"
            for name, value in audit.state_of(stored, self.names).items()
            if name in self.fields and value != self._plain(typed.get(name))
        ]
        who = said_by(audit.latest(stored))
        return f"此内容在您打开页面后已被修改{who}：{'；'.join(now)}。再次保存将以您填写的为准。"

    @staticmethod
    def _plain(value: Any) -> Any:
        return value.pk if isinstance(value, models.Model) else value


def _equip(field: forms.Field) -> None:
    """Give a field the input of the screen."""
    if isinstance(field, forms.DateField):
        field.widget = DayInput()
    elif isinstance(field, forms.IntegerField):
        field.validators.append(MaxValueValidator(LARGEST))
    elif isinstance(field, forms.TypedChoiceField):
        field.choices = [("", "请选择"), *(choice for choice in list(field.widget.choices) if choice[0])]


def offer(form: forms.BaseForm, name: str, rows: QuerySet) -> None:
    """Let a field choose among `rows`."""
    field = cast("forms.ModelChoiceField", form.fields[name])
    field.queryset = rows
    field.empty_label = field.empty_label and "请选择"
