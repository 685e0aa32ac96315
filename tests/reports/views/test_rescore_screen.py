"""The administrator's screen that scores a round again."""

import pytest
from django.urls import reverse

from departments.models import Evaluation, Role
from indicators.services.rounds import differences
from reports.models import Job
from tests.factories import make_cycle, make_department, make_member
from tests.indicators.rounds import make_round, sign, state_of
from tests.pages import text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    administrator = make_member(Role.ADMINISTRATOR, make_department("1", "某区"))
    client.force_login(administrator)
    return administrator


def address(cycle):
    return reverse("reports:rescore", args=[cycle.pk])


def test_list_shows_what_would_change_and_changes_nothing(client, administrator):
    cycle = make_round(2)
    sign(Evaluation.objects.earliest("pk"))
    before = state_of(cycle)

    page = text_of(client.get(address(cycle)))

    assert page.count("已审核，不改") == 1
    for comparison in differences(cycle):
        assert str(comparison.evaluation.department) in page
        assert all(change.explanation in page for change in comparison.trees[0].changes)
    assert state_of(cycle) == before


def test_confirming_leads_to_the_page_of_the_task(client, administrator, django_capture_on_commit_callbacks):
    cycle = make_round(2)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address(cycle))

    job = Job.objects.get()
    assert response.url == reverse("reports:job", args=[job.pk])
    page = text_of(client.get(response.url))
    assert "2022年度重新计分" in page
    assert "2份自评的得分有变化" in page
    assert "返回年度任务" in page
    assert job.requested_by == administrator
    assert "没有变化" in text_of(client.get(address(cycle)))


def test_failed_task_can_be_asked_for_again(client, administrator):
    cycle = make_cycle()
    job = Job.objects.create(
        kind="rescore", cycle=cycle, status="failed", requested_at="2023-05-01T00:00Z", finished_at="2023-05-01T01:00Z"
    )

    response = client.get(reverse("reports:job", args=[job.pk]))

    assert f'href="{address(cycle)}"' in response.content.decode()
    assert "系统 发起" in text_of(response)


def test_round_without_evaluations_offers_nothing(client, administrator):
    page = text_of(client.get(address(make_cycle())))

    assert "该年度还没有单位开启自评" in page
    assert "确认重新计分" not in page


def test_list_of_rounds_leads_to_it_once_evaluations_have_started(client, administrator):
    cycle, empty = make_round(1), make_cycle(2021)
    page = client.get(reverse("indicators:cycle_list")).content.decode()

    assert address(cycle) in page
    assert address(empty) not in page


def test_list_costs_the_same_for_many_units(client, administrator):
    few, many = (queries_of(client, address(make_round(count, year))) for year, count in ((2021, 2), (2022, 12)))

    assert few == many <= 20


def test_administrator_of_a_branch_may_not(client):
    branch = make_department("12", parent=make_department("1", "某区"))
    client.force_login(make_member(Role.ADMINISTRATOR, branch))

    assert client.get(address(make_cycle())).status_code == 403
