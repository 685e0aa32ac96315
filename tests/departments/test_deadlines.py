from datetime import date, timedelta

import pytest

from departments.deadlines import milestone, wording

DUE = date(2023, 6, 30)


@pytest.mark.parametrize(
    ("days", "reached"),
    [
        (-30, None),
        (-8, None),
        (-7, -7),
        (-4, -7),
        (-3, -3),
        (-1, -1),
        (0, -1),
        (1, 1),
        (6, 1),
        (7, 7),
        (15, 15),
        (30, 15),
        (31, None),
    ],
)
def test_latest_milestone_is_the_one_that_counts(days, reached):
    assert milestone(DUE, DUE + timedelta(days=days)) == reached


@pytest.mark.parametrize(("days", "words"), [(-7, "还有7天截止"), (0, "今天截止"), (2, "已逾期2天")])
def test_time_is_told_in_days(days, words):
    assert wording(DUE, DUE + timedelta(days=days)) == words
