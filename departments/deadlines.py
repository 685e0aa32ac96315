"""When a unit is reminded of its deadline (催报). Pure: days in, milestones out.

>>> milestone(date(2023, 6, 30), date(2023, 6, 24))
-7
>>> wording(date(2023, 6, 30), date(2023, 7, 3))
'已逾期3天'
"""

from datetime import date, timedelta

MILESTONES = (-7, -3, -1, 1, 7, 15)
"""Days from the deadline; each is a reminder of its own. After a fortnight people have to talk."""

FORGOTTEN = 30
PUBLISHED_WITHIN = 20
"""Days within which what the finance department has approved (决算批复) becomes public: 预算法 art. 14."""


def publication_due(approved_on: date) -> date:
    """Return the last day for publication; the day of the approval does not count (民法典 art. 201).

    >>> publication_due(date(2023, 5, 30))
    datetime.date(2023, 6, 19)
    """
    return approved_on + timedelta(days=PUBLISHED_WITHIN)


def milestone(due_on: date, today: date) -> int | None:
    """Return the latest milestone that has been reached, None before the first one and a month after the deadline.

    Somebody who was not reminded in time, because nothing ran, gets the latest reminder only.
    """
    passed = (today - due_on).days
    return max((days for days in MILESTONES if days <= passed <= FORGOTTEN), default=None)


def wording(due_on: date, today: date) -> str:
    """Say how long there is, or how late it is."""
    left = (due_on - today).days
    if left < 0:
        return f"已逾期{-left}天"
    return f"还有{left}天截止" if left else "今天截止"
