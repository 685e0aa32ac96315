"""What is typed about one indicator, on its own page or in one line of the grid: the same words, rules and refusals."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import ClassVar

from departments.forms.rows import EntryForm

from ..scoring import Conventions, Measurement, Outcome, Reading, read_value, score
from .rule_settings import field_of

TARGETS = ["target", "adjusted_target"]
VALUES = [*TARGETS, "actual"]
POINTS = ["points", "adjusted_points"]


class LeafForm(EntryForm):
    """One indicator; the scoring core is asked whether it can work with what was typed."""

    culprits: ClassVar[dict[str, str]] = {
        "indicator_adjustment_has_document": "adjustment_document",
        "indicator_inapplicable_has_reason": "inapplicable_reason",
        "indicator_own_score_has_reason": "own_reason",
        "indicator_own_score_within_points": "own_score",
    }
    conventions: Conventions
    own_units: Collection[str] = VALUES
    may_take_over = True
    """Whether sign and unit may be taken from the target, as in “≥100件”."""

    def _equip(self, conventions: Conventions) -> None:
        """Let the fields read and refuse what the scheme says, in the indicator's own unit."""
        self.conventions = conventions
        self.empty_permitted = False
        self.row_key = str(self.instance.pk or "")
        for name in POINTS:
            if name in self.fields:
                self.fields[name].decimals = conventions.decimals
        self._measure_in(self._typed("unit") or self._brought.unit)

    def _typed(self, name: str) -> str:
        """Return what a field holds as the form came, or as it is stored."""
        return str(self.data.get(self.add_prefix(name), getattr(self.instance, name) or "")).strip()

    @cached_property
    def _brought(self) -> Reading:
        """The target as it was typed, whose sign and unit count where none are given; an approved one brings none."""
        return read_value(self._typed("target") if self.may_take_over else "")

    def _measure_in(self, unit: str) -> None:
        """Let values be typed with the indicator's own unit behind them."""
        for name, field in self.fields.items():
            if name in (*VALUES, "rule_low", "rule_high") or name.endswith("_bound"):
                field.unit = unit.strip()

    @property
    def is_leaving(self) -> bool:
        """An indicator is removed on a page of its own."""
        return False

    @property
    def is_blank(self) -> bool:
        """Nothing of an indicator may be left out."""
        return False

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
            row.rule,
            row.effective_points,
            row.effective_target,
            row.actual,
            row.unit,
            row.parameters,
            own_score=row.own_score,
            own_reason=row.own_reason,
            sign=row.sign,
        )
        result = score(measurement, self.conventions)
        for problem in result.problems if result.outcome is Outcome.INVALID else ():
            name = field_of(problem.path, row.rule)
            if self.cleaned_data.get(name) not in (None, ""):
                self.add_error(name, problem.message)
