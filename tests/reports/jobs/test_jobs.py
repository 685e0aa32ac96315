from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from departments.workflow import Status
from reports import services
from reports.jobs import request_preview, request_publication, resume_abandoned
from reports.jobs.files import preview_file
from reports.jobs.leases import LeaseLost, claim, finish, report
from reports.jobs.resume import GIVEN_UP, MOST_ATTEMPTS
from reports.jobs.tasks import perform
from reports.models import Edition, Job

LONG_AGO = timedelta(hours=1)


def make_job(stage, kind=Job.Kind.PREVIEW, **fields):
    values = {"requested_by": stage.publisher, "requested_at": timezone.now(), "lease_until": timezone.now()}
    return Job.objects.create(evaluation=stage.evaluation, kind=kind, **(values | fields))


def running(stage, attempts=1, *, lapsed=True, kind=Job.Kind.PREVIEW):
    lease = timezone.now() - LONG_AGO if lapsed else timezone.now() + LONG_AGO
    return make_job(stage, kind, status=Job.Status.RUNNING, attempts=attempts, lease_until=lease)


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Do what waits for the commit, in which tests never end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.mark.pdf
@pytest.mark.files
def test_publication_is_done_by_the_worker_and_tells_how_far_it_is(stage, on_commit):
    stage.reviewed()

    with on_commit():
        job = request_publication(stage.reload(), actor=stage.publisher)
        assert job.status == Job.Status.WAITING

    job.refresh_from_db()
    assert (job.status, job.progress, job.attempts) == (Job.Status.DONE, 100, 1)
    assert job.messages[-1] == "第1版已公开。"
    assert "正在排版 PDF。" in job.messages
    assert job.finished_at is not None
    assert stage.reload().status == Status.PUBLISHED
    assert Edition.objects.get().published_by == stage.publisher


@pytest.mark.pdf
@pytest.mark.files
def test_preview_leaves_a_pdf(stage, on_commit):
    with on_commit():
        job = request_preview(stage.evaluation, actor=stage.reviewer)

    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert preview_file(job).read_bytes().startswith(b"%PDF-")


def test_work_under_way_is_not_asked_for_twice(stage):
    first = request_preview(stage.evaluation, actor=stage.reviewer)

    assert request_preview(stage.evaluation, actor=stage.preparer) == first


def test_database_refuses_a_second_job_of_the_same_kind(stage):
    make_job(stage)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_job(stage)


def test_blocked_publication_makes_no_job(stage):
    stage.approved()

    with pytest.raises(services.Blocked):
        request_publication(stage.reload(), actor=stage.publisher)

    assert not Job.objects.exists()


def test_what_blocks_meanwhile_is_told_in_full(stage):
    stage.approved()
    job = make_job(stage, Job.Kind.PUBLISH)

    perform.call(job.pk)

    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert job.messages[-2:] == ["未公开，原因如下：", "尚未对本次审核通过的内容进行信息公开审查，请先填写审查结论。"]


@pytest.mark.pdf
def test_killed_renderer_is_told_and_the_job_can_be_repeated(stage, settings, on_commit):
    stage.reviewed()
    settings.RENDER_TIMEOUT = 0.001
    with on_commit():
        failed = request_publication(stage.reload(), actor=stage.publisher)
    failed.refresh_from_db()
    assert failed.status == Job.Status.FAILED
    assert "排版超过" in failed.messages[-1]

    settings.RENDER_TIMEOUT = 60
    with on_commit():
        again = request_publication(stage.reload(), actor=stage.publisher)

    again.refresh_from_db()
    assert again.status == Job.Status.DONE


@pytest.mark.files
def test_disk_that_cannot_be_written_is_told(stage, settings):
    settings.STAGING_ROOT.parent.mkdir(parents=True, exist_ok=True)
    settings.STAGING_ROOT.write_text("a file where a folder should be")
    stage.reviewed()
    job = make_job(stage, Job.Kind.PUBLISH)

    perform.call(job.pk)

    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert "请管理员检查磁盘空间和目录权限" in job.messages[-1]
    assert stage.reload().status == Status.APPROVED


@pytest.mark.pdf
@pytest.mark.files
def test_repeated_after_success_it_only_writes_the_pages(stage, settings):
    stage.published()
    job = running(stage, kind=Job.Kind.PUBLISH)
    (settings.PUBLIC_ROOT / "index.html").unlink()

    perform.call(job.pk)

    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert Edition.objects.count() == 1
    assert (settings.PUBLIC_ROOT / "index.html").is_file()


@pytest.mark.parametrize("status", [Job.Status.DONE, Job.Status.FAILED])
def test_finished_job_is_not_done_again(stage, status):
    job = make_job(stage, status=status, finished_at=timezone.now())

    assert claim(job.pk) is None


def test_job_is_done_by_one_worker_at_a_time(stage):
    job = make_job(stage)

    first, second = claim(job.pk), claim(job.pk)

    assert first is not None
    assert second is None


def test_lapsed_lease_lets_another_worker_in(stage):
    job = running(stage)

    assert claim(job.pk).attempts == 2


def test_reporting_renews_the_lease(stage):
    job = claim(make_job(stage).pk)
    Job.objects.update(lease_until=timezone.now() - LONG_AGO)

    report(job, 40, "正在排版 PDF。")

    stored = Job.objects.get()
    assert stored.lease_until > timezone.now()
    assert (stored.progress, stored.messages) == (40, ["正在排版 PDF。"])


def test_worker_that_was_given_up_cannot_report_or_finish(stage):
    slow = claim(running(stage).pk)
    Job.objects.update(lease_until=timezone.now() - LONG_AGO)
    claim(slow.pk)

    with pytest.raises(LeaseLost):
        report(slow, 90, "正在公开。")
    with pytest.raises(LeaseLost):
        finish(slow, Job.Status.DONE)


@pytest.mark.pdf
@pytest.mark.files
def test_worker_that_was_given_up_cannot_publish(stage, settings):
    stage.reviewed()
    slow = claim(make_job(stage, Job.Kind.PUBLISH).pk)

    def lose_the_lease(percent, message):
        if percent == 90:
            Job.objects.update(attempts=2)
            report(slow, percent, message)

    with pytest.raises(LeaseLost):
        services.publish_now(stage.reload(), actor=stage.publisher, report=lose_the_lease)

    assert stage.reload().status == Status.APPROVED
    assert not settings.PUBLIC_ROOT.exists()


@pytest.mark.pdf
@pytest.mark.files
def test_abandoned_job_is_taken_up_again(stage):
    stage.reviewed()
    job = running(stage, kind=Job.Kind.PUBLISH)

    assert resume_abandoned() == [job]

    job.refresh_from_db()
    assert (job.status, job.attempts) == (Job.Status.DONE, 2)
    assert stage.reload().status == Status.PUBLISHED


def test_job_that_nobody_ever_took_is_enqueued_again(stage):
    job = make_job(stage, Job.Kind.PUBLISH, lease_until=timezone.now() - LONG_AGO)

    assert resume_abandoned() == [job]

    job.refresh_from_db()
    assert job.attempts == 1


def test_job_with_a_live_worker_is_left_alone(stage):
    running(stage, lapsed=False)

    assert resume_abandoned() == []


def test_job_that_keeps_dying_ends_with_a_message(stage):
    job = running(stage, attempts=MOST_ATTEMPTS)

    resume_abandoned()

    job.refresh_from_db()
    assert (job.status, job.messages[-1]) == (Job.Status.FAILED, GIVEN_UP)
