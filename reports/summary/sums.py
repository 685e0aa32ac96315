"""Adding up amounts and scores without taking anything missing for zero."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from departments.ratios import Ratio
from perfeval.lib.decimals import ZERO, round_half_up

from .facts import LevelScore, UnitFacts, execution

Value = Callable[[UnitFacts], Decimal | None]


@dataclass(frozen=True)
class Sum:
    """A sum of what is known, None where nothing is; `missing` are the units that are left out."""

    value: Decimal | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mean:
    """Two means of a score, None without any unit that can be counted.

    Attributes:
        simple: every unit counts the same.
        weighted: weight is the year's budget (全年预算数).
        unscored: units without a score, left out of both.
        unweighted: units with a score and without a budget, left out of the weighted one.
    """

    simple: Decimal | None
    weighted: Decimal | None
    unscored: tuple[str, ...] = ()
    unweighted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spread:
    """The highest and the lowest score with their units."""

    highest: Decimal
    at_highest: tuple[str, ...]
    lowest: Decimal
    at_lowest: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Level one side by side, of the units that share a scheme."""

    scheme: str
    names: tuple[str, ...]
    rows: tuple[tuple[UnitFacts, tuple[LevelScore | None, ...]], ...]


@dataclass(frozen=True)
class Summary:
    """Everything that follows from the units."""

    units: tuple[UnitFacts, ...]
    initial: Sum
    adjusted: Sum
    executed: Sum
    rate: Ratio
    project_count: int
    own: Mean
    final: Mean
    spread: Spread | None
    comparisons: tuple[Comparison, ...]

    @property
    def filed(self) -> int:
        """Return how many units have handed in."""
        return sum(unit.is_filed for unit in self.units)


def summarise(units: Iterable[UnitFacts]) -> Summary:
    """Return the summary of the units, in their order."""
    rows = tuple(units)
    return Summary(
        rows,
        initial=_sum(rows, lambda unit: unit.total.initial),
        adjusted=_sum(rows, lambda unit: unit.total.adjusted),
        executed=_sum(rows, lambda unit: unit.total.executed),
        rate=_rate(rows),
        project_count=sum(unit.project_count for unit in rows),
        own=_mean(rows, lambda unit: unit.score),
        final=_mean(rows, lambda unit: unit.final),
        spread=_spread(rows),
        comparisons=_comparisons(rows),
    )


def _sum(units: Sequence[UnitFacts], value: Value) -> Sum:
    known = [amount for amount in map(value, units) if amount is not None]
    missing = tuple(unit.name for unit in units if value(unit) is None)
    return Sum(sum(known, ZERO) if known else None, missing)


def _rate(units: Sequence[UnitFacts]) -> Ratio:
    """Return executed of budget over the units that have entered both: both sides speak of the same units."""
    both = [unit.total for unit in units if None not in (unit.total.adjusted, unit.total.executed)]
    if not both:
        return execution(None, None)
    return execution(
        sum((line.adjusted or ZERO for line in both), ZERO), sum((line.executed or ZERO for line in both), ZERO)
    )


def _mean(units: Sequence[UnitFacts], value: Value) -> Mean:
    scored = [(unit, score) for unit in units if (score := value(unit)) is not None]
    weighed = [(score, unit.total.adjusted) for unit, score in scored if unit.total.adjusted]
    return Mean(
        _quotient(sum((score for _, score in scored), ZERO), Decimal(len(scored))),
        _quotient(
            sum((score * (budget or ZERO) for score, budget in weighed), ZERO),
            sum((budget or ZERO for _, budget in weighed), ZERO),
        ),
        unscored=tuple(unit.name for unit in units if value(unit) is None),
        unweighted=tuple(unit.name for unit, _ in scored if not unit.total.adjusted),
    )


def _quotient(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    return round_half_up(numerator / denominator) if denominator else None


def _spread(units: Sequence[UnitFacts]) -> Spread | None:
    scores = [unit.score for unit in units if unit.score is not None]
    if not scores:
        return None
    highest, lowest = max(scores), min(scores)
    return Spread(highest, _with_score(units, highest), lowest, _with_score(units, lowest))


def _with_score(units: Sequence[UnitFacts], score: Decimal) -> tuple[str, ...]:
    return tuple(unit.name for unit in units if unit.score == score)


def _comparisons(units: Sequence[UnitFacts]) -> tuple[Comparison, ...]:
    """Return the units by scheme, as scores of different schemes cannot be compared block by block."""
    schemes = dict.fromkeys(unit.scheme for unit in units if unit.levels)
    return tuple(_comparison(scheme, [unit for unit in units if unit.scheme == scheme]) for scheme in schemes)


def _comparison(scheme: str, units: Sequence[UnitFacts]) -> Comparison:
    names = tuple(dict.fromkeys(level.name for unit in units for level in unit.levels))
    rows = tuple((unit, tuple(map({level.name: level for level in unit.levels}.get, names))) for unit in units)
    return Comparison(scheme, names, rows)
