"""Goal and indicator tree as frozen values, of a whole department or of one project. Points are 分."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.scoring import Measurement


@dataclass(frozen=True)
class GoalFacts:
    """The year's overall goal."""

    expected: str = ""
    reached: str = ""


@dataclass(frozen=True)
class ApprovalFacts:
    """The approval of the year's goals (绩效目标批复)."""

    document: str
    approved_on: date


@dataclass(frozen=True)
class SurveyFacts:
    """How a satisfaction was found out."""

    surveyed: str = ""
    method: str = ""
    sample: int | None = None
    valid_replies: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class EvidenceFacts:
    """One proof; never published."""

    name: str
    sha256: str


@dataclass(frozen=True)
class IndicatorFacts:
    """A branch or leaf of the tree: points are those that count, `score` of a branch is the sum of its leaves."""

    pk: int
    path: tuple[str, ...]
    name: str
    points: Decimal
    is_leaf: bool
    score: Decimal | None = None
    children: tuple["IndicatorFacts", ...] = ()
    nature: str = ""
    sign: str = ""
    target: Decimal | None = None
    target_text: str = ""
    approved_points: Decimal | None = None
    approved_target: Decimal | None = None
    adjustment_document: str = ""
    unit: str = ""
    rule: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    standard: str = ""
    source: str = ""
    method: str = ""
    accuracy: str = ""
    actual: Decimal | None = None
    actual_text: str = ""
    narrative: str = ""
    reason: str = ""
    measure: str = ""
    is_applicable: bool = True
    inapplicable_reason: str = ""
    own_score: Decimal | None = None
    own_reason: str = ""
    explanation: dict[str, Any] | None = None
    survey: SurveyFacts | None = None
    evidence: tuple[EvidenceFacts, ...] = ()

    @property
    def measurement(self) -> Measurement:
        """What the scoring core takes for a leaf."""
        return Measurement(
            self.rule,
            self.points,
            self.target,
            self.actual,
            self.unit,
            self.parameters,
            str(self.pk),
            self.name,
            self.own_score,
            self.own_reason,
            self.sign,
        )

    def walk(self) -> Iterator["IndicatorFacts"]:
        """Yield it and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class LineFacts:
    """One step from the raw total to the final one (折算、限高、扣分)."""

    title: str
    before: Decimal
    after: Decimal
    reason: str
