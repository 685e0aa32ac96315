"""What the checks of indicators have in common."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perfeval.lib.decimals import plain
from reports.snapshot import IndicatorFacts, Snapshot

from .findings import Fault

EXECUTION = "execution"
SATISFACTION = "满意度"


def own_leaves(snapshot: Snapshot) -> Iterator[IndicatorFacts]:
    """Yield what the unit fills in itself and is assessed this year: all but the block of budget execution."""
    return filter(is_own, snapshot.leaves())


def is_own(leaf: IndicatorFacts) -> bool:
    """Whether the unit fills it in itself, and it is assessed this year."""
    return leaf.rule != EXECUTION and leaf.is_applicable


def is_satisfaction(leaf: IndicatorFacts) -> bool:
    """Whether it stands in the block of satisfaction."""
    return leaf.path[0].startswith(SATISFACTION)


def is_short_of_points(leaf: IndicatorFacts) -> bool:
    """Whether it has lost points."""
    return leaf.score is not None and leaf.score < leaf.points


def is_quantitative(leaf: IndicatorFacts) -> bool:
    """Whether it is measured, not judged."""
    return is_own(leaf) and leaf.nature != "qualitative"


def figure(value: Decimal | None) -> str:
    """Return a number in digits, nothing for an unknown one."""
    return "" if value is None else plain(value)


def fault(leaf: IndicatorFacts, field: str, message: str, **values: Any) -> Fault:
    """Return a fault in a field of the indicator; the message begins with its name."""
    return Fault(f"指标“{leaf.name}”{message}", field, str(leaf.pk), leaf.name, **values)
