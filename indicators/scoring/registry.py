"""The register of scoring rules; the manual and the forms are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from indicators.scoring.conventions import Conventions
from indicators.scoring.explanation import Input
from indicators.scoring.measurement import Measurement, NotScored, Problem
from indicators.scoring.parameters import Reader, invalid
from perfeval.lib.decimals import ZERO, plain


@dataclass(frozen=True)
class Parameter:
    """One setting of a rule.

    Attributes:
        read: turns what was given into a strict value or raises `NotScored`.
        default: used when nothing was given.
    """

    name: str
    title: str
    read: Reader
    required: bool = False
    default: Any = None

    def value_of(self, given: Mapping[str, Any]) -> Any:
        """Return the strict value, or the default when nothing was given."""
        value = given.get(self.name)
        if value is not None:
            return self.read(value, self.name)
        if self.required:
            raise invalid(self.name, f"请填写“{self.title}”。")
        return self.default


Text = str | Callable[[], str]
"""What is put into words only when somebody reads it: most scores are computed and never explained."""


def worded(text: Text) -> str:
    """Return the words."""
    return text if isinstance(text, str) else text()


@dataclass(frozen=True)
class Case:
    """A measurement made ready for its rule: nothing missing, settings read.

    Attributes:
        target: zero for rules that need none.
        actual: zero for rules that need none.
        actual_words: the measured value as it stands in a formula.
    """

    measurement: Measurement
    target: Decimal
    actual: Decimal
    actual_words: Text
    target_words: Text
    parameters: Mapping[str, Any]
    conventions: Conventions

    @property
    def points(self) -> Decimal:
        """Return the most that can be reached."""
        return self.measurement.points

    @property
    def actual_text(self) -> str:
        """Return the measured value as it stands in a formula."""
        return worded(self.actual_words)

    @property
    def target_text(self) -> str:
        """Return the target as it stands in a formula."""
        return worded(self.target_words)

    @property
    def points_text(self) -> str:
        """Return the points as they stand in a formula."""
        return f"分值 {plain(self.points)}"

    @property
    def unit(self) -> str:
        """Return the unit of target and actual."""
        return self.measurement.unit


@dataclass(frozen=True)
class Working:
    """What a rule worked out, before rounding.

    Attributes:
        formula: arithmetic that yields `value`.
        needed: what would have earned all points.
        inputs: figures besides target, actual and points.
        fulfilment: the actual in percent of a target that was met, for the over-fulfilment flag.
    """

    value: Decimal
    formula: Text
    note: Text = ""
    needed: Text = ""
    inputs: Callable[[], tuple[Input, ...]] = tuple
    warnings: tuple[str, ...] = ()
    fulfilment: Decimal = ZERO


@dataclass(frozen=True)
class Rule:
    """A registered rule with everything the manual says about it.

    Attributes:
        basis: 依据, the regulation or the place that uses the rule.
        actual_label: what `actual` means here.
        is_signed: a negative value is not simply taken as zero.
        is_judged: the actual is a number of points.
        is_fixed: the score follows from the accounts; no scheme lets a person say another.
    """

    name: str
    title: str
    basis: str
    work: Callable[[Case], Working]
    parameters: tuple[Parameter, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    needs_target: bool = True
    needs_actual: bool = True
    target_label: str = "目标值"
    actual_label: str = "实际值"
    is_signed: bool = False
    is_judged: bool = False
    is_fixed: bool = False

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the names of its settings."""
        return frozenset(parameter.name for parameter in self.parameters)

    def read(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """Return the settings as strict values, and every problem found on the way."""
        problems = [
            Problem(name, f"规则“{self.title}”没有名为“{name}”的参数，请删除。")
            for name in given
            if name not in self.known
        ]
        values: dict[str, Any] = {}
        for parameter in self.parameters:
            try:
                values[parameter.name] = parameter.value_of(given)
            except NotScored as refusal:
                problems.extend(refusal.problems)
        return values, problems


RULES: dict[str, Rule] = {}


def rule(name: str, **description: Any) -> Callable[[Callable[[Case], Working]], Callable[[Case], Working]]:
    """Register a function as the rule `name`.

    Raises:
        ValueError: the name is taken.
    """

    def register(work: Callable[[Case], Working]) -> Callable[[Case], Working]:
        if name in RULES:
            raise ValueError(f"There already is a scoring rule {name!r}.")
        RULES[name] = Rule(name=name, work=work, **description)
        return work

    return register
