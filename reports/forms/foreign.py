"""Saying what everything in a table of another layout stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from departments.forms.worded import WordedForm

from ..foreign.mapping import WHOLE
from ..foreign.mapping import Mapping as Confirmed
from ..foreign.meanings import COMPUTED, FUND_ROWS, FUNDS, GOALS, INDICATORS, LABELS, MEANINGS, TASKS
from ..foreign.spots import Layout, Spot

UNREAD = ("", "不读取")
UNITS = (("", "请选择"), ("万元", "万元"), ("元", "元"))
GROUPS = (
    (INDICATORS, "指标表的列"),
    (FUNDS, "资金表的列"),
    (FUND_ROWS, "资金表的行"),
    (TASKS, "任务表的列"),
    (GOALS, "总体目标"),
    (LABELS, "表头和表尾"),
)


class MappingForm(WordedForm, forms.Form):
    """For what the table is read, the unit of its amounts, and the meaning of each spot."""

    def __init__(
        self,
        data: Any = None,
        *,
        layout: Layout,
        projects: Sequence[tuple[str, str]],
        meanings: Mapping[str, str],
        unit: str,
        subject: str,
    ) -> None:
        super().__init__(data, label_suffix="")
        self.layout, self.meanings = layout, meanings
        subjects = [(WHOLE, "部门（单位）整体"), *projects]
        self.fields["subject"] = forms.ChoiceField(label="读入", choices=subjects, initial=subject)
        if layout.has_amounts:
            self.fields["unit"] = forms.ChoiceField(label="金额单位", choices=UNITS, initial=unit)
        self.spots: dict[str, Spot] = {}
        for number, spot in enumerate(layout.spots.values(), start=1):
            choices = [UNREAD, *((key, meaning.title) for key, meaning in MEANINGS[spot.group].items())]
            name = f"spot-{number}"
            self.spots[name] = spot
            self.fields[name] = forms.ChoiceField(
                label=f"{spot.title}（{spot.address}）", choices=choices, required=False, initial=meanings[spot.key]
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, Any]:
        """Nothing may be read from two places, and indicators need their names."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[tuple[str, str], Spot] = {}
        for name, spot in self.spots.items():
            meaning = cleaned.get(name) or ""
            other = seen.get((spot.group, meaning))
            if other and meaning != COMPUTED and spot.group != LABELS:
                self.add_error(name, f"与“{other.title}”（{other.address}）重复，请只选一处，另一处选“不读取”。")
            elif meaning:
                seen[spot.group, meaning] = spot
        indicators = {meaning for group, meaning in seen if group == INDICATORS}
        if indicators and "name" not in indicators:
            first = next(name for name, spot in self.spots.items() if spot.group == INDICATORS)
            self.add_error(first, "请指明哪一列是“三级指标（指标名称）”，否则无法读取指标。")
        return cleaned

    @property
    def mapping(self) -> Confirmed:
        """What was confirmed."""
        said = self.cleaned_data
        meanings = {spot.key: said.get(name) or "" for name, spot in self.spots.items()}
        return Confirmed(self.layout.grid.name, said["subject"], said.get("unit", ""), meanings)

    def groups(self) -> Iterator[tuple[str, list[tuple[Spot, Any, bool]]]]:
        """Yield the fields of each group with their spots, and whether a spot was not understood."""
        for group, title in GROUPS:
            rows = [
                (spot, self[name], not self.meanings[spot.key])
                for name, spot in self.spots.items()
                if spot.group == group
            ]
            if rows:
                yield title, rows
