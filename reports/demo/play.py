"""The demo from an empty database to the published edition, on the days in May 2023 on which it happened."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from departments import clock
from departments.models import Department, Evaluation, Role, User
from departments.workflow import Status
from indicators.services import record_goal_approval, start_evaluation
from reports.models import DisclosureReview, Edition
from reports.services import approve, publish_now, review_disclosure, submit

from .content import content
from .enter import enter, practise
from .organise import organise
from .people import settle

_CHINA = ZoneInfo("Asia/Shanghai")
ENTERED = datetime(2023, 5, 26, 16, 20, tzinfo=_CHINA)
APPROVED = datetime(2023, 5, 29, 15, 5, tzinfo=_CHINA)
PUBLISHED = datetime(2023, 5, 30, 10, 36, tzinfo=_CHINA)


class DemoRefused(Exception):
    """The database holds data that are not the demo's."""


@dataclass(frozen=True)
class Outcome:
    """What the demo has led to."""

    score: str
    grade: str
    html: Path
    pdf: Path


def play() -> Outcome:
    """Play the demo, or find it played already.

    Raises:
        DemoRefused: the database is not empty and not the demo's.
    """
    evaluation = Evaluation.objects.filter(department__code=content()["department"]["code"]).first() or _enter()
    edition = evaluation.editions.order_by("number").first() or _publish(evaluation)
    folder = settings.PUBLIC_ROOT / edition.folder
    return Outcome(f"{edition.score:.2f}", edition.grade, folder / "index.html", folder / "report.pdf")


@transaction.atomic
def _enter() -> Evaluation:
    if User.objects.exists() or Department.objects.exists():
        raise DemoRefused("数据库中已有其他数据，未载入演示数据。请换用空数据库（环境变量 DATABASE_URL）后重试。")
    with clock.at(ENTERED):
        stage = organise()
        people = settle(stage)
        evaluation = start_evaluation(stage.office, stage.cycle, actor=people[Role.ADMINISTRATOR])
        enter(evaluation, actor=people[Role.PREPARER])
        record_goal_approval(evaluation, **content()["approval"], actor=people[Role.PREPARER])
        practice = start_evaluation(stage.practice, stage.present_cycle, actor=people[Role.ADMINISTRATOR])
        practise(practice, actor=people[Role.PREPARER])
        submit(evaluation, actor=people[Role.PREPARER])
    return evaluation


def _publish(evaluation: Evaluation) -> Edition:
    """Take the steps that are left; a demo that was interrupted goes on where it stopped."""
    reviewer, publisher = (User.objects.get(username=name) for name in ("shenhe", "fabu"))
    evaluation.refresh_from_db()
    if evaluation.status == Status.SUBMITTED:
        with clock.at(APPROVED):
            approve(evaluation, actor=reviewer)
    with clock.at(PUBLISHED):
        review_disclosure(evaluation, conclusion=DisclosureReview.Conclusion.PROACTIVE, actor=publisher)
        return publish_now(evaluation, actor=publisher)
