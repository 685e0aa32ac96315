"""What waits for reviewers and publishers."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from departments import clock
from departments.deadlines import wording
from departments.models import Evaluation, Role, User

from .waiting import MOST_ROWS, Queue, Task, waiting

related = Evaluation.objects.select_related("department", "cycle")


@waiting(Role.REVIEWER)
def to_review(user: User) -> Queue:
    """Return what was submitted to the person, the oldest first."""
    rows = related.all().reviewed_by(user).awaiting_review()[:MOST_ROWS]
    tasks = (Task(str(row), reverse("reports:review", args=[row.pk]), *_due(row)) for row in rows)
    more = (reverse("reports:review_queue"), "全部待审核")
    return Queue("to-review", "待我审核", tuple(tasks), "目前没有待审核的自评。", more)


@waiting(Role.PUBLISHER)
def to_publish(user: User) -> Queue:
    """Return what has been approved and is not public, the oldest first."""
    rows = related.all().for_role(user, Role.PUBLISHER).awaiting_publication()[:MOST_ROWS]
    tasks = (
        Task(str(row), reverse("reports:publish", args=[row.pk]), f"{_moment(row.approved_at)} 审核通过")
        for row in rows
    )
    more = (reverse("reports:publication_queue"), "待公开和已公开的报告")
    return Queue("to-publish", "待我公开", tuple(tasks), "目前没有待公开的自评。", more)


def _due(row: Evaluation) -> tuple[str, bool]:
    """Return since when a submission waits, or until when it is decided, and whether that is over."""
    day, today = row.review_due_on, clock.today()
    if day is None:
        return f"{_moment(row.submitted_at)} 送审", False
    return f"审核期限{day:%Y-%m-%d}，{wording(day, today)}", day < today


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
