"""One filled-in evaluation with the people around it, brought to where a test begins, through the services."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from departments import clock
from departments.models import Department, Evaluation, Role, User
from departments.services.organisation import add_department
from indicators.services import start_evaluation
from reports import services
from reports.demo.enter import enter
from reports.demo.organise import organise
from reports.demo.people import settle
from reports.models import DisclosureReview, Edition, IndexNumber
from tests.factories import make_member
from tests.reports import rows

BUSINESS_DAY = datetime(2023, 5, 30, 10, 36, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True)
class Stage:
    """The evaluation of the demo, and who works on it."""

    evaluation: Evaluation
    other: Department
    preparer: User
    reviewer: User
    publisher: User
    administrator: User
    auditor: User

    def reload(self) -> Evaluation:
        """Return the evaluation as it is stored now."""
        return Evaluation.objects.select_related("department", "cycle").get(pk=self.evaluation.pk)

    def fresh(self) -> "Stage":
        """Return the same rows as the database has them now."""
        people = (self.preparer, self.reviewer, self.publisher, self.administrator, self.auditor)
        return Stage(
            self.reload(), Department.objects.get(pk=self.other.pk), *(User.objects.get(pk=one.pk) for one in people)
        )

    def second_reviewer(self) -> User:
        """Return another reviewer of the unit, for a second stage."""
        return make_member(Role.REVIEWER, self.evaluation.department)

    def changed(self) -> "Stage":
        """Let the unit change something, as a resubmission demands."""
        Evaluation.objects.filter(pk=self.evaluation.pk).update(head=f"负责人{self.reload().version}")
        return self

    def submitted(self) -> "Stage":
        services.submit(self.evaluation, actor=self.preparer)
        return self

    def approved(self) -> "Stage":
        services.approve(self.submitted().evaluation, actor=self.reviewer)
        return self

    def reviewed(self, conclusion=DisclosureReview.Conclusion.PROACTIVE, reason="") -> "Stage":
        """Approve and review for disclosure: ready to publish."""
        services.review_disclosure(
            self.approved().evaluation, actor=self.publisher, conclusion=conclusion, reason=reason
        )
        return self

    def published(self) -> Edition:
        return services.publish_now(self.reviewed().evaluation, actor=self.publisher)

    def corrected(self, reason="补充说明") -> Edition:
        """Publish once more, after a correction."""
        services.correct(self.reload(), actor=self.publisher, reason=reason)
        return self.published()


def set_stage() -> Stage:
    """Return everything up to the completely filled-in draft.

    The first call of a run goes through the services; later ones on the same business day put its rows back.
    """
    if Department.objects.exists():
        return _fill_in()
    day = clock.today()
    if day not in _kept:
        _kept[day] = _fill_in(), rows.take()
    else:
        rows.put(_kept[day][1])
    return _kept[day][0].fresh()


def ready_copy(model: Evaluation, number: int, publisher: User | None = None) -> Evaluation:
    """Return the same evaluation of another unit, ready to be published, by one of its own when nobody is named."""
    own = model.department
    department = Department(
        code=f"b{number}", name=f"{own.name}{number}", short_name=own.short_name, kind=own.kind, index_code=f"b{number}"
    )
    department.parent = own.parent
    department = add_department(department, actor=None)
    preparer, reviewer = (make_member(role, department) for role in (Role.PREPARER, Role.REVIEWER))
    signed_by = make_member(Role.PUBLISHER, department, publisher)
    enter(start_evaluation(department, model.cycle, actor=None), actor=preparer)
    evaluation = Evaluation.objects.get(department=department)
    services.submit(evaluation, actor=preparer)
    services.approve(evaluation, actor=reviewer)
    services.review_disclosure(evaluation, actor=signed_by, conclusion="proactive", reason="")
    return Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk)


_kept = {}


def _fill_in() -> Stage:
    places = organise()
    people = settle(places)
    evaluation = start_evaluation(places.office, places.cycle, actor=None)
    enter(evaluation, actor=people[Role.PREPARER])
    return Stage(
        Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk),
        places.practice,
        *(people[role] for role in (Role.PREPARER, Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.AUDITOR)),
    )


def make_edition(evaluation: Evaluation, number: int = 1, **fields) -> Edition:
    """Return an edition as a row alone, for what only asks the database."""
    user = User.objects.first() or User.objects.create_user("publisher-of-rows")
    IndexNumber.objects.get_or_create(
        evaluation=evaluation,
        defaults={
            "department": evaluation.department,
            "year": evaluation.cycle.year + 1,
            "serial": 1,
            "text": f"t-{evaluation.pk}",
        },
    )
    review = DisclosureReview.objects.create(
        evaluation=evaluation, conclusion="proactive", reviewed_by=user, reviewed_at=clock.now(), evaluation_version=1
    )
    folder = f"{evaluation.cycle.year}/{evaluation.department.code}/{number}"
    values = {"title": f"{evaluation.department.name}{evaluation.cycle.year}年度报告", "snapshot": {}, "score": 96}
    values |= {"grade": "优", "published_at": BUSINESS_DAY, "published_by": user, "review": review, "folder": folder}
    return Edition.objects.create(evaluation=evaluation, number=number, **(values | fields))
