"""Form fields as the entry screens show them: with errors, notes and what is stored, all tied to the input."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.choices import flatten_choices

from .worded import TypedBoundField

LAST_DAY = "9999-12-31"
"""A year of four digits: browsers then go on to the month by themselves."""
LOCKED_BY_READING = (forms.TextInput, forms.Textarea, forms.NumberInput, forms.DateInput)


class EntryBoundField(TypedBoundField):
    """A field of an entry screen."""

    form: "Any"

    @property
    def note(self) -> str:
        """What was understood of an amount or a value, in other words than typed."""
        understood = getattr(self.field, "understood", None)
        return understood(self.value()) if understood else ""

    @property
    def unit_shown(self) -> str | None:
        """The unit that stands behind the number, None where no number is typed or it has none."""
        unit = getattr(self.field, "unit", "")
        return unit if unit or self.is_own_unit else None

    @property
    def is_own_unit(self) -> bool:
        """Whether the unit is typed on the same page."""
        return self.name in getattr(self.form, "own_units", ())

    @property
    def is_settled(self) -> bool:
        """Whether it is shown as text."""
        return self.name in self.form.settled

    @property
    def settled_text(self) -> str:
        """What is stored, in the words of the screen."""
        return "—" if self.initial in (None, "") else shown(self.initial, self.field)

    @property
    def stored(self) -> str | None:
        """What another person has stored meanwhile, None where nothing clashes."""
        return self.form.stored.get(self.name)

    @property
    def has_remarks(self) -> bool:
        """Whether there is an error, a clash or a note to be shown."""
        return bool(self.errors or self.stored is not None or self.note)

    @property
    def theirs(self) -> str:
        """What an input sends that shows what another person has stored, as a script reads it."""
        return json.dumps(self.form.theirs.get(self.name, []), ensure_ascii=False)

    @property
    def row_version_name(self) -> str:
        """The name of the input that carries the version of the row."""
        return str(self.form.add_prefix("version"))

    @property
    def findings(self) -> list[Any]:
        """What the checks say about this field."""
        return self.form.findings.get(self.name, [])

    @property
    def last_year(self) -> str:
        """What it held a year ago."""
        return str(getattr(self.form, "last_year", {}).get(self.name, ""))

    @property
    def carried(self) -> list[Any]:
        """The paragraphs in it that were carried over and not changed since."""
        marks: list[Any] = getattr(self.form, "carried", {}).get(self.name, [])
        return marks

    @property
    def was_carried(self) -> bool:
        """Whether text was carried over into it once, whatever stands there now."""
        return self.name in getattr(self.form, "carried", {})

    @property
    def guidance(self) -> Any:
        """What the scheme says belongs into it, with an example; None where nothing is said."""
        return getattr(self.form, "guidance", {}).get(self.name)

    @property
    def aria_describedby(self) -> str:
        """Everything that explains the input, for those who hear the page."""
        return " ".join(self._explanations())

    def _explanations(self) -> Iterator[str]:
        if self.errors:
            yield f"{self.auto_id}_error"
        if self.stored is not None:
            yield f"{self.auto_id}_stored"
        if self.findings:
            yield f"{self.auto_id}_findings"
        if self.note:
            yield f"{self.auto_id}_note"
        if self.last_year:
            yield f"{self.auto_id}_last"
        if self.carried:
            yield f"{self.auto_id}_carried"
        if self.help_text:
            yield f"{self.auto_id}_helptext"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the look, and in a locked form take away the means to type."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        invalid = " is-invalid" if self.errors else ""
        attrs["class"] = f"{widget.attrs.get('class', '')} {_look(widget)}{invalid}".strip()
        if self.form.is_frozen:
            attrs["readonly" if isinstance(widget, LOCKED_BY_READING) else "disabled"] = True
        return attrs


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class DayInput(forms.DateInput):
    """A day, chosen from the browser's calendar or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__({"max": LAST_DAY}, format="%Y-%m-%d")


def shown(value: Any, field: forms.Field) -> str:
    """Return a stored value in the words of the screen."""
    if value is None or value in ("", []):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    offered: Iterable[tuple[Any, Any]] = flatten_choices(getattr(field, "choices", ()))
    choices = {str(key): str(label) for key, label in offered}
    if isinstance(value, list):
        return "、".join(choices.get(str(item), str(item)) for item in value)
    return choices.get(str(value), str(field.prepare_value(value)))
