"""A publication that is planned: made at once, public at its time, and stopped by any signatory until then."""

import shutil
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from departments import clock
from departments.models import Evaluation, Role
from departments.workflow import Status
from reports import services
from reports.editions.folders import move
from reports.editions.reconcile import reconcile
from reports.models import Edition, Job, Schedule
from reports.services import ScheduleRefused
from tests.factories import make_member
from tests.pages import text_of
from tests.reports.stage import BUSINESS_DAY

pytestmark = [pytest.mark.files, pytest.mark.pdf]

DUE = BUSINESS_DAY + timedelta(days=2)


class Killed(BaseException):
    """What nobody catches, as nobody catches a kill."""


@pytest.fixture
def planned(stage):
    stage.reviewed()
    return services.schedule_publication(stage.evaluation, at=DUE, actor=stage.publisher)


def test_files_wait_outside_the_public_root_and_are_public_at_their_time(stage, planned, settings):
    assert (planned.folder / "report.pdf").is_file()
    assert not planned.folder.is_relative_to(settings.PUBLIC_ROOT)
    assert services.publish_due() == []
    assert (stage.reload().status, Edition.objects.count()) == (Status.APPROVED, 0)

    made = {path.name: path.read_bytes() for path in planned.folder.iterdir()}
    with clock.at(DUE):
        (edition,) = services.publish_due()

    public = settings.PUBLIC_ROOT / edition.folder
    assert {path.name: path.read_bytes() for path in public.iterdir()} == made
    assert (edition.published_at, edition.published_by, edition.status) == (DUE, stage.publisher, "current")
    assert stage.reload().status == Status.PUBLISHED
    planned.refresh_from_db()
    assert planned.status == Schedule.Status.DONE
    assert not planned.folder.exists()
    with clock.at(DUE):
        assert services.publish_due() == []
    call_command("verify_editions")


def test_sweep_publishes_what_is_due_and_clears_what_nobody_waits_for(stage, planned, capsys):
    (planned.folder.parent / "scheduled-left").mkdir()

    with clock.at(DUE):
        call_command("sweep", "--stale-after", "0")

    assert "到时公开 1 个" in capsys.readouterr().out
    assert Edition.objects.current().count() == 1
    assert not (planned.folder.parent / "scheduled-left").exists()


def test_waiting_files_are_not_cleared(planned):
    reconcile(stale_after=timedelta(0))

    assert (planned.folder / "report.pdf").is_file()


def test_a_full_disk_lets_it_wait_for_the_next_sweep(stage, planned, monkeypatch):
    monkeypatch.setattr("reports.services.publication.move", Mock(side_effect=OSError(28, "No space left")))
    with clock.at(DUE):
        assert services.publish_due() == []
    monkeypatch.undo()
    planned.refresh_from_db()
    assert planned.is_waiting

    with clock.at(DUE):
        assert len(services.publish_due()) == 1


def test_a_kill_before_the_commit_loses_no_file(stage, planned, monkeypatch, settings):
    def move_and_die(folder, target):
        move(folder, target)
        raise Killed

    monkeypatch.setattr("reports.services.publication.move", move_and_die)
    with clock.at(DUE), pytest.raises(Killed):
        services.publish_due()
    monkeypatch.undo()
    assert list(settings.PUBLIC_ROOT.glob("2022/*/1/manifest.json"))

    with clock.at(DUE):
        call_command("sweep", "--stale-after", "0", verbosity=0)

    assert Edition.objects.current().count() == 1
    assert not list(planned.folder.parent.glob("scheduled-*"))
    call_command("verify_editions")


def test_while_it_waits_nothing_else_is_published(stage, planned):
    with pytest.raises(services.Blocked, match="已定于2023-06-01 10:36公开"):
        services.publish_now(stage.evaluation, actor=stage.publisher)
    with clock.at(DUE), pytest.raises(services.Blocked, match="已定于2023-06-01 10:36公开"):
        services.publish_now(stage.evaluation, actor=stage.publisher)


