"""Knowing who else works on the same section: told by the open pages, forgotten a minute after they fall silent."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from .. import clock
from ..models import Evaluation, Presence, User

FRESH = timedelta(seconds=60)


@dataclass(frozen=True)
class Others:
    """Who else has the same page open (`here`), or another page of the same section (`near`)."""

    here: tuple[User, ...]
    near: tuple[User, ...]


def others_present(evaluation: Evaluation, user: User, section: str, path: str) -> Others:
    """Return who else is there now, each person once."""
    rows = _fresh().filter(evaluation=evaluation, section=section).exclude(user=user).select_related("user")
    paths: dict[User, set[str]] = {}
    for row in rows.order_by("user__full_name", "user"):
        paths.setdefault(row.user, set()).add(row.path)
    here = tuple(person for person, opened in paths.items() if path in opened)
    return Others(here, tuple(person for person in paths if person not in here))


def note_presence(evaluation: Evaluation, user: User, section: str, path: str) -> None:
    """Note that `user` has the page open, and forget those whose pages are silent."""
    forget_absent()
    known = Presence.objects.filter(evaluation=evaluation, user=user, path=path)
    if known.update(at=clock.now(), section=section):
        return
    try:
        with transaction.atomic():
            Presence.objects.create(evaluation=evaluation, user=user, section=section, path=path, at=clock.now())
    except IntegrityError:
        known.update(at=clock.now())


def end_presence(evaluation: Evaluation, user: User, path: str) -> None:
    """Forget that `user` had the page open."""
    Presence.objects.filter(evaluation=evaluation, user=user, path=path).delete()


def forget_absent() -> int:
    """Forget everybody whose page has been silent for a minute; return how many."""
    return Presence.objects.filter(at__lt=clock.now() - FRESH).delete()[0]


def _fresh() -> QuerySet[Presence]:
    return Presence.objects.filter(at__gte=clock.now() - FRESH)
