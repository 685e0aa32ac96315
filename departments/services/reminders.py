"""Reminding those who fill in (催报): before and after the deadline by themselves, or because somebody asks.

A reminder is a row per person and occasion, written together with its entry in the log: it is never said twice.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce, Greatest

from .. import audit, clock, deadlines
from ..models import Evaluation, Membership, Notice, Role, User
from ..permissions import roles_of


class ReminderRefused(Exception):
    """Nobody is reminded; the text says why."""


ASKING = (Role.REVIEWER, Role.ADMINISTRATOR)


def remind_due() -> int:
    """Remind the units whose deadline has come near or passed, each milestone once; return how many units."""
    today, preparers = clock.today(), people_by_place(Role.PREPARER)
    return sum(_remind_of_deadline(evaluation, today, preparers) for evaluation in _near(today))


@transaction.atomic
def remind(evaluation: Evaluation, *, actor: User, text: str = "") -> int:
    """Remind one unit because `actor` asks, at most once a day; return how many people.

    Raises:
        ReminderRefused: there is nothing to be reminded of, nobody to tell, or it was done today.
    """
    if refusal := why_not_reminded(evaluation, actor):
        raise ReminderRefused(refusal)
    people = nearest(evaluation, people_by_place(Role.PREPARER))
    if not (told := tell(evaluation, people, _today(), text or f"请抓紧填报并送审：{evaluation}。", actor)):
        raise ReminderRefused("今天已经催报过。")
    return told


def why_not_reminded(evaluation: Evaluation, actor: User) -> str:
    """Return why a unit is not reminded when `actor` asks, empty when it is."""
    if not set(ASKING) & roles_of(actor, evaluation.department):
        return "您在该单位没有催报的权限。"
    if not evaluation.is_editable:
        return f"自评现为“{evaluation.get_status_display()}”，已经送审。"
    if evaluation.notices.filter(occasion=_today()).exists():
        return "今天已经催报过。"
    return "" if nearest(evaluation, people_by_place(Role.PREPARER)) else "该单位没有填报人，请先设置岗位。"


def mark_seen(notice: Notice) -> None:
    """Put a notice away."""
    notice.seen_at = notice.seen_at or clock.now()
    notice.save(update_fields=["seen_at"])


def _near(today: date) -> Iterable[Evaluation]:
    due = Greatest("cycle__due_on", Coalesce("extended_to", "cycle__due_on"))
    first, last = today - timedelta(days=deadlines.FORGOTTEN), today - timedelta(days=min(deadlines.MILESTONES))
    found = Evaluation.objects.editable().annotate(last_day=due).filter(last_day__range=(first, last))
    return found.select_related("department", "cycle").order_by("pk").iterator(chunk_size=500)


def _remind_of_deadline(evaluation: Evaluation, today: date, preparers: dict[str, list[User]]) -> bool:
    reached = deadlines.milestone(evaluation.due_on, today)
    people = nearest(evaluation, preparers)
    if reached is None or not people or today < evaluation.cycle.opens_on:
        return False
    occasion = f"{evaluation.due_on:%Y-%m-%d}{reached:+d}"
    if evaluation.notices.filter(occasion=occasion).exists():
        return False
    said = deadlines.wording(evaluation.due_on, today)
    text = f"{evaluation}{said}（截止日期{evaluation.due_on:%Y-%m-%d}），请抓紧填报并送审。"
    return bool(tell(evaluation, people, occasion, text, None))


@transaction.atomic
def tell(evaluation: Evaluation, people: list[User], occasion: str, text: str, actor: User | None) -> int:
    """Write the notices and the log; nothing when somebody has just done so."""
    Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if evaluation.notices.filter(occasion=occasion).exists():
        return 0
    now = clock.now()
    Notice.objects.bulk_create(
        Notice(evaluation=evaluation, user=user, occasion=occasion, text=text[:300], created_at=now) for user in people
    )
    audit.record(evaluation, actor=actor, action="evaluation.remind", comment=text)
    return len(people)


def _today() -> str:
    return f"asked {clock.today():%Y-%m-%d}"


def people_by_place(role: str) -> dict[str, list[User]]:
    """Return who holds a role, by the path of their unit."""
    found: dict[str, list[User]] = {}
    rows = Membership.objects.filter(role=role, user__is_active=True)
    for row in rows.select_related("user", "department"):
        found.setdefault(row.department.path, []).append(row.user)
    return found


def nearest(evaluation: Evaluation, people: dict[str, list[User]]) -> list[User]:
    """Return the people of the unit itself, or else of the nearest one above it."""
    parts = evaluation.department.path.rstrip("/").split("/")
    above = ("/".join(parts[:count]) + "/" for count in range(len(parts), 0, -1))
    return next((people[path] for path in above if path in people), [])
