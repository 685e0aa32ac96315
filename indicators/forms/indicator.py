"""One third-level indicator: planned, reached, scored, proved."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from departments.forms.rows import EntryForm, RowForm
from departments.forms.screens import Screen
from departments.models.versioned import Versioned
from departments.writes import Write
from perfeval.lib.decimals import ONE, ZERO, plain

from ..addresses import overview_of
from ..models import Indicator, Survey
from ..scoring import Conventions, Measurement, Outcome, read_value, score
from ..services import scheme_of_tree
from .fields import CountField, NumberField, PointsField
from .rule_settings import AWARDED, MOST_ROWS, UNMEASURED, field_of, from_parameters, half_filled, to_parameters
from .rules import BLOCKS, RULE_GROUPS, Block, rule_choices, rule_fields

SATISFACTION = "满意度"
VALUES = ["target", "adjusted_target", "actual"]
POINTS = ["points", "adjusted_points"]
PLANNED = ["name", "nature", "sign", "target", "unit", "target_text", "points"]
ADJUSTED = ["adjusted_target", "adjusted_points", "adjustment_document"]
JUDGED = ["standard", "source", "method", "accuracy"]
REACHED = ["actual", "actual_text", "narrative", "reason", "measure"]
JUDGED_RULES = (*AWARDED, "yes_no")
ACTUAL_OF_ANSWER = {True: ONE, False: ZERO, None: None}
LONG = ["standard", "narrative", "reason", "measure"]


class IndicatorForm(EntryForm):
    """All that a unit says about one indicator; the settings of its rule stand in fields of their own."""

    culprits: ClassVar[dict[str, str]] = {"indicator_adjustment_has_document": "adjustment_document"}

    class Meta:
        model = Indicator
        fields = ["position", *PLANNED, *ADJUSTED, "rule", *JUDGED, *REACHED]
        field_classes = dict.fromkeys(VALUES, NumberField) | dict.fromkeys(POINTS, PointsField)
        widgets = dict.fromkeys(LONG, forms.Textarea(attrs={"rows": 3}))
        help_texts = {
            "target_text": "定性指标或不便用数字表示的，用文字写明要达到的程度。",
            "accuracy": "数据有何局限、可能的误差；没有的写“无”。",
            "adjustment_document": "调整指标值或分值的，写明批复文件。",
            "reason": "未达到目标或明显超过目标的，说明原因。",
        }

    def __init__(self, *args: Any, conventions: Conventions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["remove"]
        self.empty_permitted = False
        self.conventions = conventions
        self.row_key = str(self.instance.pk or "")
        self.fields["rule"] = forms.ChoiceField(label="评分方法", choices=rule_choices(), required=not self.is_new)
        self.fields |= rule_fields(self.data, str(self.prefix), self.instance.parameters, conventions)
        self._measure_in(self.data.get(self.add_prefix("unit"), self.instance.unit))
        self.initial = {**self.initial, **self.rule_values(self.instance)}
        if self.instance.rule in JUDGED_RULES:
            self.initial["actual"] = None

    def _measure_in(self, unit: str) -> None:
        """Let values be typed with the indicator's own unit behind them."""
        for name, field in self.fields.items():
            if name in (*VALUES, "rule_low", "rule_high") or name.endswith("_bound"):
                field.unit = unit.strip()

    @property
    def where(self) -> str:
        """The page has only this one row."""
        return ""

    @property
    def is_leaving(self) -> bool:
        """An indicator is removed on a page of its own."""
        return False

    @property
    def is_blank(self) -> bool:
        """The page has only this one row: nothing may be left out."""
        return False

    @staticmethod
    def rule_values(row: Indicator) -> dict[str, Any]:
        """Return what the fields of the rule show for a stored row."""
        return from_parameters(row.rule, row.parameters, row.actual)

    def clean(self) -> dict[str, Any]:
        """Take the actual value from the field that the rule has for it."""
        cleaned = super().clean() or self.cleaned_data
        for name, message in half_filled(cleaned):
            self.add_error(name, message)
        rule = cleaned.get("rule", "")
        self._carry_over(rule, cleaned)
        if rule in AWARDED:
            cleaned["actual"] = cleaned.get("rule_awarded")
        elif rule == "yes_no":
            cleaned["actual"] = ACTUAL_OF_ANSWER[cleaned.get("rule_done")]
        if self.is_new:
            self.instance.token = cleaned.get("token") or self.instance.token
        self.instance.parameters = to_parameters(rule, cleaned, self._known_settings(rule))
        self.instance.score = None
        return cleaned

    def _carry_over(self, rule: str, cleaned: dict[str, Any]) -> None:
        """Keep a measured value as text while the rule asks for none, and take it back when one does again."""
        was_measured, is_measured = self.instance.rule not in JUDGED_RULES, rule not in JUDGED_RULES
        value, text, unit = cleaned.get("actual"), cleaned.get("actual_text"), cleaned.get("unit") or ""
        if was_measured and not is_measured and value is not None and not text:
            cleaned["actual_text"] = f"{plain(value)}{unit}"
        elif is_measured and not was_measured and value is None and text:
            cleaned["actual"] = read_value(text).in_unit(unit)
            cleaned["actual_text"] = "" if cleaned["actual"] is not None else text

    def _known_settings(self, rule: str) -> dict[str, Any]:
        return self.instance.parameters if rule == self.instance.rule else {}

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            self._ask_the_scoring_core()

    def _ask_the_scoring_core(self) -> None:
        """Refuse settings that the rule cannot work with; what is still empty may be filled in later."""
        row = self.instance
        if not row.rule:
            return
        measurement = Measurement(
            row.rule, row.effective_points, row.effective_target, row.actual, row.unit, row.parameters
        )
        result = score(measurement, self.conventions)
        for problem in result.problems if result.outcome is Outcome.INVALID else ():
            name = field_of(problem.path, row.rule)
            if self.cleaned_data.get(name) not in (None, ""):
                self.add_error(name, problem.message)

    def _write(self, names: list[str]) -> Write:
        write = super()._write(names)
        write.fields = [*write.fields, "parameters", "score"]
        return write

    def kept_values(self, stored: Versioned) -> dict[str, Any]:
        """Return what is stored, the settings of the rule included."""
        return super().kept_values(stored) | self.rule_values(stored)  # type: ignore[arg-type]

    def blocks(self) -> list[tuple[Block, list[Any]]]:
        """Return the settings in groups, each with the rules that need it."""
        return [(block, [self[name] for name in block.names]) for block in BLOCKS]

    @property
    def measured_rules(self) -> str:
        """The rules whose actual value is typed as a number of its own."""
        return " ".join(name for _, names in RULE_GROUPS for name in names if name not in (*AWARDED, *UNMEASURED))

    def band_rows(self) -> list[tuple[Any, Any]]:
        """Return the rows of the band table."""
        rows = range(MOST_ROWS)
        return [
            (self[f"rule_band_{i}_bound"], self[f"rule_band_{i}_amount"])
            for i in rows
            if f"rule_band_{i}_bound" in self.fields
        ]

    def item_rows(self) -> list[list[Any]]:
        """Return the rows of the checklist."""
        rows = range(MOST_ROWS)
        return [
            [self[f"rule_item_{i}_{name}"] for name in ("name", "points", "done")]
            for i in rows
            if f"rule_item_{i}_name" in self.fields
        ]


