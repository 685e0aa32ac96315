"""The day of the 决算批复 is stored, and the twenty days for publication that count from it are watched."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import clock
from departments.models import AccountsApproval, AuditEntry, Notice
from departments.services import remind_of_publication, save_approval
from reports import services
from reports.models import DisclosureReview
from tests.factories import make_member
from tests.pages import text_of

APPROVED, DUE = date(2023, 5, 30), date(2023, 6, 19)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def approval(stage):
    made = AccountsApproval(evaluation=stage.evaluation, approved_on=APPROVED, number="东财决〔2023〕15号")
    return save_approval(made, actor=stage.publisher)


@pytest.fixture
def send(client, stage):
    def send(**said):
        client.force_login(stage.publisher)
        return client.post(reverse("reports:accounts_approval", args=[stage.evaluation.pk]), said, follow=True)

    return send


def home_of(client, person):
    client.force_login(person)
    return text_of(client.get("/"))


def test_approval_is_entered_and_logged_with_who_and_when(send, stage):
    page = text_of(send(approved_on="2023-05-29", number="东财决〔2023〕15号"))

    assert "2023-06-18" in page
    approval = AccountsApproval.objects.get(evaluation=stage.evaluation)
    assert (approval.approved_on, approval.number) == (date(2023, 5, 29), "东财决〔2023〕15号")
    assert (approval.entered_by, approval.entered_at) == (stage.publisher, clock.now())
    entry = AuditEntry.objects.get(action="accountsapproval.add")
    assert entry.evaluation == stage.evaluation


def test_wrong_day_is_put_right_and_the_log_keeps_both(send, approval):
    send(approved_on="2023-05-28")

    approval.refresh_from_db()
    assert (approval.approved_on, approval.due_on) == (date(2023, 5, 28), date(2023, 6, 17))
    assert AuditEntry.objects.get(action="accountsapproval.change").changes["approved_on"] == [
        "2023-05-30",
        "2023-05-28",
    ]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        pytest.param("2023-05-31", "不能晚于今天", id="a day to come"),
        pytest.param("2022-12-31", "在年度结束后批复", id="before the year was over"),
        pytest.param("昨天", "日期无法识别", id="no day"),
        pytest.param("", "请填写决算批复日期", id="nothing"),
    ],
)
def test_day_that_cannot_be_is_refused(send, day, message):
    assert message in text_of(send(approved_on=day))
    assert not AccountsApproval.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(APPROVED, "还有20天截止", id="the first day"),
        pytest.param(DUE, "今天截止", id="the last day"),
        pytest.param(DUE + timedelta(days=3), "已逾期3天", id="overdue"),
    ],
)
def test_publisher_sees_how_many_days_are_left_or_how_late_it_is(client, stage, approval, day, said):
    with clock.at(noon(day)):
        page = home_of(client, stage.publisher)

    assert f"公开期限2023-06-19，{said}" in page


def test_round_shows_until_when_it_has_to_become_public(client, stage, approval):
    client.force_login(stage.administrator)
    with clock.at(noon(DUE + timedelta(days=3))):
        page = text_of(client.get(reverse("reports:round", args=[stage.evaluation.cycle.year])))

    assert "公开期限 2023-06-19 已逾期 3 天" in page


def test_publication_ends_the_watch_and_says_that_it_was_in_time(client, stage, approval):
    stage.published()

    assert "公开期限" not in home_of(client, stage.publisher)
    page = text_of(client.get(reverse("reports:evaluation", args=[stage.evaluation.pk])))
    assert "公开期限 2023-06-19" in page
    assert "已按期公开" in page


def test_late_publication_stays_late(client, stage, approval):
    stage.approved()
    with clock.at(noon(DUE + timedelta(days=2))):
        services.review_disclosure(
            stage.evaluation, actor=stage.publisher, conclusion=DisclosureReview.Conclusion.PROACTIVE, reason=""
        )
        services.publish_now(stage.evaluation, actor=stage.publisher)
        client.force_login(stage.publisher)
        page = text_of(client.get(reverse("reports:evaluation", args=[stage.evaluation.pk])))

    assert "逾期2天公开" in page


def test_publishers_are_reminded_at_each_milestone_once_until_it_is_public(client, stage, approval):
    counts = []
    for days in (-20, -7, -6, -1, 1):
        with clock.at(noon(DUE + timedelta(days=days))):
            counts.append(remind_of_publication())
            assert remind_of_publication() == 0

    assert counts == [0, 1, 0, 1, 1]
    assert set(Notice.objects.values_list("user", flat=True)) == {stage.publisher.pk}
    texts = list(Notice.objects.order_by("pk").values_list("text", flat=True))
    assert "还有7天截止" in texts[0]
    assert "已逾期1天" in texts[-1]
    stage.approved()
    assert "已逾期1天" in home_of(client, stage.publisher)


def test_reminder_of_publication_goes_when_the_report_is_public(client, stage, approval):
    with clock.at(noon(DUE - timedelta(days=7))):
        remind_of_publication()
        assert Notice.objects.shown_to(stage.publisher).count() == 1
        stage.published()

        assert Notice.objects.shown_to(stage.publisher).count() == 0
        assert remind_of_publication() == 0


@pytest.mark.parametrize(("role", "status"), [("preparer", 403), ("reviewer", 403), ("administrator", 200)])
def test_only_publishers_and_administrators_enter_it(client, stage, role, status):
    client.force_login(make_member(role, stage.evaluation.department))

    assert client.get(reverse("reports:accounts_approval", args=[stage.evaluation.pk])).status_code == status
