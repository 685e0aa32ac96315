import pytest

from departments.models import Evaluation
from departments.services import why_locked


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("draft", ""),
        ("returned", ""),
        ("submitted", "自评现为“审核中”，不能修改。如需修改，请联系审核人退回。"),
        ("approved", "自评现为“已审核”，不能修改。如需修改，请联系审核人退回。"),
        ("published", "自评现为“已公开”，不能修改。如需修改，请联系发布人办理更正。"),
    ],
)
def test_a_lock_says_why_and_who_can_lift_it(status, reason):
    assert why_locked(Evaluation(status=status)) == reason
