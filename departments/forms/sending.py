"""What a browser sends: names that last, forms as nobody has touched them, and what is to be put back into them."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from .rows import RowForm, count_of
from .screens import RowSet, Screen


def as_sent(form: RowForm, name: str) -> list[str]:
    """Return what the browser sends for a field that shows what is stored."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if field.widget.check_test(value) else []
    shown: Any = field.widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(item) for item in shown if item != ""]
    return [] if shown is None else [str(shown)]


def put(data: QueryDict, name: str, values: Collection[str]) -> None:
    """Let the browser have sent `values` for the input."""
    if values:
        data.setlist(name, list(values))
    else:
        data.pop(name, None)


def put_back(data: QueryDict, form: RowForm, names: Iterable[str]) -> None:
    """Let the browser have sent what is stored."""
    for name in names:
        put(data, form.add_prefix(name), as_sent(form, name))


def typed_names(form: RowForm) -> list[str]:
    """Return the fields that hold something else than what is stored."""
    return [name for name in form.content_names if name in form.changed_data]


def untouched(screen: Screen, tokens: Container[str] | None = None) -> QueryDict:
    """Return what the browser sends for a page on which nobody has typed; of plain lists only the rows of `tokens`."""
    data = QueryDict(mutable=True)
    for piece in screen.pieces.values():
        if isinstance(piece, RowSet) and tokens is not None and not piece.has_inner_lists:
            _some_rows(data, piece, tokens)
        else:
            _whole(data, piece)
    return data


def _whole(data: QueryDict, piece: RowForm | RowSet) -> None:
    if isinstance(piece, RowSet):
        _count(data, piece)
    for form in piece.each_form():
        put_back(data, form, form.fields)
        for rows in form.lists:
            _count(data, rows)


def _some_rows(data: QueryDict, rows: RowSet, tokens: Container[str]) -> None:
    """Let the browser have sent only some rows of a list, numbered anew."""
    chosen = [rows.stored_form(index) for index, row in enumerate(rows.rows) if str(row.token) in tokens]
    for index, form in enumerate(chosen):
        for name in form.fields:
            put(data, f"{rows.prefix}-{index}-{name}", as_sent(form, name))
    data[rows.count_name] = str(len(chosen))


def _count(data: QueryDict, rows: RowSet) -> None:
    data[rows.count_name] = str(len(rows.forms))


def lasting_name(name: str, data: QueryDict) -> str:
    """Return what names the input on every page: rows by their token instead of their number."""
    parts: list[str] = []
    numbered = ""
    for part in name.split("-"):
        numbered = f"{numbered}-{part}" if numbered else part
        token = data.get(f"{numbered}-token") if part.isdecimal() else None
        parts.append(f"{{{token}}}" if token else part)
    return "|".join(parts)


def numbered_name(lasting: str, data: QueryDict) -> str:
    """Return the name of the input on this page; a row that is not there takes the place of a spare one."""
    name = ""
    for part in lasting.split("|"):
        is_row = part.startswith("{")
        name = _row(data, name, part[1:-1]) if is_row else f"{name}-{part}" if name else part
    return name


@dataclass(frozen=True)
class Waiting:
    """Something typed that could not be stored: its input on this page, its label, the text and the reason."""

    name: str
    label: str
    text: str
    error: str


def lay_over(data: QueryDict, fields: Mapping[str, Mapping[str, Any]]) -> list[Waiting]:
    """Let the browser have sent what a draft holds, each row based on the version that the person saw.

    Versions come last: a spare row that was given to one new row must not look spare to the next.
    """
    waiting, versions = [], {}
    for lasting, kept in fields.items():
        name = numbered_name(lasting, data)
        put(data, name, kept["values"])
        row = name.rpartition("-")[0]
        if kept["version"]:
            versions[f"{row}-version"] = kept["version"]
        if place := kept.get("position"):
            data[f"{row}-position"] = place
        waiting.append(Waiting(name, kept["label"], "、".join(kept["values"]), kept["error"]))
    for name, version in versions.items():
        data[name] = version
    return waiting


def _row(data: QueryDict, prefix: str, token: str) -> str:
    count = count_of(data.get(f"{prefix}-count", ""))
    rows = [f"{prefix}-{index}" for index in range(count)]
    spare = (row for row in rows if data.get(f"{row}-version") == "0")
    row = next((row for row in rows if data.get(f"{row}-token") == token), None) or next(spare, None)
    if row is None:
        row = f"{prefix}-{count}"
        data[f"{prefix}-count"] = str(count + 1)
    if data.get(f"{row}-token") != token:
        data[f"{row}-token"], data[f"{row}-version"] = token, ""
    return row
