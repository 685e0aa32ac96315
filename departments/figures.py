"""The year's money as plain values: what ratios, scores, checks and the report calculate with. Pure; amounts are 元."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NATURES = ("basic", "project")
FUNDS = ("general", "government", "state_capital", "special_account", "other")
THREE_PUBLIC = ("abroad", "reception", "vehicle_purchase", "vehicle_running")


@dataclass(frozen=True)
class Line:
    """One line of budget and execution; None is not known."""

    category: str
    name: str
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    previous: Decimal | None = None


@dataclass(frozen=True)
class AdjustmentFigure:
    """One adjustment of the budget; `amount` is positive, `exclusion` empty when 预算调整率 counts it."""

    kind: str
    kind_name: str
    nature: str
    target_nature: str
    fund: str
    amount: Decimal
    document: str
    exclusion: str = ""
    exclusion_name: str = ""

    @property
    def change(self) -> Decimal:
        """What it adds to the total budget."""
        return {"increase": self.amount, "decrease": -self.amount}.get(self.kind, Decimal(0))

    def change_of(self, category: str) -> Decimal:
        """What it adds to the line `category`."""
        if self.kind == "restructure":
            return self.amount * ((category == self.target_nature) - (category == self.nature))
        return self.change if category in (self.nature, self.fund) else Decimal(0)


@dataclass(frozen=True)
class ProjectFigure:
    """One project of the unit."""

    name: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    is_key: bool


@dataclass(frozen=True)
class BudgetFigures:
    """Everything entered about budget and execution, with the sums that follow from it."""

    lines: tuple[Line, ...] = ()
    adjustments: tuple[AdjustmentFigure, ...] = ()
    projects: tuple[ProjectFigure, ...] = ()
    carryover: Decimal | None = None
    carryover_previous: Decimal | None = None
    payment_as_of: date | None = None
    payment_actual: Decimal | None = None
    payment_planned: Decimal | None = None
    assets_in_use: Decimal | None = None
    assets_total: Decimal | None = None
    note: str = ""

    def line(self, category: str) -> Line:
        """Return one line, empty when it was never entered."""
        return next((line for line in self.lines if line.category == category), Line(category, category))

    @property
    def total(self) -> Line:
        """The whole expenditure: the sum by nature (支出合计)."""
        return self._sum("total", "支出合计", NATURES)

    @property
    def total_by_fund(self) -> Line:
        """The whole expenditure once more, summed by fund."""
        return self._sum("total_by_fund", "支出合计", FUNDS)

    @property
    def three_public(self) -> Line:
        """The sum of the 三公 lines."""
        return self._sum("three_public", "“三公”经费", THREE_PUBLIC)

    @property
    def counted_adjustments(self) -> Decimal:
        """The absolute sum of the adjustments that 预算调整率 counts."""
        return sum((row.amount for row in self.adjustments if not row.exclusion), Decimal(0))

    @property
    def key_projects(self) -> Decimal | None:
        """What is budgeted for key projects (重点支出)."""
        return total(project.adjusted for project in self.projects if project.is_key)

    def _sum(self, category: str, name: str, parts: tuple[str, ...]) -> Line:
        lines = [self.line(part) for part in parts]
        return Line(
            category,
            name,
            *(
                total(getattr(line, column) for line in lines)
                for column in ("initial", "adjusted", "executed", "previous")
            ),
        )


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum, or None when one of the amounts is not known."""
    given = list(amounts)
    known = [amount for amount in given if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(given) else None
