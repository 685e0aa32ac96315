"""What the rows of any kind of file have in common: the form that checks one, the unit that it names, repetitions."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms

from departments.forms.worded import WordedForm
from departments.models import Department
from departments.workbooks import CellKind, Problem

from .plan import Change
from .table import Line

EMPTY = "（空）"


class RowForm(WordedForm, forms.ModelForm):
    """One row of a file, checked field by field; whether it is unique is asked for the whole file at once."""

    def validate_unique(self) -> None:
        """Ask nothing: the file knows all its rows."""

    def validate_constraints(self) -> None:
        """Ask nothing: the file knows all its rows."""


def problems_of(form: forms.BaseForm, line: Line, *, but: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with a row, at the cells; `but` names fields of which enough is said elsewhere."""
    for name, errors in form.errors.items():
        if name not in but:
            yield from (line.problem(name, str(message)) for message in errors)


def changes_of(line: Line, subject: str, what: str, values: Mapping[Any, tuple[str, str]]) -> tuple[Change, ...]:
    """Return the changes of a row: label, old and new."""
    return tuple(
        Change(line.number, subject, what, str(label), old or EMPTY, new or EMPTY)
        for label, (old, new) in values.items()
    )


def shown(value: Any) -> str:
    """Return a value as a person reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "；".join(value) if isinstance(value, list) else str(value or "")


def code_of(line: Line, key: str = "code") -> tuple[str, Problem | None]:
    """Return the code in a row, and what is wrong with it; a number with decimals has lost its zeros."""
    text, cell = line.text(key), line.cells.get(key)
    if not text:
        return "", line.problem(key, "请填写预算编码。")
    if cell and cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return "", line.problem(key, "编码无法识别，请把该列设为文本格式后重新填写。")
    if cell and cell.kind is CellKind.NUMBER and not text.isdecimal():
        return "", line.problem(key, "编码被存成了数字，末尾的0可能已丢失，请把该列设为文本格式后重新填写。")
    return text, None


def unit_of(line: Line, units: Mapping[str, Department]) -> tuple[Department | None, Problem | None]:
    """Return the unit that a row names, or what is wrong with the code."""
    code, problem = code_of(line)
    if problem:
        return None, problem
    unit = units.get(code)
    return unit, None if unit else line.problem("code", f"编码“{code}”不是您管理的单位，请核对。")


def repeated(line: Line, first: int | None, what: str) -> Problem:
    """Return that a row says again what an earlier one says."""
    return line.problem("code", f"{what}与第{first}行重复，请只保留一行。")
