"""A group of a scheme's settings on the page: what is typed in, plain values of the file out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from departments.forms.fields import EntryBoundField
from departments.forms.worded import WordedForm

Fault = tuple[str, str, str]


class Part(WordedForm, forms.Form):
    """Some settings; `path` says where they stand in the file.

    A setting that is left empty is left out of the file, so that what the file means by that holds.
    """

    bound_field_class = EntryBoundField
    use_required_attribute = False
    is_frozen = False
    stored: ClassVar[dict[str, str]] = {}
    findings: ClassVar[dict[str, list[Any]]] = {}
    settled: ClassVar[dict[str, str]] = {}
    where = ""

    def __init__(self, data: Any = None, *, path: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.label_suffix = ""
        self.path = path
        self.noted: set[str] = set()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.field_template = "entry/field.html"
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        """Return how the fields stand: one below the other, unless a part knows better."""
        return Layout(*self.fields)

    def settings(self) -> dict[str, Any]:
        """Return what was typed and could be read, by the names of the file."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}

    def field_at(self, path: str) -> str:
        """Return the field for a place in the file, nothing when it is none of these."""
        before, _, name = path.rpartition(".")
        return name if before == self.path and name in self.fields else ""

    def note(self, name: str, message: str) -> None:
        """Lay a problem of the file at a field, unless what was typed there could not even be read."""
        if name in self.noted or name not in self.errors:
            self.noted.add(name)
            self.add_error(name, message)

    def parts(self) -> Iterator[Part]:
        """Yield itself: a single part is a list of one."""
        yield self

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: the id of the input, what it is called, and the message."""
        for name, errors in self.errors.items():
            bound = self[name]
            for error in errors:
                yield bound.id_for_label or bound.auto_id, f"{self.where} {bound.label}".strip(), str(error)
