"""The official tables of all units of a branch come as one zip, made by a worker, who may be interrupted."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from departments.models import Department, Role
from reports.jobs import request_tables, resume_abandoned
from reports.jobs import tables as collecting
from reports.jobs.files import clear_results, parts_folder, result_file, write_private
from reports.jobs.tasks import perform
from reports.models import Job
from tests.factories import make_cycle, make_department, make_evaluation, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Do what waits for the commit, in which tests never end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def district():
    """A district with three units that have begun, and another district with one."""
    district = make_department("1", "某区", kind=Department.Kind.DISTRICT)
    for number in range(3):
        make_evaluation(make_department(f"1{number}", f"第{number}街道", parent=district))
    other = make_department("2", "别区", kind=Department.Kind.DISTRICT)
    make_evaluation(make_department("21", "别区街道", parent=other))
    return district


@pytest.fixture
def reader(district):
    return make_member(Role.AUDITOR, district)


def names_in(job):
    with ZipFile(result_file(job)) as archive:
        return archive.namelist()


def test_every_unit_of_the_branch_has_its_tables_and_the_summary_is_there(client, on_commit, district, reader):
    client.force_login(reader)
    with on_commit():
        page = client.post(reverse("reports:summary_tables", args=[2022, district.pk]), follow=True)

    job = Job.objects.get()
    assert (job.status, job.progress) == (Job.Status.DONE, 100)
    assert job.messages == [
        "2022年度某区及所属单位的自评共3份，从第1份开始。",
        "已生成3个单位的自评表和汇总表，请下载压缩包。文件保留3天。",
    ]
    assert "下载压缩包" in client.get(page.redirect_chain[-1][0]).content.decode()
    answer = client.get(reverse("reports:job_tables", args=[job.pk]))
    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == [
        *(f"1{number}-草稿-第{number}街道2022年度自评自评表.xlsx" for number in range(3)),
        "汇总表.xlsx",
    ]
    assert all("自评表" in load_workbook(archive.open(name)).sheetnames for name in sorted(archive.namelist())[:3])
    rows = list(load_workbook(archive.open("汇总表.xlsx")).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [(f"1{number}", f"第{number}街道") for number in range(3)]


def test_interrupted_worker_goes_on_where_it_was(monkeypatch, district, reader):
    monkeypatch.setattr(collecting, "AT_ONCE", 1)
    make, made = collecting.official_tables, []

    def die_at_the_third(evaluation):
        made.append(evaluation.pk)
        if len(made) == 3:
            raise KeyboardInterrupt
        return make(evaluation)

    monkeypatch.setattr(collecting, "official_tables", die_at_the_third)
    job = request_tables(district, make_cycle(), actor=reader)
    with pytest.raises(KeyboardInterrupt):
        perform.call(job.pk)
    assert not result_file(job).exists()
    assert len(list(parts_folder(job).iterdir())) == 2

    Job.objects.update(lease_until=timezone.now())
    assert resume_abandoned() == [job]
    job.refresh_from_db()
    assert job.status in (Job.Status.WAITING, Job.Status.DONE)
    perform.call(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempts) == (Job.Status.DONE, 2)
    assert len(made) == len(set(made)) + 1 == 4
    assert len(names_in(job)) == 4
    assert not parts_folder(job).exists()


def test_under_way_is_not_asked_for_twice_but_another_branch_may_be(district, reader):
    cycle, other = make_cycle(), Department.objects.get(code="2")

    first = request_tables(district, cycle, actor=reader)

    assert request_tables(district, cycle, actor=reader) == first
    assert request_tables(other, cycle, actor=reader) != first


def test_result_is_private_and_swept_after_a_while(settings, district, reader):
    job = request_tables(district, make_cycle(), actor=reader)
    write_private(result_file(job), [b"PK"])

    assert result_file(job).stat().st_mode & 0o777 == 0o600
    assert clear_results() == 0
    assert clear_results(kept=timedelta(0)) == 1


def test_who_cannot_see_the_branch_gets_neither_job_nor_file(client, on_commit, district, reader):
    with on_commit():
        job = request_tables(district, make_cycle(), actor=reader)
    client.force_login(make_member(Role.ADMINISTRATOR, Department.objects.get(code="2")))

    assert client.get(reverse("reports:job_tables", args=[job.pk])).status_code == 404
    assert client.get(reverse("reports:job", args=[job.pk])).status_code == 404
    assert client.post(reverse("reports:summary_tables", args=[2022, district.pk])).status_code == 404
