"""The approval of final accounts (决算批复): storing it, and watching the twenty days for publication."""

from datetime import date, timedelta

from django.db import transaction

from .. import clock, deadlines
from ..models import AccountsApproval, Role, User
from ..models.notice import PUBLICATION
from ..workflow import Status
from .records import store
from .reminders import nearest, people_by_place, tell

FIELDS = ("approved_on", "number")


@transaction.atomic
def save_approval(approval: AccountsApproval, *, actor: User) -> AccountsApproval:
    """Store day and number of an approval, and who entered them."""
    approval.entered_by, approval.entered_at = actor, clock.now()
    store(approval, actor=actor, fields=FIELDS)
    approval.save(update_fields=["entered_by", "entered_at"])
    return approval


def remind_of_publication() -> int:
    """Remind the publishers of what is not public yet, each milestone once; return how many units."""
    today, publishers = clock.today(), people_by_place(Role.PUBLISHER)
    return sum(_remind(approval, today, publishers) for approval in _near(today))


def _near(today: date) -> list[AccountsApproval]:
    earliest = today - timedelta(days=deadlines.PUBLISHED_WITHIN + deadlines.FORGOTTEN)
    found = AccountsApproval.objects.filter(approved_on__gte=earliest).exclude(evaluation__status=Status.PUBLISHED)
    return list(found.select_related("evaluation__department", "evaluation__cycle"))


def _remind(approval: AccountsApproval, today: date, publishers: dict[str, list[User]]) -> bool:
    evaluation, due_on = approval.evaluation, approval.due_on
    reached = deadlines.milestone(due_on, today)
    people = nearest(evaluation, publishers)
    if reached is None or not people:
        return False
    occasion = f"{PUBLICATION}{due_on:%Y-%m-%d}{reached:+d}"
    if evaluation.notices.filter(occasion=occasion).exists():
        return False
    said = deadlines.wording(due_on, today)
    text = f"{evaluation}公开{said}（决算批复{approval.approved_on:%Y-%m-%d}，须在20日内、{due_on:%Y-%m-%d}前公开）。"
    return bool(tell(evaluation, people, occasion, text, None))
