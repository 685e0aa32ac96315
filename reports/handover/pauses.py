"""How long to wait before something is tried again. Pure."""

from datetime import timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
DAILY = timedelta(days=1)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after a failed attempt, the first being 1: ever longer, in the end a day.

    >>> [pause_after(attempt).total_seconds() / 60 for attempt in (1, 2, 7)]
    [1.0, 5.0, 1440.0]
    """
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else DAILY
