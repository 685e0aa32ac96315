"""A planned publication is stopped by the unit itself, in a real browser."""

import pytest

from departments import clock
from reports import services
from reports.models import Edition
from tests.browser import page_for
from tests.reports.editions.test_scheduling import DUE
from tests.reports.stage import BUSINESS_DAY, set_stage
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.files, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]


def test_preparer_stops_what_was_planned(browser, client, live_server):
    with clock.at(BUSINESS_DAY):
        stage = set_stage().reviewed()
        services.schedule_publication(stage.evaluation, at=DUE, actor=stage.publisher)
    client.force_login(stage.preparer)
    page = page_for(browser, client, live_server)

    page.goto(f"/evaluations/{stage.evaluation.pk}/")
    page.get_by_text("定于 2023-06-01 10:36 公开").wait_for()
    page.get_by_role("link", name="停止公开").click()
    assert not troubles_of(page)
    page.get_by_role("button", name="确认停止公开").click()
    page.get_by_text("请填写理由").first.wait_for()
    page.get_by_label("停止理由").fill("人数有误，需要更正")
    page.get_by_role("button", name="确认停止公开").click()

    page.get_by_text("已停止定时公开，报告没有公开。").wait_for()
    assert "人数有误，需要更正" in page.locator("main").inner_text()
    with clock.at(DUE):
        assert services.publish_due() == []
    assert not Edition.objects.exists()
