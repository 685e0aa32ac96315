"""One third-level indicator: planned, reached, scored, proved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from departments.forms.rows import RowForm
from departments.forms.screens import Screen
from departments.models.versioned import Versioned
from departments.writes import Write
from perfeval.lib.decimals import ONE, ZERO, plain

from ..addresses import overview_of
from ..approved import with_reached
from ..models import GoalApproval, Indicator, Survey
from ..scoring import Conventions, Mode, read_value
from ..services import approval_of, scheme_of_tree
from .fields import CountField, NumberField, PointsField, TargetField, ValueField
from .leaf import POINTS, TARGETS, LeafForm
from .limits import limit_texts
from .management import AnswerField
from .rule_layout import RuleLayout
from .rule_settings import AWARDED, from_parameters, half_filled, to_parameters
from .rules import rule_choices, rule_fields
from .settled import as_sent, is_settled

SATISFACTION = "满意度"
APPLICABLE = (("yes", "考核"), ("no", "不考核"))
PLANNED = ["name", "nature", "sign", "target", "unit", "target_text", "points"]
ADJUSTED = ["adjusted_target", "adjusted_points", "adjustment_document"]
JUDGED = ["standard", "source", "method", "accuracy"]
REACHED = ["actual", "actual_text", "narrative", "reason", "measure"]
IDLE = ["is_applicable", "inapplicable_reason"]
OWN = ["own_score", "own_reason"]
JUDGED_RULES = (*AWARDED, "yes_no")
ACTUAL_OF_ANSWER = {True: ONE, False: ZERO, None: None}
TEXTS = {name: name for name in ("narrative", "reason", "measure")}
LONG = ["standard", "narrative", "reason", "measure"]
SHORT = ["inapplicable_reason", "own_reason"]


class IndicatorForm(RuleLayout, LeafForm):
    """All that a unit says about one indicator; the settings of its rule stand in fields of their own."""

    is_applicable = AnswerField(label="本年度是否考核", answers=APPLICABLE)

    class Meta:
        model = Indicator
        fields = ["position", *PLANNED, *ADJUSTED, "rule", *JUDGED, *REACHED, *IDLE, *OWN]
        field_classes = {
            "actual": ValueField,
            "own_score": NumberField,
            **dict.fromkeys(TARGETS, TargetField),
            **dict.fromkeys(POINTS, PointsField),
        }
        widgets = dict.fromkeys(LONG, forms.Textarea(attrs={"rows": 3})) | dict.fromkeys(
            SHORT, forms.Textarea(attrs={"rows": 2})
        )
        help_texts = {
            "target_text": "定性指标或不便用数字表示的，用文字写明要达到的程度。",
            "accuracy": "数据有何局限、可能的误差；没有的写“无”。",
            "adjustment_document": "调整指标值或分值的，写明批复文件。",
            "reason": "未达到目标或明显超过目标的，说明原因。",
            "inapplicable_reason": "写明为什么本年度不考核，如任务取消的文件；已填的内容会保留。",
            "own_score": "留空即采用系统计算的得分。",
            "own_reason": "自定得分与计算得分不同的，写明依据。",
        }

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        conventions: Conventions,
        text_limits: Mapping[str, int],
        is_approved: bool = False,
        **kwargs: Any,
    ) -> None:
        self.takes_as_stored = is_approved and data is not None and f"{kwargs['prefix']}-name" not in data
        if self.takes_as_stored:
            for name, text in as_sent(kwargs["instance"]).items():
                data[f"{kwargs['prefix']}-{name}"] = text
        super().__init__(data, *args, **kwargs)
        del self.fields["remove"]
        if conventions.mode is Mode.LOCKED:
            for name in OWN:
                del self.fields[name]
        self.fields["rule"] = forms.ChoiceField(label="评分方法", choices=rule_choices(), required=not self.is_new)
        self.fields |= rule_fields(self.data, str(self.prefix), self.instance.parameters, conventions)
        limit_texts(self.fields, text_limits, TEXTS)
        self.may_take_over = not is_approved
        self._equip(conventions)
        if self.instance._state.adding:
            self.fields["name"].widget.attrs["autofocus"] = True
        for name in TARGETS:
            self.fields[name].sign = self._typed("sign")
        self.initial = {**self.initial, **self.rule_values(self.instance)}
        if self.instance.rule in JUDGED_RULES:
            self.initial["actual"] = None
        self.settled = frozenset(filter(is_settled, self.fields)) if is_approved else frozenset()

    @property
    def where(self) -> str:
        """The page has only this one row."""
        return ""

    @staticmethod
    def rule_values(row: Indicator) -> dict[str, Any]:
        """Return what the fields of the rule show for a stored row."""
        return from_parameters(row.rule, row.parameters, row.actual)

    def clean(self) -> dict[str, Any]:
        """Take the actual value from the field that the rule has for it."""
        cleaned = super().clean() or self.cleaned_data
        for name, message in half_filled(cleaned):
            self.add_error(name, message)
        for name in ("sign", "unit"):
            cleaned[name] = cleaned.get(name) or getattr(self._brought, name)
        rule = cleaned.get("rule", "")
        self._carry_over(rule, cleaned)
        if rule in AWARDED:
            cleaned["actual"] = cleaned.get("rule_awarded")
        elif rule == "yes_no":
            cleaned["actual"] = ACTUAL_OF_ANSWER[cleaned.get("rule_done")]
        if self.is_new:
            self.instance.token = cleaned.get("token") or self.instance.token
        self.instance.parameters = self._settings(rule, cleaned)
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

    def clean_is_applicable(self) -> bool:
        """A page without an answer leaves it as it is."""
        answer = self.cleaned_data["is_applicable"]
        return bool(self.instance.is_applicable if answer is None else answer)

    def _settings(self, rule: str, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Return the settings of the rule as typed; of an approved one only what was reached is typed."""
        typed = to_parameters(rule, cleaned, self._known_settings(rule))
        return with_reached(rule, self.instance.parameters, typed) if self.takes_as_stored else typed

    def _known_settings(self, rule: str) -> dict[str, Any]:
        return self.instance.parameters if rule == self.instance.rule else {}

    def _write(self, names: list[str]) -> Write:
        write = super()._write(names)
        write.fields = [*write.fields, "parameters", "score"]
        return write

    def kept_values(self, stored: Versioned) -> dict[str, Any]:
        """Return what is stored, the settings of the rule included."""
        return super().kept_values(stored) | self.rule_values(stored)  # type: ignore[arg-type]


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

    guided_as = "indicators"

    def __init__(self, indicator: Indicator, data: QueryDict | None = None, *, is_frozen: bool = False) -> None:
        self.indicator = indicator
        super().__init__(indicator.evaluation, data, is_frozen=is_frozen)

    def build(self) -> None:
        """Add the indicator, and under 满意度 its survey."""
        scheme = scheme_of_tree(self.evaluation, self.indicator.project_evaluation)
        options = {
            "conventions": scheme.conventions,
            "text_limits": scheme.text_limits,
            "is_approved": self.approval is not None and bool(self.indicator.pk),
        }
        self.add_row("indicator", IndicatorForm, self.indicator, **options)
        if self.is_satisfaction:
            survey = getattr(self.indicator, "survey", None) or Survey(indicator=self.indicator)
            self.add_row("survey", SurveyForm, survey)

    @cached_property
    def approval(self) -> GoalApproval | None:
        """The approval that holds targets and points fast, None while there is none."""
        return approval_of(self.evaluation, self.indicator.project_evaluation)

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
