"""A whole round at once: what stands against each is said before, each fares for itself, all can be stopped."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from departments import clock
from departments.models import AuditEntry, Evaluation, Role, User
from departments.workflow import Status
from reports import services
from reports.jobs import BatchUnderWay, resume_abandoned, start_batch, stop_batch
from reports.jobs import tasks as performing
from reports.jobs.files import result_file
from reports.jobs.tasks import perform
from reports.models import Batch, Edition, Job, Schedule
from tests.factories import make_department, make_member
from tests.pages import text_of
from tests.queries import queries_of
from tests.reports import rows
from tests.reports.stage import BUSINESS_DAY, ready_copy, set_stage

pytestmark = [pytest.mark.pdf, pytest.mark.files, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(db):
    """A round with three units, each ready to be published, and somebody who publishes for all of them."""
    with clock.at(BUSINESS_DAY):
        if not _kept:
            made = set_stage().reviewed()
            for number in range(2):
                ready_copy(made.evaluation, number)
            publisher = make_member(Role.PUBLISHER, made.evaluation.department.parent)
            _kept.extend((made, publisher.pk, rows.take()))
        else:
            rows.put(_kept[2])
        yield _kept[0].fresh()


_kept = []


@pytest.fixture
def publisher(stage, client):
    user = User.objects.get(pk=_kept[1])
    client.force_login(user)
    return user


@pytest.fixture
def ready(stage, publisher):
    found = Evaluation.objects.filter(status=Status.APPROVED).select_related("department", "cycle")
    return sorted(found, key=lambda one: one.pk)


@pytest.fixture
def no_worker(monkeypatch):
    """Let jobs wait until a test does them."""
    monkeypatch.setattr(type(perform), "enqueue", lambda self, pk: None)


def address(stage):
    return reverse("reports:batch_start", args=[stage.evaluation.cycle.year])


def ask(client, stage, kind, evaluations, **more):
    sent = {"kind": kind, "unit": [one.department_id for one in evaluations]} | more
    return client.post(address(stage), sent, follow=True)


def fared(batch):
    """Return how each unit fared, by code."""
    return {job.evaluation.department.code: (job.status, job.conclusions) for job in batch.jobs.exclude(kind="pack")}


def statuses(batch):
    return [job.status for job in batch.jobs.order_by("pk")]


def test_every_reason_against_each_unit_is_told_and_nothing_becomes_public(client, stage, ready):
    ready[1].duties.all().delete()
    services.review_disclosure(ready[1], actor=_publisher_of(ready[1]), conclusion="withheld", reason="含个人信息")

    page = text_of(ask(client, stage, "guard", ready))

    batch = Batch.objects.get()
    told = fared(batch)
    assert told[ready[0].department.code] == ("done", ["可以公开。"])
    status, reasons = told[ready[1].department.code]
    assert status == "failed"
    assert reasons[0] == "暂不能公开，原因如下："
    assert {"尚未填写主要职责，请逐项补充。", "信息公开审查结论为“不予公开”，不能在网站公开。理由：含个人信息"} <= set(
        reasons
    )
    assert "公开其中可以公开的2个单位" in page
    assert all(reason in page for reason in reasons)
    assert not Edition.objects.exists()


def _publisher_of(evaluation):
    return evaluation.department.memberships.get(role=Role.PUBLISHER).user


def test_those_that_can_be_are_published_and_one_failure_stops_no_other(client, stage, ready, monkeypatch):
    ask(client, stage, "guard", ready)
    make = performing.publish_now
    broken = ready[1].pk

    def publish(evaluation, **options):
        if evaluation.pk == broken:
            raise OSError(28, "设备上没有空间")
        return make(evaluation, **options)

    monkeypatch.setattr(performing, "publish_now", publish)

    page = text_of(client.post(reverse("reports:batch_publish", args=[Batch.objects.get().pk]), follow=True))

    batch = Batch.objects.get(kind="publish")
    assert statuses(batch) == ["done", "failed", "done"]
    assert sorted(Edition.objects.values_list("evaluation", flat=True)) == sorted({one.pk for one in ready} - {broken})
    assert "文件未能写入（设备上没有空间）" in page
    assert "已办理 3 / 3 个单位" in page


def test_whole_round_is_planned_for_a_time_and_each_unit_may_still_stop_its_own(client, stage, ready):
    ask(client, stage, "guard", ready)
    address = reverse("reports:batch_publish", args=[Batch.objects.get().pk])
    due = timezone.localtime(clock.now() + timedelta(days=2)).replace(second=0, microsecond=0)

    too_soon = text_of(client.post(address, {"at": f"{due - timedelta(days=1, hours=12):%Y-%m-%dT%H:%M}"}, follow=True))
    assert "定时公开须至少提前24小时办理" in too_soon
    assert "请按“年-月-日 时:分”填写时间" in text_of(client.post(address, {"at": "明天"}, follow=True))
    assert not Batch.objects.filter(kind="publish").exists()

    page = text_of(client.post(address, {"at": f"{due:%Y-%m-%dT%H:%M}"}, follow=True))

    assert f"定于{due:%Y-%m-%d %H:%M}公开" in page
    assert set(Schedule.objects.values_list("due_at", "status")) == {(due, "waiting")}
    assert not Edition.objects.exists()
    services.stop_publication(Schedule.objects.first(), actor=_publisher_of(ready[0]), reason="数据有误")
    with clock.at(due):
        assert len(services.publish_due()) == len(ready) - 1


def test_guard_is_asked_again_for_each_when_it_is_published(client, stage, ready):
    ask(client, stage, "guard", ready)
    ready[0].duties.all().delete()

    client.post(reverse("reports:batch_publish", args=[Batch.objects.get().pk]))

    status, reasons = fared(Batch.objects.get(kind="publish"))[ready[0].department.code]
    assert status == "failed"
    assert "尚未填写主要职责，请逐项补充。" in reasons
    assert stage.reload().status == Status.APPROVED


def test_administrator_who_is_no_publisher_is_told_so_for_each_unit(client, stage, ready):
    client.force_login(stage.administrator)

    ask(client, stage, "guard", ready[:1])

    [(status, reasons)] = fared(Batch.objects.get()).values()
    assert status == "failed"
    assert any("权限" in reason for reason in reasons)


def test_published_unit_and_one_being_published_are_left_out_with_the_reason(stage, ready, publisher, no_worker):
    services.publish_now(ready[0], actor=publisher)
    Job.objects.create(evaluation=ready[1], kind="publish", requested_by=publisher, requested_at=ready[1].approved_at)

    batch = start_batch(ready[0].cycle, Job.Kind.PUBLISH, ready, actor=publisher)

    told = fared(batch)
    assert told[ready[0].department.code] == ("failed", ["报告已公开，无需再次公开。"])
    assert told[ready[1].department.code] == ("failed", ["该单位的同一事项正在办理，未列入本批。"])
    assert told[ready[2].department.code] == ("waiting", [])


def test_done_twice_by_two_workers_a_unit_is_published_once(stage, ready, publisher, no_worker):
    batch = start_batch(ready[0].cycle, Job.Kind.PUBLISH, ready, actor=publisher)

    for job in [*batch.jobs.all(), *batch.jobs.all()]:
        perform.call(job.pk)

    assert statuses(batch) == ["done"] * 3
    assert Edition.objects.count() == 3


def test_stopped_batch_leaves_what_nobody_has_begun(client, stage, ready, publisher, no_worker):
    batch = start_batch(ready[0].cycle, Job.Kind.PUBLISH, ready, actor=publisher)
    perform.call(batch.jobs.order_by("pk").first().pk)

    page = text_of(client.post(reverse("reports:batch_stop", args=[batch.pk]), follow=True))
    for job in batch.jobs.all():
        perform.call(job.pk)

    assert statuses(batch) == ["done", "stopped", "stopped"]
    assert Edition.objects.count() == 1
    assert not Schedule.objects.exists()
    assert "已停止，2个单位不再办理" in page
    assert "本批已停止，未办理。" in page
    assert AuditEntry.objects.get(action="batch.halt").comment == "2个单位未办理"


def test_same_thing_is_not_started_twice_for_a_round(client, stage, ready, publisher, no_worker):
    batch = start_batch(ready[0].cycle, Job.Kind.GUARD, ready, actor=publisher)

    with pytest.raises(BatchUnderWay, match="核对公开条件尚未完成"):
        start_batch(ready[0].cycle, Job.Kind.GUARD, ready, actor=publisher)
    assert "尚未完成" in text_of(ask(client, stage, "guard", ready))
    stop_batch(batch, actor=publisher)
    assert start_batch(ready[0].cycle, Job.Kind.GUARD, ready, actor=publisher)


def test_round_is_checked_again(client, stage, ready):
    ask(client, stage, "check", ready, scope="all")

    batch = Batch.objects.get()
    assert statuses(batch) == ["done"] * 3
    assert all("深度校验完成" in messages[-1] for _, messages in fared(batch).values())


def test_round_is_exported_into_one_file_published_ones_as_they_are_public(client, stage, ready, publisher, settings):
    edition = services.publish_now(ready[0], actor=publisher)

    page = text_of(ask(client, stage, "export", ready))
    answer = client.get(reverse("reports:batch_file", args=[Batch.objects.get().pk]))

    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    public, draft = (f"{one.department.code}-{one.department.name}" for one in ready[:2])
    assert {name for name in archive.namelist() if name.startswith(f"{public}/")} == {
        f"{public}/{name}" for name in ("report.pdf", "report.docx", "tables.xlsx", "data.json")
    }
    assert {f"{draft}/草稿-report.pdf", f"{draft}/草稿-report.docx", f"{draft}/草稿-tables.xlsx"} <= set(
        archive.namelist()
    )
    assert archive.read(f"{public}/report.pdf") == (settings.PUBLIC_ROOT / edition.folder / "report.pdf").read_bytes()
    assert archive.testzip() is None
    assert "已打包3个单位的报告" in page


def test_export_whose_last_worker_died_is_packed_by_sweep(stage, ready, publisher, no_worker, monkeypatch):
    services.publish_now(ready[0], actor=publisher)
    batch = start_batch(ready[0].cycle, Job.Kind.EXPORT, ready[:1], actor=publisher)
    with monkeypatch.context() as patch:
        patch.setattr(performing, "packing_of", lambda batch: None)
        perform.call(batch.jobs.get().pk)

    resume_abandoned()

    packing = batch.jobs.get(kind="pack")
    perform.call(packing.pk)
    assert result_file(packing).is_file()
    perform.call(packing.pk)
    assert batch.jobs.filter(kind="pack").count() == 1


def test_results_are_found_by_status_and_taken_away(client, stage, ready):
    ready[1].duties.all().delete()
    ask(client, stage, "guard", ready)
    address = reverse("reports:batch", args=[Batch.objects.get().pk])

    found = client.get(address, {"status": "failed"}).context["page"]
    table = b"".join(client.get(address, {"status": "failed", "export": "csv"}).streaming_content).decode("utf-8-sig")

    assert [job.evaluation for job in found] == [ready[1]]
    assert "尚未填写主要职责" in table
    assert ready[0].department.name + "," not in table


def test_unit_without_an_evaluation_is_named_and_a_strangers_unit_refused(client, stage, ready, publisher):
    top = publisher.memberships.get().department
    empty = make_department("z1", "未开启的单位", parent=top)
    foreign = make_department("y1", "外区单位")

    page = text_of(ask(client, stage, "guard", [], unit=[empty.pk, ready[0].department_id]))
    ask(client, stage, "guard", [], unit=[foreign.pk])

    assert "有1个单位还没有开启自评，未列入本批。" in page
    assert Batch.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"kind": "publish"}, {"kind": "guard", "unit": "x"}, {"kind": "rescore"}])
def test_order_that_makes_no_sense_starts_nothing(client, stage, ready, sent):
    assert client.post(address(stage), sent, follow=True).status_code == 200
    assert not Batch.objects.exists()


def test_batch_is_shown_to_who_started_it_and_the_administrator(client, stage, ready, publisher):
    ask(client, stage, "guard", ready)
    address = reverse("reports:batch", args=[Batch.objects.get().pk])

    client.force_login(stage.reviewer)
    assert client.get(address).status_code == 404
    assert client.post(reverse("reports:batch_stop", args=[Batch.objects.get().pk])).status_code == 404


def test_page_asks_the_same_whatever_the_number_of_units(client, stage, ready, publisher, no_worker):
    small = start_batch(ready[0].cycle, Job.Kind.GUARD, ready[:1], actor=publisher)
    large = start_batch(ready[0].cycle, Job.Kind.CHECK, ready, actor=publisher)

    asked = [queries_of(client, reverse("reports:batch", args=[batch.pk])) for batch in (small, large)]

    assert asked[0] == asked[1]
