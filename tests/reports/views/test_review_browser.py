"""The reviewer's sheet and the summary in a real browser: accessible by the rules of axe, fitting, in its place."""

import pytest
from django.urls import reverse

from departments.models import Cycle, Department, Role
from indicators.models import StageScore
from reports import services
from tests.browser import chromium, open_details, page_for
from tests.factories import chain, make_member
from tests.reports.stage import set_stage
from tests.reports.views.test_marks import give, leaf_of
from tests.screens.looking import troubles_at_both_sizes, troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        yield browser


@pytest.fixture
def reviewed(client):
    """An evaluation at its second stage, with a score of the first."""
    stage = set_stage()
    Cycle.objects.filter(pk=stage.evaluation.cycle_id).update(stages=chain("单位负责人", "财政复核"))
    stage = type(stage)(stage.reload(), *list(vars(stage).values())[1:])
    give(stage.submitted(), leaf_of(stage), "1")
    services.approve(stage.evaluation, actor=stage.reviewer)
    client.force_login(stage.second_reviewer())
    return stage


def test_screens_are_accessible_and_fit(browser, client, live_server, reviewed):
    district = Department.objects.get(parent=None)
    make_member(Role.AUDITOR, district, reviewed.reviewer)
    page = page_for(browser, client, live_server)
    addresses = [
        reverse("reports:review", args=[reviewed.evaluation.pk]),
        reverse("reports:evaluation", args=[reviewed.evaluation.pk]),
        reverse("reports:summary", args=[2022, district.pk]),
        reverse("home"),
    ]
    troubles = {}

    for address in addresses:
        page.goto(address)
        open_details(page)
        troubles[address] = troubles_at_both_sizes(page)

    assert not {address: found for address, found in troubles.items() if found}


def test_saving_comes_back_to_the_indicator_and_faults_are_tied_to_their_fields(browser, client, live_server, reviewed):
    row = list(reviewed.evaluation.indicators.leaves())[-1]
    page = page_for(browser, client, live_server)
    page.goto(reverse("reports:review", args=[reviewed.evaluation.pk]))
    points = page.get_by_label(f"{row.name} 核查分数")

    points.fill("99")
    page.get_by_role("button", name="保存核查分数").click()
    assert "应当在 0 至" in page.locator(f"#{points.get_attribute('aria-describedby').split()[0]}").inner_text()
    assert not troubles_of(page)
    points.fill("1")
    page.get_by_label(f"{row.name} 核查意见").fill("样本不足")
    page.get_by_role("button", name="保存核查分数").click()

    assert page.url.endswith(f"#indicator-{row.pk}")
    assert StageScore.objects.get(indicator=row).reason == "样本不足"
