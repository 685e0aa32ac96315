"""What goes into a rule and what comes out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from indicators.scoring.explanation import Explanation
from perfeval.lib.decimals import ZERO


class Outcome(StrEnum):
    """How the attempt to score ended; only `SCORED` carries a number."""

    SCORED = "scored"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    MANUAL = "manual"
    INVALID = "invalid"


@dataclass(frozen=True)
class Measurement:
    """One third-level indicator as planned and as reached.

    Attributes:
        rule: name of the scoring rule.
        points: 分值, the most that can be reached.
        target: 年度指标值, in `unit`; the budget for the rule `execution`.
        actual: 实际完成值, in `unit`; the awarded points for `qualitative` and `manual`.
        parameters: the rule's own settings.
        own_score: 自定得分, what a person says instead of the computed score, where the scheme lets them.
        own_reason: why.
        sign: ≥ ≤ = > < before the target, empty when it is not known; it does not change the score.
    """

    rule: str
    points: Decimal
    target: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    name: str = ""
    own_score: Decimal | None = None
    own_reason: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Problem:
    """What hinders a rule: the place inside the measurement and the remedy."""

    path: str
    message: str


@dataclass(frozen=True)
class Score:
    """得分: the points reached, or None with the reason in the explanation.

    Attributes:
        explain: words the explanation, once somebody asks for it.
        fulfilment: actual in percent of the target, 0 where the rule does not compare them.
        is_own: a person said it in place of the computed one.
    """

    points: Decimal
    score: Decimal | None
    explain: Callable[[], Explanation] = field(compare=False, repr=False)
    outcome: Outcome = Outcome.SCORED
    problems: tuple[Problem, ...] = ()
    is_overfulfilled: bool = False
    fulfilment: Decimal = ZERO
    is_own: bool = False

    @cached_property
    def explanation(self) -> Explanation:
        """Return everything needed to recompute the score by hand."""
        return self.explain()

    @property
    def is_applicable(self) -> bool:
        """Return whether the indicator counts at all."""
        return self.outcome is not Outcome.NOT_APPLICABLE

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is left to enter or decide."""
        return self.outcome in (Outcome.SCORED, Outcome.NOT_APPLICABLE)


class NotScored(Exception):
    """A rule cannot say a number, and why; never leaves the package."""

    def __init__(self, outcome: Outcome, *problems: Problem) -> None:
        super().__init__("".join(problem.message for problem in problems))
        self.outcome = outcome
        self.problems = problems

    @classmethod
    def because(cls, outcome: Outcome, path: str, message: str) -> "NotScored":
        """Return the exception for a single problem."""
        return cls(outcome, Problem(path, message))
