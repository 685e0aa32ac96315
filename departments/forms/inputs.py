"""Writing inputs without a template each: a page of two hundred rows has some two thousand of them."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe

FOLDER = "django/forms/widgets/"


class PlainInputs(DjangoTemplates):
    """Writes the plain kinds of inputs as Django's own templates would, and leaves everything else to these."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the HTML of one widget."""
        write = WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    given = {"type": widget["type"], "name": widget["name"], **({} if value is None else {"value": value})}
    return mark_safe(f"<input{_attributes(given)}{_attributes(widget['attrs'])}>")  # noqa: S308


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    attributes = _attributes({"name": widget["name"], **widget["attrs"]})
    return mark_safe(f"<textarea{attributes}>\n{_escaped(widget['value'] or '')}</textarea>")  # noqa: S308


def _attributes(attributes: Mapping[str, Any]) -> str:
    written = ((name, value) for name, value in attributes.items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{_escaped(value)}"' for name, value in written)


def _escaped(value: Any) -> str:
    return str(value) if isinstance(value, SafeString) else escape(str(value))


WRITERS: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    **dict.fromkeys([f"{FOLDER}{kind}.html" for kind in ("text", "hidden", "number", "date", "email")], _input),
    f"{FOLDER}textarea.html": _textarea,
}
