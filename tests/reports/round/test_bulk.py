"""One step for many units: what would be skipped is said before, then a job does it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, Cycle, Evaluation, Membership, Notice, Role
from reports.bulk import Order, Unit, why_not_opened
from reports.jobs import BulkUnderWay, request_bulk, resume_abandoned
from reports.jobs.leases import claim
from reports.models import Job
from tests.factories import make_department, make_evaluation, make_member
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/round/2022/bulk/"


@pytest.fixture(autouse=True)
def june():
    with clock.at(datetime(2023, 6, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture
def units():
    """A district with three units: two being filled in, of which one has nobody; one not opened."""
    top = make_department("1", "某区")
    units = [make_department(code, f"第{code}街道", parent=top) for code in ("11", "12", "13")]
    make_evaluation(units[0]), make_evaluation(units[1])
    make_member(Role.PREPARER, units[0])
    return units


@pytest.fixture
def administrator(client, units):
    user = make_member(Role.ADMINISTRATOR, units[0].parent)
    client.force_login(user)
    return user


def keys(units):
    return [unit.pk for unit in units]


def ask(client, step, units, **more):
    return client.post(ADDRESS, {"step": step, "unit": keys(units)} | more)


def told(response):
    taken = [unit.department.code for unit in response.context["taken"]]
    return taken, {unit.department.code: reason for unit, reason in response.context["left"]}


def done(django_capture_on_commit_callbacks, client, step, units, **more):
    with django_capture_on_commit_callbacks(execute=True):
        response = ask(client, step, units, confirmed="on", **more)
    assert response.status_code == 302
    return Job.objects.get()


def test_preview_names_what_would_be_skipped_and_why(client, units, administrator):
    taken, left = told(ask(client, "remind", units))

    assert taken == ["11"]
    assert left == {"12": "该单位没有填报人，请先设置岗位。", "13": "还没有开启自评。"}
    assert not Notice.objects.exists()


def test_units_that_cannot_be_opened_are_named_with_the_reason(client, units, administrator):
    units[2].is_active = False
    units[2].save()
    make_member(Role.REVIEWER, units[0].parent, administrator)
    Membership.objects.filter(user=administrator, role=Role.ADMINISTRATOR).update(department=units[0])
    fourth = make_department("14", "第14街道", parent=units[0].parent)

    _, left = told(ask(client, "open", [units[0], fourth]))

    assert left == {"11": "已经开启。", "14": "您在该单位没有开启自评的权限。"}
    assert why_not_opened(Unit(units[2], Cycle.objects.get(), None), administrator) == "单位已停用。"


def test_confirmed_step_is_done_by_a_job_that_tells_what_it_skipped(
    client, units, administrator, django_capture_on_commit_callbacks
):
    job = done(django_capture_on_commit_callbacks, client, "remind", units)

    assert job.status == Job.Status.DONE
    assert job.messages == [
        "跳过 第12街道：该单位没有填报人，请先设置岗位。",
        "跳过 第13街道：还没有开启自评。",
        "催报办理完成：办理1个单位，跳过2个。",
    ]
    assert Notice.objects.get().evaluation.department == units[0]
    assert client.get(reverse("reports:job", args=[job.pk])).status_code == 200


def test_evaluations_are_opened_for_all_that_match(client, units, administrator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADDRESS, {"step": "open", "scope": "all", "q": "街道", "confirmed": "on"})

    assert response.status_code == 302
    assert Evaluation.objects.filter(department=units[2]).exists()
    assert Job.objects.get().messages[-1] == "开启自评办理完成：办理1个单位，跳过2个。"


def test_deadline_is_extended_for_many(client, units, administrator, django_capture_on_commit_callbacks):
    done(django_capture_on_commit_callbacks, client, "extend", units, until="2023-07-10", reason="系统停电")

    extended = Evaluation.objects.filter(extended_to=date(2023, 7, 10), extension_reason="系统停电")
    assert extended.count() == 2


def test_many_are_returned_with_one_reason(client, stage, django_capture_on_commit_callbacks):
    stage.submitted()
    client.force_login(stage.reviewer)
    address = f"/round/{stage.evaluation.cycle.year}/bulk/"
    order = {"step": "return", "unit": [stage.evaluation.department_id], "reason": "请统一补充佐证材料。"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, order | {"confirmed": "on"})

    assert stage.reload().status == "returned"
    assert stage.reload().return_reason == "请统一补充佐证材料。"


def test_many_are_approved_and_what_blocks_is_said_before(client, stage, django_capture_on_commit_callbacks):
    stage.submitted()
    client.force_login(stage.reviewer)
    address = f"/round/{stage.evaluation.cycle.year}/bulk/"
    order = {"step": "approve", "unit": [stage.evaluation.department_id]}
    assert told(client.post(address, order)) == ([stage.evaluation.department.code], {})
    stage.evaluation.problems.all().delete()
    stage.evaluation.duties.all().delete()
    [reason] = told(client.post(address, order))[1].values()
    assert reason == "尚未填写主要职责，请逐项补充。"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, order | {"confirmed": "on"})

    assert stage.reload().status == "submitted"
    assert "跳过1个" in Job.objects.get().messages[-1]


def test_approval_takes_as_many_as_can_be_checked(client, units, administrator):
    top = units[0].parent
    many = [make_department(f"m{number}", parent=top) for number in range(51)]

    response = ask(client, "approve", many)

    assert response.status_code == 302
    assert "审核通过每次最多选50个单位" in text_of(client.get("/round/2022/"))


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"step": "remind"}, "请至少勾选一个单位。"),
        ({"unit": "1"}, "请选择要办理的事项。"),
        ({"step": "delete", "unit": "1"}, "所选内容已不在可选范围内"),
    ],
)
def test_incomplete_order_is_sent_back(client, units, administrator, sent, message):
    response = client.post(ADDRESS, sent, follow=True)

    assert message in text_of(response)
    assert not Job.objects.exists()


@pytest.mark.parametrize(("step", "message"), [("return", "请填写退回的理由。"), ("extend", "请填写延期日期。")])
def test_missing_reason_or_day_is_asked_for(client, units, administrator, step, message):
    response = ask(client, step, units, confirmed="on")

    assert message in text_of(response)
    assert not Job.objects.exists()


def test_units_of_others_are_not_taken(client, units):
    client.force_login(make_member(Role.REVIEWER, units[0]))

    response = ask(client, "remind", units)

    assert response.status_code == 302
    assert not Job.objects.exists()


def test_second_order_for_a_round_waits_for_the_first(client, units, administrator):
    cycle = Evaluation.objects.first().cycle
    request_bulk(cycle, Order("remind", tuple(keys(units))), actor=administrator)

    with pytest.raises(BulkUnderWay, match="尚未完成"):
        request_bulk(cycle, Order("open", tuple(keys(units))), actor=administrator)
    response = ask(client, "open", units, confirmed="on")
    assert response.status_code == 409
    assert "尚未完成" in text_of(response)


def test_killed_job_goes_on_where_it_was(units, administrator, django_capture_on_commit_callbacks):
    cycle = Evaluation.objects.first().cycle
    make_member(Role.PREPARER, units[1])
    job = request_bulk(cycle, Order("remind", tuple(keys(units))), actor=administrator)
    claim(job.pk)
    Job.objects.filter(pk=job.pk).update(reached=1, lease_until=datetime(2023, 1, 1, tzinfo=ZoneInfo("UTC")))

    with django_capture_on_commit_callbacks(execute=True):
        resume_abandoned()

    assert Notice.objects.get().evaluation.department == units[1]
    job.refresh_from_db()
    assert job.messages[-1] == "催报办理完成：办理2个单位，跳过1个。"


def test_every_unit_has_its_own_row_in_the_log(client, units, administrator, django_capture_on_commit_callbacks):
    done(django_capture_on_commit_callbacks, client, "extend", units, until="2023-07-10", reason="停电")

    entries = AuditEntry.objects.filter(action="evaluation.extend")
    assert {entry.department for entry in entries} == set(units[:2])
    assert {entry.actor for entry in entries} == {administrator}
