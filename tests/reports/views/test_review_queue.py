"""The queue: until when each stage decides, and that a long one costs as much as a short one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import clock
from departments.models import Cycle, Department, Evaluation, Role
from departments.stages import Stage, as_stored
from indicators.models import Scorecard
from reports.models import Remark
from tests.factories import handed_in, make_department, make_evaluation, make_member, make_user
from tests.pages import text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

QUEUE = reverse("reports:review_queue")
MONDAY = datetime(2023, 7, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def unit():
    return make_department("11", parent=make_department("1"))


def waiting_since(evaluation, moment, days):
    """Hand an evaluation in: its only stage has `days` days from `moment`."""
    stages = as_stored([Stage("财政复核", department=evaluation.department_id, days=days)])
    values = handed_in(evaluation.department, make_user())
    Evaluation.objects.filter(pk=evaluation.pk).update(**values | {"stages": stages, "stage_since": moment})
    return Evaluation.objects.get(pk=evaluation.pk)


@pytest.fixture
def waiting(client, unit):
    """An evaluation that has to be decided on within five days."""
    evaluation = waiting_since(make_evaluation(unit), MONDAY, 5)
    client.force_login(make_member(Role.REVIEWER, unit))
    return evaluation


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param(3, "2023-07-08 还有 2 天", id="in time"),
        pytest.param(5, "2023-07-08 今天截止", id="the last day"),
        pytest.param(7, "2023-07-08 已逾期 2 天", id="late"),
    ],
)
def test_queue_desk_and_home_say_until_when_the_stage_decides(client, waiting, days, said):
    with clock.at(MONDAY + timedelta(days=days)):
        queue, desk, home = (client.get(page) for page in (QUEUE, reverse("reports:review", args=[waiting.pk]), "/"))

    assert said in text_of(queue)
    assert f"{days} 天" in text_of(queue)
    assert f"财政复核审核期限 {said}" in text_of(desk).replace("，", " ").replace("  ", " ")
    assert "审核期限2023-07-08" in text_of(home)
    assert ('class="overdue">审核期限' in home.content.decode()) == (days > 5)


def test_stage_without_a_limit_says_so(client, waiting):
    waiting_since(waiting, MONDAY, None)

    assert "未设" in text_of(client.get(QUEUE))
    assert "送审" in text_of(client.get("/"))


def test_each_stage_counts_from_the_day_on_which_it_received_the_report(waiting):
    Evaluation.objects.filter(pk=waiting.pk).update(stage_since=MONDAY + timedelta(days=30))

    assert f"{Evaluation.objects.get(pk=waiting.pk).review_due_on}" == "2023-08-07"


def test_limit_of_the_round_is_fixed_by_the_submission(waiting):
    Cycle.objects.update(stages=as_stored([Stage("财政复核", days=90)]))

    assert f"{Evaluation.objects.get(pk=waiting.pk).review_due_on}" == "2023-07-08"


def test_what_is_open_for_changes_has_no_limit(unit):
    assert make_evaluation(unit).review_due_on is None


def grow(first, model, last):
    """Add evaluations that wait like `model` does, as rows alone, each with a remark."""
    names = [f"q{number}" for number in range(first, last)]
    top = model.department.parent
    units = Department.objects.bulk_create(
        Department(code=name, name=name, short_name=name, kind="street", parent=top, path=f"{top.path}{name}/")
        for name in names
    )
    fields = {name: getattr(model, name) for name in HANDED_IN}
    rows = Evaluation.objects.bulk_create(Evaluation(department=unit, cycle=model.cycle, **fields) for unit in units)
    Scorecard.objects.bulk_create(Scorecard(evaluation=row, scheme=model.scorecard.scheme) for row in rows)
    Remark.objects.bulk_create(
        Remark(evaluation=row, submission=1, author=row.submitted_by, text="请补充", written_at=MONDAY) for row in rows
    )


HANDED_IN = ("status", "submitted_by", "submitted_at", "submissions", "stages", "stage_department", "stage_since")


def test_questions_do_not_grow_with_the_queue(client, waiting):
    grow(0, waiting, 9)
    few = queries_of(client, QUEUE)

    grow(9, waiting, 2999)

    assert (few, queries_of(client, QUEUE)) == (9, 9)
    assert client.get(QUEUE).context["page"].paginator.count == 3000
