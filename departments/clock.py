"""The business clock: what services take for now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("business_time", default=None)


def now() -> datetime:
    """Return the present moment, or the one that `at` has set."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """Return the present day in local time."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the services inside play at `moment`: the demo happens in May 2023."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
