"""Keeping what reading back has shown: a difference is an alarm until it is gone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from departments import audit

from ..models import Delivery
from .fetching import Unreadable
from .leases import keep
from .pauses import pause_after
from .reading_back import differences

PATIENCE = 2
"""How often a portal may not answer before that is an alarm: it may still be taking in what it got."""
WATCHED = timedelta(days=7)
"""After how long a page that was right is read once more: somebody may have changed or lost it."""


def verify(delivery: Delivery) -> None:
    """Compare the portal with what was handed over to it."""
    checks = 1 if delivery.state == Delivery.State.VERIFIED and not delivery.reason else delivery.checks + 1
    try:
        found = differences(delivery)
    except Unreadable as failure:
        _differs(delivery, checks, str(failure), is_alarm=checks > PATIENCE)
        return
    if found:
        _differs(delivery, checks, "\n".join(found), is_alarm=True)
    else:
        _verified(delivery, checks)


@transaction.atomic
def _verified(delivery: Delivery, checks: int) -> None:
    again = timezone.now() + WATCHED
    is_news = delivery.state != Delivery.State.VERIFIED
    if keep(delivery, state=Delivery.State.VERIFIED, checks=checks, reason="", next_attempt=again) and is_news:
        audit.record(delivery, actor=None, action="delivery.verify")


@transaction.atomic
def _differs(delivery: Delivery, checks: int, reason: str, *, is_alarm: bool) -> None:
    state = Delivery.State.DIFFERS if is_alarm else delivery.state
    if keep(delivery, state=state, checks=checks, reason=reason, next_attempt=_later(checks)) and (
        (is_alarm and reason != delivery.reason) or state != delivery.state
    ):
        audit.record(delivery, actor=None, action="delivery.differ", comment=reason)


def _later(checks: int) -> datetime:
    return timezone.now() + max(pause_after(checks), timedelta(minutes=1))