def test_files_that_are_gone_end_it_with_a_reason(stage, planned):
    shutil.rmtree(planned.folder)

    with clock.at(DUE):
        assert services.publish_due() == []

    planned.refresh_from_db()
    assert planned.status == Schedule.Status.FAILED
    assert "已不在暂存目录" in planned.reason
    assert stage.reload().status == Status.APPROVED


def test_an_evaluation_that_has_changed_is_not_published(stage, planned):
    Evaluation.objects.filter(pk=stage.evaluation.pk).update(version=99)

    with clock.at(DUE):
        assert services.publish_due() == []

    planned.refresh_from_db()
    assert planned.status == Schedule.Status.FAILED
    assert planned.reason
    assert not planned.folder.exists()
    assert not Edition.objects.exists()


def test_what_stands_against_it_at_its_time_stops_it(stage, planned):
    stage.evaluation.department.is_active = False
    stage.evaluation.department.save()

    with clock.at(DUE):
        assert services.publish_due() == []

    planned.refresh_from_db()
    assert "已停用" in planned.reason
    assert stage.reload().status == Status.APPROVED


@pytest.mark.parametrize("signatory", ["preparer", "reviewer", "publisher"])
def test_every_signatory_stops_it_with_a_reason(client, stage, planned, signatory):
    client.force_login(getattr(stage, signatory))
    address = reverse("reports:publish_stop", args=[stage.evaluation.pk])
    assert address in client.get(reverse("reports:evaluation", args=[stage.evaluation.pk])).content.decode()

    assert "请填写理由" in text_of(client.post(address, {"based_on": 1, "reason": ""}))
    page = client.post(address, {"based_on": 1, "reason": "数据有误"}, follow=True)

    assert "已停止定时公开" in text_of(page)
    with clock.at(DUE):
        assert services.publish_due() == []
    planned.refresh_from_db()
    assert (planned.status, planned.reason) == (Schedule.Status.STOPPED, "数据有误")
    assert not planned.folder.exists()
    last = stage.evaluation.history.first()
    assert (last.action, last.comment, last.actor) == (
        "evaluation.stop",
        "数据有误",
        getattr(stage, signatory),
    )
    assert client.get(address).status_code == 404


def test_others_cannot_stop_it(client, stage, planned):
    another = make_member(Role.REVIEWER, stage.evaluation.department.parent)
    for person in (stage.auditor, stage.administrator, another):
        client.force_login(person)
        assert client.get(reverse("reports:publish_stop", args=[stage.evaluation.pk])).status_code == 403


def test_what_is_public_cannot_be_stopped(stage, planned):
    with clock.at(DUE):
        services.publish_due()

    with pytest.raises(ScheduleRefused, match="已公开"):
        services.stop_publication(planned, actor=stage.publisher, reason="太晚")


def test_publisher_plans_it_on_the_page(client, stage, settings, django_capture_on_commit_callbacks):
    stage.reviewed()
    client.force_login(stage.publisher)
    address = reverse("reports:publish", args=[stage.evaluation.pk])
    typed = {"based_on": stage.reload().version}

    near = timezone.localtime(BUSINESS_DAY + timedelta(hours=settings.COOLING_OFF_HOURS - 1))
    refused = text_of(client.post(address, typed | {"at": f"{near:%Y-%m-%dT%H:%M}"}))
    assert "定时公开须至少提前24小时办理，请选择2023-05-31 10:36以后的时间" in refused
    assert "请按“年-月-日 时:分”填写时间" in text_of(client.post(address, typed | {"at": "明天"}))
    assert not Job.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        job = client.post(address, typed | {"at": "2023-06-01T10:36"})

    assert "定于2023-06-01 10:36公开" in text_of(client.get(job["Location"]))
    assert Schedule.objects.get().due_at == DUE
    page = text_of(client.get(address))
    assert "定于 2023-06-01 10:36 公开" in page
    assert "文件已生成，尚未公开" in page
