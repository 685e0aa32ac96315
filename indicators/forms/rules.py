"""The settings of scoring rules as form fields: bands and checklists as rows, grades as choices, never raw data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from ..scoring import RULES, Conventions
from ..scoring.rules.formula import RATIOS
from ..scoring.rules.step import COUNTS
from .fields import NumberField, PercentField
from .management import YES_OR_NO, AnswerField
from .rule_settings import AWARDED, MOST_ROWS

FEWEST_BANDS, FEWEST_ITEMS = 6, 8
RULE_GROUPS = (
    ("达到目标越高越好", ("positive", "positive_threshold")),
    ("控制在目标以内", ("reverse_linear", "reverse_ratio", "reverse_step", "step_deduction")),
    ("等于目标或在区间内", ("equal", "interval")),
    ("按档次、要点、评定", ("bands", "yes_no", "checklist", "qualitative", "manual")),
    ("按公式", ("formula",)),
)


@dataclass(frozen=True)
class Block:
    """Settings that stand side by side, and the rules that need them."""

    rules: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def titles(self) -> str:
        """The names of these rules, for those whose browser shows all settings at once."""
        return "、".join(RULES[name].title for name in self.rules)


BLOCKS = (
    Block(("equal",), ("rule_strict",)),
    Block(("positive_threshold",), ("rule_threshold",)),
    Block(("reverse_step", "step_deduction"), ("rule_deduction", "rule_count")),
    Block(("step_deduction",), ("rule_step", "rule_direction")),
    Block(("interval",), ("rule_low", "rule_high", "rule_outside")),
    Block(("qualitative",), ("rule_grade",)),
    Block(AWARDED, ("rule_awarded",)),
    Block(("manual",), ("rule_reason",)),
    Block(("yes_no",), ("rule_done",)),
    Block(("formula",), ("rule_ratio", "rule_numerator", "rule_denominator")),
)


def rule_choices() -> list[Any]:
    """Return the rules that a person may choose, in groups."""
    groups = [(title, [(name, RULES[name].title) for name in names]) for title, names in RULE_GROUPS]
    return [("", "请选择"), *groups]


def rule_fields(sent: Mapping[str, Any], prefix: str, parameters: Mapping[str, Any], conventions: Conventions) -> dict:
    """Return the fields for all settings; as many rows as were sent, or as are stored and two more."""
    bands = _rows(sent, f"{prefix}-rule_band", "bound", len(parameters.get("bands") or ()), FEWEST_BANDS)
    items = _rows(sent, f"{prefix}-rule_item", "name", len(parameters.get("items") or ()), FEWEST_ITEMS)
    return {
        **_simple_fields(conventions),
        **{f"rule_{name}": field for index in range(bands) for name, field in _band_fields(index)},
        **{f"rule_{name}": field for index in range(items) for name, field in _item_fields(index)},
    }


def _rows(sent: Mapping[str, Any], stem: str, column: str, stored: int, fewest: int) -> int:
    if not sent:
        return max(fewest, stored + 2)
    return next((index for index in range(MOST_ROWS) if f"{stem}_{index}_{column}" not in sent), MOST_ROWS)


def _simple_fields(conventions: Conventions) -> dict[str, forms.Field]:
    grades = [(grade.key, grade.title) for grade in conventions.qualitative]
    return {
        "rule_strict": forms.BooleanField(label="不相等即不得分（不按比例计分）", required=False),
        "rule_threshold": PercentField(
            label="及格线（%）", required=False, help_text="低于目标值的这一比例不得分，默认 60。"
        ),
        "rule_deduction": _number("每档扣分", "默认为分值的十分之一。"),
        "rule_count": _choice("不足一档", COUNTS.items()),
        "rule_step": _number("每档大小", "与指标同单位，默认 1。"),
        "rule_direction": _choice("扣分方向", (("over", "超过目标值扣分"), ("under", "低于目标值扣分"))),
        "rule_low": _number("区间下限（含）"),
        "rule_high": _number("区间上限（含）"),
        "rule_outside": _choice("区间外", (("zero", "不得分"), ("pro_rata", "按比例扣减"))),
        "rule_grade": forms.ChoiceField(
            label="评定档次", required=False, widget=forms.RadioSelect, choices=[("", "尚未评定"), *grades]
        ),
        "rule_awarded": awarded_field(),
        "rule_reason": forms.CharField(
            label="评分理由", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
        ),
        "rule_done": AnswerField(label="是否完成", answers=YES_OR_NO),
        "rule_ratio": _choice("比率", ((name, name) for name in RATIOS)),
        "rule_numerator": _number("分子"),
        "rule_denominator": _number("分母"),
        "rule_band_side": _choice(
            "界限的意思", (("min", "不低于（越高越好）"), ("max", "不超过（越低越好）")), empty=False
        ),
        "rule_band_kind": _choice("每档得", (("score", "得分（分）"), ("percent", "分值的百分比（%）")), empty=False),
    }


def awarded_field() -> NumberField:
    """Return the field for points that a person awards."""
    return _number("评定分", "在所选档次的得分区间内评定，不超过分值。")


def _number(label: str, help_text: str = "") -> NumberField:
    return NumberField(label=label, required=False, help_text=help_text, max_digits=15, decimal_places=4)


def _choice(label: str, choices: Any, *, empty: bool = True) -> forms.ChoiceField:
    default = [("", "默认")] if empty else []
    return forms.ChoiceField(label=label, required=False, choices=[*default, *choices])


def _band_fields(index: int) -> Iterator[tuple[str, forms.Field]]:
    yield f"band_{index}_bound", _number(f"第{index + 1}档 界限")
    yield f"band_{index}_amount", _number(f"第{index + 1}档 得")


def _item_fields(index: int) -> Iterator[tuple[str, forms.Field]]:
    yield f"item_{index}_name", forms.CharField(label=f"要点{index + 1}", required=False, max_length=100)
    yield f"item_{index}_points", _number(f"要点{index + 1} 分值")
    yield f"item_{index}_done", AnswerField(label=f"要点{index + 1} 是否达到", answers=YES_OR_NO)
