"""An indicator as one plain row of the database."""

from decimal import Decimal
from typing import Any, NamedTuple


class Row(NamedTuple):
    """An indicator as far as scoring needs it; the fields are columns."""

    pk: int
    evaluation_id: int
    project_evaluation_id: int | None
    parent_id: int | None
    is_leaf: bool
    name: str
    points: Decimal
    adjusted_points: Decimal | None
    target: Decimal | None
    adjusted_target: Decimal | None
    actual: Decimal | None
    unit: str
    sign: str
    rule: str
    parameters: Any
    is_applicable: bool
    inapplicable_reason: str
    own_score: Decimal | None
    own_reason: str
    score: Decimal | None

    @property
    def effective_points(self) -> Decimal:
        """The points that count (调整后优先)."""
        return self.points if self.adjusted_points is None else self.adjusted_points

    @property
    def effective_target(self) -> Decimal | None:
        """The target that counts (调整后优先)."""
        return self.target if self.adjusted_target is None else self.adjusted_target
