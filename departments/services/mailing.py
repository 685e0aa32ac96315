"""Sending notices by mail, outside any transaction: a slow mail server keeps nobody waiting."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.utils import timezone

from ..models import Notice
from ..models.notice import NoticeQuerySet

AT_ONCE = 200
MOST_ATTEMPTS = 5
PAUSE = timedelta(minutes=10)
SUBJECT = "部门整体支出绩效自评催报通知"

logger = logging.getLogger(__name__)


def mail_notices() -> int:
    """Send what has not been sent; one that fails is tried again after a pause, five times. Return how many went.

    A notice is claimed before it is sent, so that two that run at once do not send it twice.
    """
    if not settings.MAIL_ENABLED:
        return 0
    waiting = list(_waiting().select_related("user", "evaluation")[:AT_ONCE])
    if not waiting:
        return 0
    connection = get_connection()
    try:
        connection.open()
        return sum(_send(notice, connection) for notice in waiting if _claim(notice))
    except (SMTPException, OSError):
        logger.exception("The mail server cannot be reached.")
        return 0
    finally:
        connection.close()


def _waiting() -> NoticeQuerySet:
    due = Q(mail_after=None) | Q(mail_after__lt=timezone.now())
    unsent = Notice.objects.filter(due, mailed_at=None, seen_at=None, mail_attempts__lt=MOST_ATTEMPTS)
    return unsent.exclude(user__email="").order_by("pk")


def _claim(notice: Notice) -> bool:
    free = _waiting().filter(pk=notice.pk, mail_attempts=notice.mail_attempts).order_by()
    again = timezone.now() + PAUSE
    return bool(
        Notice.objects.filter(pk__in=free.values("pk")).update(mail_attempts=F("mail_attempts") + 1, mail_after=again)
    )


def _send(notice: Notice, connection: object) -> bool:
    body = f"{notice.user}，您好：\n\n{notice.text}\n{_link(notice)}\n本邮件由系统自动发出，请勿回复。\n"
    message = EmailMessage(SUBJECT, body, to=[notice.user.email], connection=connection)  # type: ignore[arg-type]
    try:
        message.send()
    except (SMTPException, OSError):
        logger.exception("Notice %s could not be mailed.", notice.pk)
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())
    return True


def _link(notice: Notice) -> str:
    return f"\n{settings.SITE_URL}/evaluations/{notice.evaluation_id}/\n" if settings.SITE_URL else ""
