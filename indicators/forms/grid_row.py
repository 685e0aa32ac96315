"""One indicator as a line of the grid: the columns of the paper form, each with the field that its rule measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms

from departments.models.versioned import Versioned
from departments.writes import Conflict, Write
from perfeval.lib.decimals import plain

from ..models import Indicator
from ..scoring import Conventions, read_value
from .fields import PointsField, TargetField, ValueField
from .indicator import ACTUAL_OF_ANSWER
from .leaf import LeafForm
from .limits import limit_texts
from .management import YES_OR_NO, AnswerField
from .overview_row import value_text
from .rule_settings import AWARDED
from .rules import awarded_field

COLUMNS = {
    "name": "指标名称",
    "target": "年度指标值",
    "unit": "单位",
    "actual": "实际完成值",
    "points": "分值",
    "score": "得分",
    "reason": "偏差原因分析",
    "measure": "改进措施",
}
PLANNED = ("name", "target", "unit", "points")
WRAPPED = ("name", "target_text", "actual_text", "reason", "measure")
PER_POINT = ("checklist", "formula")
BEHIND = {"target": ("sign",), "rule_awarded": ("actual",), "rule_done": ("actual",)}
"""The columns of the database that a field fills beside or instead of its own."""


class SignedField(TargetField):
    """A target with the sign of its own before it, as it is printed: “≥95”."""

    stored_sign = ""

    def prepare_value(self, value: Any) -> Any:
        """Show the sign before a stored number."""
        return value if isinstance(value, str) or value is None else f"{self.stored_sign}{plain(value)}"

    def understood(self, value: Any) -> str:
        """A sign before a number needs no words."""
        reading = read_value(value)
        return "" if reading.number is not None and not reading.unit else super().understood(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another sign is a change as well; none leaves the one that is stored."""
        sign = read_value(data).sign
        return bool(sign and sign != self.stored_sign) or super().has_changed(initial, data)


def fields_of(rule: str) -> dict[str, str]:
    """Return the field in each column that is typed, for an indicator scored by `rule`."""
    fields = {name: name for name in COLUMNS if name != "score"}
    if rule in AWARDED:
        return fields | {"target": "target_text", "actual": "actual_text", "score": "rule_awarded"}
    if rule == "yes_no":
        return fields | {"target": "target_text", "actual": "rule_done"}
    if rule in PER_POINT:
        del fields["actual"]
        return fields | ({"target": "target_text"} if rule == "checklist" else {})
    return fields


@dataclass(frozen=True)
class Cell:
    """One cell: a field to type in, or the text of what cannot be typed here."""

    column: str
    field: Any = None
    text: str = ""
    hint: str = ""

    @property
    def title(self) -> str:
        """The words at the head of the column."""
        return COLUMNS[self.column]


class GridRow(LeafForm):
    """What a unit says most of one indicator; everything else stands on the indicator's own page."""

    culprits: ClassVar[dict[str, str]] = {"indicator_points_positive": "points"}

    class Meta:
        model = Indicator
        fields = ["name", "target", "target_text", "unit", "actual", "actual_text", "points", "reason", "measure"]
        field_classes = {"target": SignedField, "actual": ValueField, "points": PointsField}
        widgets = dict.fromkeys(WRAPPED, forms.Textarea(attrs={"rows": 1}))

    def __init__(
        self,
        *args: Any,
        conventions: Conventions,
        text_limits: Mapping[str, int],
        is_approved: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = fields_of(self.instance.rule)
        self._add_rule_fields()
        self.may_take_over = not is_approved
        self._keep_only([name for column, name in self.columns.items() if not (is_approved and column in PLANNED)])
        self._equip(conventions)
        limit_texts(self.fields, text_limits, {name: name for name in ("reason", "measure")})
        for column, name in self.columns.items():
            self._name_for_those_who_hear(column, name)

    def _add_rule_fields(self) -> None:
        """Add the fields in which some rules have their result; what is stored as a number has no text then."""
        row = self.instance
        self.fields["target"].stored_sign = row.sign
        if row.rule in AWARDED:
            self.fields["rule_awarded"] = awarded_field()
            self.initial["rule_awarded"] = row.actual
        elif row.rule == "yes_no":
            self.fields["rule_done"] = answer = AnswerField(label="实际完成值", answers=YES_OR_NO)
            answer.widget = forms.Select(choices=YES_OR_NO)
            self.initial["rule_done"] = None if row.actual is None else row.actual == 1

    def _keep_only(self, typed: Sequence[str]) -> None:
        kept = ("version", "token", *typed)
        self.fields = {name: field for name, field in self.fields.items() if name in kept}

    def _name_for_those_who_hear(self, column: str, name: str) -> None:
        if name in self.fields:
            field = self.fields[name]
            field.label = COLUMNS[column]
            field.widget.attrs |= {"aria-label": f"{self.instance.name} {field.label}"}

    @property
    def where(self) -> str:
        """Which indicator it is."""
        return f"“{self.instance.name}”"

    def cells(self) -> list[Cell]:
        """Return what stands in the columns."""
        return [self._cell(column) for column in COLUMNS]

    def _cell(self, column: str) -> Cell:
        name, row = self.columns.get(column, ""), self.instance
        adjusted = {"target": row.adjusted_target, "points": row.adjusted_points}.get(column)
        hint = "" if adjusted is None else f"调整后 {plain(adjusted)}"
        if name in self.fields:
            return Cell(column, self[name], hint=hint)
        texts = {
            "name": row.name,
            "target": value_text(row.sign, row.target, "") or row.target_text,
            "unit": row.unit,
            "points": plain(row.points),
            "actual": "逐项填写" if row.rule in PER_POINT else "",
        }
        return Cell(column, text=texts.get(column, ""), hint=hint)

    def clean_name(self) -> str:
        """A name is one line, also where the cell it was copied from had several."""
        return "".join(line.strip() for line in self.cleaned_data["name"].splitlines())

    def clean(self) -> dict[str, Any]:
        """Take the sign and the unit from the target, and the result from the field that the rule has for it."""
        cleaned = super().clean() or self.cleaned_data
        row = self.instance
        if "target" in self.fields and self._brought.sign:
            row.sign = self._brought.sign
        if "unit" in self.fields:
            cleaned["unit"] = cleaned.get("unit") or self._brought.unit
        if "rule_awarded" in cleaned:
            row.actual = cleaned["rule_awarded"]
        if "rule_done" in cleaned:
            row.actual = ACTUAL_OF_ANSWER[cleaned["rule_done"]]
        return cleaned

    def _write(self, names: list[str]) -> Write:
        write = super()._write(names)
        write.fields = [*write.fields, *(column for name in names for column in BEHIND.get(name, ()))]
        return write

    def show_conflict(self, conflict: Conflict) -> None:
        """A clash in a column of the database stands at the field that fills it."""
        clashing = set(conflict.fields)
        for name in self.fields:
            if clashing.intersection(BEHIND.get(name, ())):
                clashing.add(name)
        super().show_conflict(Conflict(conflict.write, conflict.stored, clashing))
        stored = cast("Indicator | None", conflict.stored)
        if stored is not None and clashing.intersection(("sign", "target")) and "target" in self.fields:
            self.stored["target"] = value_text(stored.sign, stored.target, "") or "（空）"

    def kept_values(self, stored: Versioned) -> dict[str, Any]:
        """Return what is stored, the result of the rule included."""
        values = super().kept_values(stored)
        actual = cast("Indicator", stored).actual
        results = {"rule_awarded": actual, "rule_done": None if actual is None else actual == 1}
        return values | {name: value for name, value in results.items() if name in self.fields}
