"""What a sheet consists of: blocks of rows, each row with a key that outlasts any re-ordering."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from departments.forms.rows import RowForm
from departments.forms.screens import RowSet
from departments.workbooks import Cell
from indicators.spreadsheets.cells import Value
from perfeval.lib.decimals import plain

from .fields import cell_value, plain_text

HIDDEN = ("version", "token")
VALUE = "value"
WIDE, NARROW, MIDDLE = 46, 12, 20
LONG_TEXT = 100
SPARE = 10


@dataclass(frozen=True)
class Column:
    """One column of a block; without a `field` it is computed or only says which row it is.

    Attributes:
        name: of the field, or of what is computed.
    """

    name: str
    title: str
    width: float
    field: forms.Field | None = None
    hint: str = ""

    @property
    def is_input(self) -> bool:
        """Whether the unit fills it in."""
        return self.field is not None


@dataclass(frozen=True)
class Record:
    """One row of a block.

    Attributes:
        key: the lasting name of its form; of a row of its own, with the name of its field behind it.
        version: that the person sees, 0 for a row that is not stored.
        values: what stands in the cells, by the names of the columns.
        settled: the columns that nobody may change any more.
        fields: the fields of this row, where they differ from those of the block.
    """

    key: str
    version: int
    values: Mapping[str, Value | date]
    settled: frozenset[str] = field(default_factory=frozenset)
    fields: Mapping[str, forms.Field] = field(default_factory=dict)


class LateRecord(Record):
    """A row of which only key and version are known until somebody asks what it says: then its form is made."""

    def __init__(self, key: str, version: int, make: Callable[[], Record]) -> None:
        vars(self).update(key=key, version=version, make=make)

    def __getattr__(self, name: str) -> Any:
        if name not in SAID:
            raise AttributeError(name)
        made = vars(self)["make"]()
        vars(self).update({said: getattr(made, said) for said in SAID})
        return vars(self)[name]


SAID = ("values", "settled", "fields")


@dataclass(frozen=True)
class Block:
    """Rows with the same columns; where rows may be added, so many empty ones stand at the end (`spare`)."""

    key: str
    title: str
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    spare: int = 0
    hint: str = ""

    @property
    def inputs(self) -> dict[str, Column]:
        """The columns that are filled in."""
        return {column.name: column for column in self.columns if column.is_input}


def columns_of(form: RowForm, *, titles: Mapping[str, str] | None = None, last: Sequence[str] = ()) -> list[Column]:
    """Return a column for each field of a form; those named `last` come last."""
    names = [name for name in form.fields if name not in HIDDEN]
    names.sort(key=lambda name: last.index(name) + 1 if name in last else 0)
    return [column_of(form, name, (titles or {}).get(name, "")) for name in names]


def column_of(form: RowForm, name: str, title: str = "") -> Column:
    """Return the column of one field."""
    given = form.fields[name]
    return Column(name, title or str(form[name].label), _width(given), given, str(given.help_text))


def _width(given: Any) -> float:
    if isinstance(given.widget, forms.Textarea):
        return WIDE
    if isinstance(given, forms.CharField) and (given.max_length or LONG_TEXT) >= LONG_TEXT:
        return MIDDLE * 1.5
    return MIDDLE if getattr(given, "max_digits", 0) and given.max_digits > 9 else NARROW


def key_of(form: RowForm) -> str:
    """Return the lasting name of a form that is no row of a list."""
    return str(form.prefix).replace("-", "|")


def input_of(key: str, column: str) -> str:
    """Return the lasting name of the input that a cell stands for."""
    if column == VALUE:
        return key
    return f"{key}{column}" if key.endswith("_") else f"{key}|{column}"


def record_of(form: RowForm, key: str, extra: Mapping[str, Value | date] | None = None) -> Record:
    """Return the row of a form that shows what is stored."""
    values = {name: cell_value(form, name) for name in form.fields if name not in HIDDEN}
    version = 0 if form.is_new else form.instance.version
    return Record(key, version, {**values, **(extra or {})}, frozenset(form.settled), form.fields)


def list_block(rows: RowSet, key: str, title: str, *, first: Sequence[Column] = (), hint: str = "") -> Block:
    """Return a list of rows as a block, with rows to be added."""
    columns = (*first, *columns_of(rows.empty_form, last=("position", "remove")))
    records = tuple(_late(rows, index, f"{key}|{{{row.token}}}") for index, row in enumerate(rows.rows))
    return Block(key, title, columns, records, spare=SPARE, hint=hint)


def _late(rows: RowSet, index: int, key: str) -> Record:
    return LateRecord(key, rows.rows[index].version, lambda: record_of(rows.stored_form(index), key))


def fields_block(form: RowForm, title: str) -> Block:
    """Return a single row as a block in which every field has a row of its own."""
    columns = (Column("label", "项目", MIDDLE * 1.5), Column(VALUE, "填写", WIDE * 1.5, forms.CharField()))
    key = key_of(form)
    whole = record_of(form, key)
    records = [
        Record(
            f"{key}|{name}",
            whole.version,
            {"label": _labelled(form, name), VALUE: whole.values[name]},
            fields={VALUE: form.fields[name]},
        )
        for name in whole.values
    ]
    return Block(key, title, columns, tuple(records))


def _labelled(form: RowForm, name: str) -> str:
    """Return the label of a field with what is said below it."""
    said = str(form.fields[name].help_text)
    return f"{form[name].label}（{said.rstrip('。')}）" if said else str(form[name].label)


def canonical(value: Value | date | Cell | None) -> str:
    """Return what a cell says, the same before and after a spreadsheet program has stored it."""
    if isinstance(value, Cell):
        return plain_text(value.text)
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return plain(Decimal(value))
    return value.isoformat() if isinstance(value, date) else plain_text(str(value))


def mark_of(cells: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return a short mark of what the input cells of a row say; a row that nobody has touched has the same mark."""
    said = [f"{name}={canonical(cells.get(name))}" for name in sorted(names) if cells.get(name) is not None]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]
