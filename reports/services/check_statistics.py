"""What people have answered to the findings of each check, and what that says of the check."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from ..checks import CHECKS, Check, Severity
from ..models import AnsweredFinding, CheckSetting, Waiver

TOO_OFTEN_WRONG = 0.3
ENOUGH = 5


@dataclass(frozen=True)
class Statistics:
    """How often the findings of one check were answered, and how."""

    explained: int = 0
    exempted: int = 0
    false_alarms: int = 0

    @property
    def answers(self) -> int:
        """All answers."""
        return self.explained + self.exempted + self.false_alarms

    @property
    def percent_wrong(self) -> int:
        """How many of a hundred answers report a false alarm."""
        return round(100 * self.false_alarms / self.answers) if self.answers else 0

    @property
    def is_often_wrong(self) -> bool:
        """Whether the check should be a hint only."""
        return self.answers >= ENOUGH and self.false_alarms > TOO_OFTEN_WRONG * self.answers


def doubtful() -> list[tuple[Check, Statistics]]:
    """Return the checks that should become hints: they are often wrong, and nobody has made hints of them yet."""
    demoted = set(CheckSetting.objects.filter(severity=Severity.HINT).values_list("check_id", flat=True))
    counted = ((CHECKS[check_id], row) for check_id, row in sorted(statistics().items()) if check_id in CHECKS)
    return [
        (check, row)
        for check, row in counted
        if row.is_often_wrong and check.severity is not Severity.HINT and check.id not in demoted
    ]


def statistics() -> dict[str, Statistics]:
    """Return the counts by check; what nobody has answered is not there."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = AnsweredFinding.objects.order_by().values("check_id", "waiver__kind").annotate(count=Count("pk"))
    for row in rows:
        counts[row["check_id"]][_column(row["waiver__kind"])] += row["count"]
    return {check_id: Statistics(**columns) for check_id, columns in counts.items()}


def _column(kind: str) -> str:
    if kind == Waiver.Kind.FALSE_ALARM:
        return "false_alarms"
    return "exempted" if kind == Waiver.Kind.EXEMPTION else "explained"
