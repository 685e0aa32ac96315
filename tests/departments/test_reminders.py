"""People are reminded before and after the deadline, once each: on their first page, and by a real mail server."""

from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from departments import clock
from departments.models import AuditEntry, Evaluation, Notice, Role
from departments.services import ReminderRefused, mail_notices, remind, remind_due
from tests.factories import make_department, make_evaluation, make_member, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

DUE = date(2023, 6, 30)


def on(day):
    return clock.at(datetime(day.year, day.month, day.day, 8, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def preparer(evaluation):
    return make_member(user=make_user("li", "李填报", email="li@example.org"))


class Mailbox:
    """What a mail server has taken in; it refuses those it is told to."""

    def __init__(self):
        self.messages, self.refused = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


class AnyPort(Controller):
    """A server on a port that the operating system gives."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def factory(self):
        return SMTP(self.handler)


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    server = AnyPort(box, hostname="127.0.0.1", port=0)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_ENABLED = "127.0.0.1", server.port, True
    settings.SITE_URL = "https://jx.example.gov.cn"
    yield box
    server.stop()


def test_every_milestone_reminds_once(evaluation, preparer):
    for days in range(-10, 40):
        with on(DUE + timedelta(days=days)):
            remind_due()
            remind_due()

    texts = list(Notice.objects.order_by("pk").values_list("text", flat=True))
    assert [text.split("年度自评")[1].split("（")[0] for text in texts] == [
        "还有7天截止",
        "还有3天截止",
        "还有1天截止",
        "已逾期1天",
        "已逾期7天",
        "已逾期15天",
    ]
    assert AuditEntry.objects.filter(action="evaluation.remind", evaluation=evaluation).count() == 6


def test_an_extension_has_reminders_of_its_own(evaluation, preparer):
    Evaluation.objects.update(extended_to=DUE + timedelta(days=10), extension_reason="停电")

    with on(DUE):
        assert remind_due() == 0
    with on(DUE + timedelta(days=3)):
        assert remind_due() == 1

    assert "还有7天截止（截止日期2023-07-10）" in Notice.objects.get().text


def test_who_has_filed_is_not_reminded(evaluation, preparer):
    Evaluation.objects.update(status="submitted", submitted_at=timezone.now(), submitted_by=preparer)

    with on(DUE):
        assert remind_due() == 0


def test_unit_without_own_people_reminds_the_nearest_above(preparer):
    office = make_evaluation(make_department("101-1", parent=make_department("101")))

    with on(DUE):
        remind_due()

    assert Notice.objects.get(evaluation=office).user == preparer


def test_people_who_have_left_are_not_reminded(evaluation, preparer):
    preparer.is_active = False
    preparer.save()

    with on(DUE):
        assert remind_due() == 0


def test_sweep_reminds_and_mails_once(evaluation, preparer, mailbox):
    with on(DUE - timedelta(days=1)):
        for _ in range(2):
            call_command("sweep", stdout=(output := StringIO()))

    assert "催报 0 个单位，发出邮件 0 封" in output.getvalue()
    [(to, mail)] = mailbox.messages
    assert to == ["li@example.org"]
    assert mail["Subject"] == "部门整体支出绩效自评催报通知"
    body = mail.get_content()
    assert "李填报，您好" in body
    assert "还有1天截止（截止日期2023-06-30）" in body
    assert f"https://jx.example.gov.cn/evaluations/{evaluation.pk}/" in body


def test_refused_mail_does_not_keep_others_back_and_is_tried_again(evaluation, preparer, mailbox):
    make_member(user=make_user("wang", email="wang@example.org"))
    mailbox.refused = {"li@example.org"}
    with on(DUE):
        remind_due()

    assert (mail_notices(), mail_notices()) == (1, 0)
    mailbox.refused = set()
    Notice.objects.update(mail_after=timezone.now() - timedelta(seconds=1))
    assert mail_notices() == 1
    assert [to for to, _ in mailbox.messages] == [["wang@example.org"], ["li@example.org"]]


def test_mail_that_always_fails_is_given_up(evaluation, preparer, mailbox):
    mailbox.refused = {"li@example.org"}
    with on(DUE):
        remind_due()
    for _ in range(7):
        mail_notices()
        Notice.objects.update(mail_after=None)

    assert Notice.objects.get().mail_attempts == 5


def test_a_server_that_cannot_be_reached_loses_nothing(evaluation, preparer, mailbox, settings):
    right, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with on(DUE):
        remind_due()
    assert mail_notices() == 0

    settings.EMAIL_PORT = right
    assert mail_notices() == 1


def test_without_a_server_or_an_address_the_notice_stands_on_screen(client, evaluation, preparer, mailbox, settings):
    settings.MAIL_ENABLED = False
    with on(DUE):
        remind_due()
    assert mail_notices() == 0
    client.force_login(preparer)

    assert "今天截止" in text_of(client.get(reverse("home")))


def test_notice_is_put_away_by_its_own_person(client, evaluation, preparer):
    with on(DUE):
        remind_due()
    notice = Notice.objects.get()
    seen = reverse("departments:notice_seen", args=[notice.pk])
    client.force_login(make_member(Role.REVIEWER))
    assert client.post(seen).status_code == 404

    client.force_login(preparer)
    page = client.post(seen, follow=True)

    assert "今天截止" not in text_of(page)
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_notice_goes_when_the_unit_has_filed(client, evaluation, preparer):
    with on(DUE):
        remind_due()
    Evaluation.objects.update(status="submitted", submitted_at=timezone.now(), submitted_by=preparer)
    client.force_login(preparer)

    assert "今天截止" not in text_of(client.get(reverse("home")))


def test_supervisor_asks_once_a_day(evaluation, preparer):
    reviewer = make_member(Role.REVIEWER)
    with on(DUE):
        assert remind(evaluation, actor=reviewer, text="请于明日前送审。") == 1
        with pytest.raises(ReminderRefused, match="今天已经催报过"):
            remind(evaluation, actor=reviewer)
    with on(DUE + timedelta(days=1)):
        assert remind(evaluation, actor=reviewer) == 1

    assert evaluation.history.first().actor == reviewer
    assert Notice.objects.last().text == "请于明日前送审。"


def test_nobody_else_asks(evaluation, preparer):
    with pytest.raises(ReminderRefused, match="没有催报的权限"):
        remind(evaluation, actor=preparer)


def test_unit_without_people_cannot_be_reminded(evaluation):
    with pytest.raises(ReminderRefused, match="该单位没有填报人"):
        remind(evaluation, actor=make_member(Role.REVIEWER))
