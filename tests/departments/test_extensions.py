"""One unit gets more time; the log says who gave it and why."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import clock
from departments.models import Cycle, Evaluation, Role
from departments.services import ExtensionRefused, Locked, extend_deadline, open_for_entry
from tests.factories import make_department, make_evaluation, make_member
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def late():
    """A round that has closed on the last day of June; it is the first of July."""
    evaluation = make_evaluation()
    Cycle.objects.update(closes=True)
    with clock.at(datetime(2023, 7, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk)


@pytest.fixture
def administrator():
    return make_member(Role.ADMINISTRATOR)


def test_extension_opens_a_closed_unit_until_its_last_day(late, administrator):
    with pytest.raises(Locked, match="已于2023-06-30截止"):
        open_for_entry(late)

    extend_deadline(late, until=date(2023, 7, 5), reason="系统停电", actor=administrator)

    assert open_for_entry(late).due_on == date(2023, 7, 5)
    with (
        clock.at(datetime(2023, 7, 6, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai"))),
        pytest.raises(Locked, match="延期已于2023-07-05到期"),
    ):
        open_for_entry(late)


def test_extension_concerns_one_unit_only(late, administrator):
    other = make_evaluation(make_department("102"))
    extend_deadline(late, until=date(2023, 7, 5), reason="系统停电", actor=administrator)

    with pytest.raises(Locked):
        open_for_entry(other)


def test_extension_is_in_the_log_with_who_why_and_the_days(late, administrator):
    extend_deadline(late, until=date(2023, 7, 5), reason=" 系统停电 ", actor=administrator)

    entry = late.history.first()
    assert (entry.action, entry.actor, entry.comment) == ("evaluation.extend", administrator, "系统停电")
    assert entry.changes["extended_to"] == [None, "2023-07-05"]


@pytest.mark.parametrize(
    ("until", "reason", "message"),
    [
        (date(2023, 6, 30), "停电", "应晚于年度任务的截止日期2023-06-30"),
        (date(2023, 7, 5), "  ", "请填写延期理由"),
    ],
)
def test_extension_without_sense_is_refused(late, administrator, until, reason, message):
    with pytest.raises(ExtensionRefused, match=message):
        extend_deadline(late, until=until, reason=reason, actor=administrator)

    late.refresh_from_db()
    assert late.extended_to is None


def test_extension_into_the_past_is_refused(late, administrator):
    with (
        clock.at(datetime(2023, 7, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))),
        pytest.raises(ExtensionRefused, match="延期日期已过"),
    ):
        extend_deadline(late, until=date(2023, 7, 5), reason="停电", actor=administrator)


def test_only_an_administrator_of_the_unit_extends(late):
    for actor in (make_member(), make_member(Role.ADMINISTRATOR, make_department("102"))):
        with pytest.raises(ExtensionRefused, match="没有办理延期的权限"):
            extend_deadline(late, until=date(2023, 7, 5), reason="停电", actor=actor)


def test_what_is_filed_needs_no_extension(late, administrator):
    Evaluation.objects.update(status="submitted", submitted_at=clock.now(), submitted_by=administrator)

    with pytest.raises(ExtensionRefused, match="自评现为“审核中”，不需要延期"):
        extend_deadline(late, until=date(2023, 7, 5), reason="停电", actor=administrator)


def test_administrator_extends_on_screen_and_the_unit_reads_it(client, late, administrator):
    address = reverse("reports:extend", args=[late.pk])
    client.force_login(administrator)

    response = client.post(address, {"until": "2023-07-05", "reason": "系统停电"}, follow=True)

    assert "已延期至2023-07-05" in text_of(response)
    client.force_login(make_member())
    page = text_of(client.get(reverse("reports:evaluation", args=[late.pk])))
    assert "2023-07-05" in page
    assert "已延期，理由：系统停电" in page


def test_screen_names_what_is_missing_and_keeps_what_was_typed(client, late, administrator):
    client.force_login(administrator)

    response = client.post(reverse("reports:extend", args=[late.pk]), {"until": "", "reason": "系统停电"})

    assert "请填写延期日期。" in text_of(response)
    assert "系统停电" in response.content.decode()
    late.refresh_from_db()
    assert late.extended_to is None


def test_screen_tells_a_refusal_with_its_status(client, late, administrator):
    client.force_login(administrator)

    response = client.post(reverse("reports:extend", args=[late.pk]), {"until": "2023-06-01", "reason": "系统停电"})

    assert response.status_code == 409
    assert "应晚于年度任务的截止日期" in text_of(response)
