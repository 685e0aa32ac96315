"""What has to become public within twenty days after the approval of the final accounts (决算批复)."""

from django.urls import reverse

from departments import clock
from departments.deadlines import wording
from departments.models import AccountsApproval, Evaluation, Role, User
from departments.workflow import Status

from .waiting import MOST_ROWS, Queue, Task, waiting


@waiting(Role.PUBLISHER)
def publication_days(user: User) -> Queue:
    """Return the reports whose days for publication run, the most urgent first."""
    own = Evaluation.objects.for_role(user, Role.PUBLISHER).exclude(status=Status.PUBLISHED)
    rows = AccountsApproval.objects.filter(evaluation__in=own)
    rows = rows.select_related("evaluation__department", "evaluation__cycle")
    return Queue("publication-days", "决算批复后20日内公开", tuple(_task(row) for row in rows[:MOST_ROWS]))


def _task(row: AccountsApproval) -> Task:
    today, evaluation = clock.today(), row.evaluation
    name = "reports:publish" if evaluation.status == Status.APPROVED else "reports:evaluation"
    said = f"决算批复{row.approved_on:%Y-%m-%d}，公开期限{row.due_on:%Y-%m-%d}，{wording(row.due_on, today)}"
    return Task(str(evaluation), reverse(name, args=[evaluation.pk]), said, is_urgent=row.due_on < today)
