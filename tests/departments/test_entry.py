from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from departments import clock
from departments.models import Cycle, Evaluation
from departments.services import why_locked

ROUND = {"year": 2022, "opens_on": date(2023, 3, 1), "due_on": date(2023, 6, 30)}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("draft", ""),
        ("returned", ""),
        ("submitted", "自评现为“审核中”，不能修改，锁定至审核人退回为止。如需修改，请联系审核人。"),
        ("approved", "自评现为“已审核”，不能修改，锁定至审核人退回为止。如需修改，请联系审核人。"),
        ("published", "自评现为“已公开”，不能修改，锁定至发布人办理更正为止。如需修改，请联系发布人。"),
    ],
)
def test_a_lock_says_why_and_until_when(status, reason):
    assert why_locked(Evaluation(status=status, cycle=Cycle(**ROUND))) == reason


OVER = "不能修改和送审，锁定至办理延期为止。如需继续填报，请联系管理员办理延期。"


@pytest.mark.parametrize(
    ("closes", "extended_to", "day", "reason"),
    [
        pytest.param(True, None, 30, "", id="last day"),
        pytest.param(True, None, 31, f"2022年度填报已于2023-06-30截止，{OVER}", id="day after"),
        pytest.param(False, None, 31, "", id="a round that does not close"),
        pytest.param(True, date(2023, 7, 2), 32, "", id="last day of the extension"),
        pytest.param(True, date(2023, 7, 2), 33, f"延期已于2023-07-02到期，{OVER}", id="extension is over"),
    ],
)
def test_a_round_may_close_at_its_deadline(closes, extended_to, day, reason):
    evaluation = Evaluation(status="draft", cycle=Cycle(**ROUND, closes=closes), extended_to=extended_to)
    today = datetime.fromordinal(date(2023, 6, 1).toordinal() + day - 1).replace(tzinfo=ZoneInfo("Asia/Shanghai"))

    with clock.at(today):
        assert why_locked(evaluation) == reason


def test_an_extension_is_never_shorter_than_the_round():
    evaluation = Evaluation(cycle=Cycle(**ROUND), extended_to=date(2023, 6, 1))

    assert evaluation.due_on == date(2023, 6, 30)
