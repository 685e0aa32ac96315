"""The self-evaluation of one project as frozen values. Amounts are 元."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from .indicators import ApprovalFacts, GoalFacts, IndicatorFacts, LineFacts


@dataclass(frozen=True)
class FundFacts:
    """One row of the funds block; `title` is the scheme's."""

    source: str
    title: str
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None


@dataclass(frozen=True)
class ProjectFacts:
    """What the official form says of one project.

    Attributes:
        listed: its amounts in the project list of the budget.
        total_fund: the sum of `funds`.
        approval: that of the whole department, or its own where it was opened later.
    """

    pk: int
    name: str
    implementer: str
    listed: FundFacts
    total_fund: FundFacts
    funds: tuple[FundFacts, ...] = ()
    goal: GoalFacts = field(default_factory=GoalFacts)
    approval: ApprovalFacts | None = None
    adjustment_reason: str = ""
    execution_reason: str = ""
    indicators: tuple[IndicatorFacts, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    raw_total: Decimal | None = None
    total: Decimal | None = None
    grade: str = ""

    def leaves(self) -> Iterator[IndicatorFacts]:
        """Yield the scored indicators in reading order."""
        return (node for root in self.indicators for node in root.walk() if node.is_leaf)
