"""One field of a form as a cell: what stands in it, what it takes, and what the browser would have sent for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.choices import flatten_choices

from departments.forms.rows import RowForm
from departments.workbooks import Cell, CellKind
from indicators.spreadsheets.cells import Value

YES = "是"
SEPARATOR = "\n"
SEPARATORS = re.compile(r"[\n；;]")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Days of this and the last century, as Excel counts them: a number among them was a day before its format was lost."""


class Misplaced(Exception):
    """A cell holds something that its field cannot take; says what was expected."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.expected = expected


def choices_of(field: forms.Field) -> dict[str, str]:
    """Return what can be chosen, by what the browser sends; nothing stands for no choice."""
    offered: Iterable[tuple[Any, Any]] = flatten_choices(getattr(field, "choices", ()))
    return {str(key): str(label) for key, label in offered if key not in ("", None)}


def is_choice(field: forms.Field) -> bool:
    """Return whether one of several answers is given."""
    return isinstance(field, forms.BooleanField) or bool(choices_of(field))


def answers(field: forms.Field) -> list[str]:
    """Return what may stand in the cell."""
    return [YES] if isinstance(field, forms.BooleanField) else list(choices_of(field).values())


def cell_value(form: RowForm, name: str) -> Value | date:
    """Return what stands in the cell of a field that shows what is stored."""
    field = form.fields[name]
    value = form.get_initial_for_field(field, name)
    if isinstance(field, forms.BooleanField):
        return YES if value else None
    labels = choices_of(field)
    if isinstance(value, list):
        return SEPARATOR.join(labels.get(str(key), str(key)) for key in value) or None
    shown = field.prepare_value(value)
    if labels:
        return labels.get(str(shown), str(shown)) if shown not in ("", None) else None
    if isinstance(value, Decimal | int | date):
        return value
    return str(shown).replace("\r\n", "\n").strip() or None if shown is not None else None


def is_number(field: forms.Field) -> bool:
    """Return whether a number is asked for."""
    return isinstance(field, forms.IntegerField)


def sent(field: forms.Field, cell: Cell | None) -> list[str]:
    """Return what the browser sends when a person gives the answer that the cell holds.

    Raises:
        Misplaced: no answer to this field could look like that.
    """
    if cell is None:
        return []
    if cell.kind is CellKind.FORMULA:
        raise Misplaced("这里是公式，请改为数值或文字（复制后选择性粘贴为数值）。", "数值或文字")
    if cell.kind is CellKind.ERROR:
        raise Misplaced("这里是错误值，请改为正确的内容。", "数值或文字")
    text = plain_text(cell.text)
    if isinstance(field, forms.BooleanField):
        return _yes(text)
    if choices_of(field):
        return _chosen(field, text)
    if isinstance(field, forms.DateField):
        return [_day(cell, text)]
    if cell.kind is CellKind.DATE:
        expected = "数字" if is_number(field) else "文字"
        raise Misplaced(f"Excel把这里认成了日期，应为{expected}。请把单元格格式改为“文本”后重新填写。", expected)
    return [text]


def plain_text(text: str) -> str:
    """Return a text as a form would strip it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _yes(text: str) -> list[str]:
    if text in ("", "否", "0", "×"):
        return []
    if text in (YES, "1", "√", "✓", "on"):
        return ["on"]
    raise Misplaced("只填“是”，或留空。", "是")


def _chosen(field: forms.Field, text: str) -> list[str]:
    """Return the keys of the answers, which may be given by their labels or by the numbers in front of them."""
    keys = {label: key for key, label in choices_of(field).items()}
    is_list = isinstance(field, forms.MultipleChoiceField)
    parts = [part.strip() for part in SEPARATORS.split(text)] if is_list else [text]
    found = []
    for part in filter(None, parts):
        matching = {key for label, key in keys.items() if part in (label, label.partition(" ")[0], key)}
        if len(matching) != 1:
            raise Misplaced(f"“{part}”不在可选范围内，请从下拉列表中选择。", "、".join(list(keys)[:12]))
        found.append(matching.pop())
    return found


def _day(cell: Cell, text: str) -> str:
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    if isinstance(cell.value, Decimal) and FIRST_SERIAL <= cell.value <= LAST_SERIAL:
        raise Misplaced(f"这里是数字{text}，不是日期。请把单元格格式改为“日期”后核对。", "日期，如 2023-05-18")
    found = DAY.fullmatch(text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text
