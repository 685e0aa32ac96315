"""One indicator on the scoring sheet: where its figures stand, and the settings below it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from indicators.scoring import RULES, Conventions, Measurement, Rule
from indicators.spreadsheets.formulas.language import GUARD, Formula

USUAL_DECIMALS = 6


@dataclass(frozen=True)
class Setting:
    """A row below the indicator.

    Attributes:
        value: what stands in the column of actual values.
        bound: what stands in the column of targets.
        is_input: whether the score follows when somebody changes it.
        key: which setting of the rule it is, for a workbook in which that is entered elsewhere.
    """

    label: str
    value: Decimal | str | Formula | None
    unit: str = ""
    bound: Decimal | None = None
    is_input: bool = True
    key: str = ""


@dataclass(frozen=True)
class Sum:
    """What a rule works out, as a formula before rounding.

    Attributes:
        needs: further cells that must hold numbers.
        refusals: conditions under which there is no number, with what stands there instead.
        gaps: conditions under which something has still to be said, so that there is no number yet.
        counted: the value that is scored, where it is not simply the actual one.
        target: what the rule compares with when no target was given.
        exceeded: the condition under which the target was met, for the over-fulfilment flag.
    """

    value: str
    needs: tuple[str, ...] = ()
    refusals: tuple[tuple[str, str], ...] = ()
    counted: str = ""
    exceeded: str = ""
    target: Decimal | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leaf:
    """A measurement with the row it stands in; builders add its settings."""

    measurement: Measurement
    rule: Rule
    conventions: Conventions
    parameters: Mapping[str, Any]
    columns: Mapping[str, str]
    row: int
    settings: list[Setting] = field(default_factory=list)
    is_ratio: bool = False

    def cell(self, key: str, row: int = 0) -> str:
        """Return the cell of a column, in the leaf's own row unless told."""
        return f"{self.columns[key]}{row or self.row}"

    @property
    def points(self) -> str:
        """Return the cell of the points."""
        return self.cell("points")

    @property
    def target(self) -> str:
        """Return the cell of the target."""
        return self.cell("target")

    @property
    def given(self) -> str:
        """Return the cell of the actual value as it was entered."""
        return self.cell("actual")

    @property
    def actual(self) -> str:
        """Return the cell of the value that is scored."""
        return self.cell("counted")

    def setting(self, label: str, value: Decimal | str | Formula | None, unit: str = "", key: str = "") -> str:
        """Add a row below the leaf and return the cell of its value."""
        return self.add(Setting(label, value, unit, key=key))

    def inform(self, label: str, value: str) -> None:
        """Add a row that only tells how the formula was chosen."""
        self.add(Setting(label, value, is_input=False))

    def add(self, setting: Setting) -> str:
        """Add a row below the leaf and return the cell of its value."""
        self.settings.append(setting)
        return self.cell("actual", self.row + len(self.settings))

    def span(self, key: str, count: int) -> str:
        """Return the cells of a column in the rows added last."""
        last = self.row + len(self.settings)
        return f"{self.cell(key, last - count + 1)}:{self.cell(key, last)}"

    def compare(self, one: str, operator: str, other: str) -> str:
        """Return a comparison; a ratio is a quotient, whose last binary digits must not decide."""
        return f"ROUND({one}-{other},{GUARD}){operator}0" if self.is_ratio else f"{one}{operator}{other}"

    def difference(self, one: str, other: str) -> str:
        """Return a difference without the binary digits that its two sides do not have."""
        figures = (self.measurement.target, self.measurement.actual)
        most = max(_decimals(figure) for figure in figures)
        return f"ROUND({one}-{other},{GUARD if self.is_ratio else max(USUAL_DECIMALS, most)})"

    def as_ratio(self, parameters: Mapping[str, Any]) -> "Leaf":
        """Return the same leaf for the rule that scores its ratio."""
        return replace(self, parameters=parameters, is_ratio=True)


def _decimals(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return -exponent if isinstance(exponent, int) else 0


def prepare(measurement: Measurement, conventions: Conventions, columns: Mapping[str, str], row: int) -> Leaf | None:
    """Return the leaf, None when its rule cannot say anything whatever the figures are."""
    rule = RULES.get(measurement.rule)
    if rule is None:
        return None
    parameters, problems = rule.read(measurement.parameters)
    figures = (measurement.points, measurement.target, measurement.actual)
    is_bad = any(figure is not None and not figure.is_finite() for figure in figures) or measurement.points < 0
    return None if problems or is_bad else Leaf(measurement, rule, conventions, parameters, columns, row)
