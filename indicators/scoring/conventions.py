"""The scoring conventions of a scheme, as plain values."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfeval.lib.decimals import HUNDRED, ZERO


class ZeroPolicy(StrEnum):
    """What a ratio of nothing to nothing (0/0) earns."""

    FULL = "full"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    MANUAL = "manual"


class Redistribution(StrEnum):
    """Who takes over the points of what does not apply."""

    PARENT = "parent"
    WHOLE = "whole"


class Denominator(StrEnum):
    """The budget that execution is measured against."""

    INITIAL = "initial"
    YEAR = "year"

    @property
    def figure(self) -> str:
        """Return the official name of the figure."""
        return "年初预算数" if self is Denominator.INITIAL else "全年预算数"


class Mode(StrEnum):
    """Who says the score of a measured indicator; judged ones are always said by a person."""

    LOCKED = "locked"
    EDITABLE = "editable"
    MANUAL = "manual"


@dataclass(frozen=True)
class Cutoff:
    """One grade and the lowest total that earns it."""

    name: str
    minimum: Decimal


@dataclass(frozen=True)
class Band:
    """One step of a band table; `bound` belongs to the band.

    Attributes:
        bound: the lowest (`upward`) or the highest value of the band.
        percent: share of the points in percent, or None when `score` is given.
        score: the score itself.
    """

    bound: Decimal
    percent: Decimal | None = None
    score: Decimal | None = None
    upward: bool = True

    def holds(self, value: Decimal) -> bool:
        """Return whether the value has reached this band."""
        return value >= self.bound if self.upward else value <= self.bound

    def score_of(self, points: Decimal) -> Decimal:
        """Return what the band earns out of `points`."""
        if self.score is not None:
            return self.score
        return points * (self.percent or ZERO) / HUNDRED


@dataclass(frozen=True)
class QualitativeGrade:
    """One of the three grades: from `low` (included) up to the next grade, in percent."""

    key: str
    title: str
    low: Decimal


@dataclass(frozen=True)
class Overfulfilment:
    """From which rate a target was set too low, and what that costs.

    Attributes:
        threshold: actual in percent of the target, included.
        deduction: percent of the indicator's points.
    """

    threshold: Decimal
    deduction: Decimal = ZERO


@dataclass(frozen=True)
class Cap:
    """The highest total for an execution rate in [low, high), in percent."""

    low: Decimal
    high: Decimal
    maximum: Decimal

    def holds(self, rate: Decimal) -> bool:
        """Return whether the rate lies in the half-open interval."""
        return self.low <= rate < self.high


def cutoffs(excellent: int, good: int, fair: int) -> tuple[Cutoff, ...]:
    """Return the four usual grades 优良中差 with these lower bounds."""
    bounds = zip("优良中差", (excellent, good, fair, 0), strict=True)
    return tuple(Cutoff(name, Decimal(minimum)) for name, minimum in bounds)


QUALITATIVE_GRADES = (
    QualitativeGrade("full", "达成年度指标", Decimal(80)),
    QualitativeGrade("partial", "部分达成年度指标并具有一定效果", Decimal(60)),
    QualitativeGrade("none", "未达成年度指标且效果较差", ZERO),
)

SATISFACTION_BANDS = (
    Band(Decimal(90), percent=HUNDRED),
    Band(Decimal(80), percent=Decimal(50)),
    Band(Decimal(60), percent=Decimal(30)),
)


@dataclass(frozen=True)
class Conventions:
    """How a scheme scores; the defaults are those of the Ministry of Finance.

    Attributes:
        bands: the band table for `bands` indicators that bring none of their own.
        equal_strict: whether `equal` is all or nothing.
        decimals: decimals of a score, 1 or 2, rounded half up.
        mode: whether a person may change a computed score, with a reason.
    """

    zero_policy: ZeroPolicy = ZeroPolicy.NOT_APPLICABLE
    decimals: int = 2
    qualitative: tuple[QualitativeGrade, ...] = QUALITATIVE_GRADES
    bands: tuple[Band, ...] = SATISFACTION_BANDS
    cutoffs: tuple[Cutoff, ...] = cutoffs(90, 80, 60)
    redistribution: Redistribution = Redistribution.WHOLE
    overfulfilment: Overfulfilment | None = None
    caps: tuple[Cap, ...] = ()
    execution_denominator: Denominator = Denominator.YEAR
    equal_strict: bool = False
    mode: Mode = Mode.LOCKED


DEFAULT = Conventions()