class SurveyForm(RowForm):
    """How a satisfaction was found out."""

    culprits: ClassVar[dict[str, str]] = {
        "survey_replies_within_sample": "valid_replies",
        "survey_ends_after_start": "ends_on",
    }

    class Meta:
        model = Survey
        fields = ["surveyed", "method", "sample", "valid_replies", "starts_on", "ends_on"]
        field_classes = dict.fromkeys(["sample", "valid_replies"], CountField)


class IndicatorScreen(Screen):
    """One indicator with its survey."""

    def __init__(self, indicator: Indicator, data: QueryDict | None = None, *, is_frozen: bool = False) -> None:
        self.indicator = indicator
        super().__init__(indicator.evaluation, data, is_frozen=is_frozen)

    def build(self) -> None:
        """Add the indicator, and under 满意度 its survey."""
        conventions = scheme_of_tree(self.evaluation, self.indicator.project_evaluation).conventions
        self.add_row("indicator", IndicatorForm, self.indicator, conventions=conventions)
        if self.is_satisfaction:
            survey = getattr(self.indicator, "survey", None) or Survey(indicator=self.indicator)
            self.add_row("survey", SurveyForm, survey)

    @property
    def overview_address(self) -> str:
        """Where the tree is shown that it stands in."""
        return overview_of(self.indicator)

    @property
    def is_satisfaction(self) -> bool:
        """Whether the indicator stands under 满意度."""
        row: Indicator | None = self.indicator
        while row and row.parent:
            row = row.parent
        return bool(row and row.name.startswith(SATISFACTION))
