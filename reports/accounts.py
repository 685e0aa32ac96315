"""The twenty days for publication of one report: until when, and whether it was in time."""

from dataclasses import dataclass

from django.utils import timezone

from departments import clock
from departments.deadlines import wording
from departments.models import AccountsApproval, Evaluation


@dataclass(frozen=True)
class Accounts:
    """The approval of the final accounts (决算批复) and what has become of the days that count from it."""

    approval: AccountsApproval
    standing: str
    is_late: bool

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Accounts | None":
        """Return how the days of an evaluation stand, None while no approval is known."""
        approval = AccountsApproval.objects.filter(evaluation=evaluation).first()
        if approval is None:
            return None
        first = evaluation.editions.order_by("number").values_list("published_at", flat=True).first()
        if first is None:
            return cls(approval, wording(approval.due_on, clock.today()), approval.due_on < clock.today())
        late = (timezone.localdate(first) - approval.due_on).days
        return cls(approval, f"逾期{late}天公开" if late > 0 else "已按期公开", late > 0)
