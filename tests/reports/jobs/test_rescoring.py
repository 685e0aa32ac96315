import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from departments.models import Evaluation
from indicators.services.rounds import differences
from reports.jobs import request_rescoring, resume_abandoned
from reports.jobs.leases import LeaseLost, claim, reach
from reports.models import Job
from tests.factories import make_cycle, make_member
from tests.indicators.rounds import make_round, sign, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Do what waits for the commit, in which tests never end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_round_is_scored_again_by_the_worker_who_tells_how_far_it_is(on_commit):
    cycle, person = make_round(3), make_member()
    sign(Evaluation.objects.earliest("pk"))

    with on_commit():
        job = request_rescoring(cycle, actor=person)

    job.refresh_from_db()
    assert (job.status, job.progress) == (Job.Status.DONE, 100)
    assert job.messages == [
        "2022年度可以重新计分的自评共2份，从第1份开始。",
        "重新计分完成，2份自评的得分有变化，新旧得分和依据已记入审计日志。",
    ]
    assert job.reached == Evaluation.objects.latest("pk").pk
    assert [comparison.is_signed for comparison in differences(cycle)] == [True]


def test_round_without_evaluations_is_done_at_once(on_commit):
    with on_commit():
        job = request_rescoring(make_cycle(), actor=None)

    job.refresh_from_db()
    assert job.status == Job.Status.DONE


def test_rescoring_under_way_is_not_asked_for_twice():
    cycle = make_cycle()

    assert request_rescoring(cycle, actor=None) == request_rescoring(cycle, actor=make_member())


def test_abandoned_rescoring_is_taken_up_where_it_was_left(on_commit):
    cycle = make_round(3)
    first, *_ = Evaluation.objects.order_by("pk")
    before = state_of(cycle)[0]
    Job.objects.create(
        kind="rescore",
        cycle=cycle,
        status="running",
        attempts=1,
        reached=first.pk,
        requested_at=timezone.now(),
        lease_until=timezone.now(),
    )

    with on_commit():
        [job] = resume_abandoned()

    job.refresh_from_db()
    assert job.messages[0].endswith("从第2份开始。")
    assert job.status == Job.Status.DONE
    assert [comparison.evaluation for comparison in differences(cycle)] == [first]
    assert state_of(cycle)[0] != before


def test_worker_that_was_given_up_cannot_keep_its_place():
    cycle = make_cycle()
    slow = claim(request_rescoring(cycle, actor=None).pk)
    Job.objects.update(attempts=2)

    with pytest.raises(LeaseLost):
        reach(slow, 50, 7)

    assert Job.objects.get().reached == 0


@pytest.mark.parametrize(
    "fields",
    [pytest.param({}, id="neither"), pytest.param({"kind": "preview"}, id="a preview of a round")],
)
def test_job_is_about_the_right_thing(fields):
    values = {"kind": "rescore", "requested_at": timezone.now()} | fields
    values |= {"cycle": make_cycle()} if fields else {}

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**values)
