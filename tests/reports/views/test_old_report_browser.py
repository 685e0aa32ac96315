"""The page of a read report in a real browser: remarks beside their lines, accessible, at a desk and on a phone."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from departments.models import Role
from reports.checks.sample_report import SAMPLE
from tests.browser import DESKTOP, PHONE, chromium, page_for
from tests.factories import make_cycle, make_department, make_member
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRONG = SAMPLE.replace("96.8分，评价", "98分，评价").replace("走访困难家庭312户", "截止2022年12月走访困难家庭312户")


def test_remarks_stand_beside_their_lines_and_the_page_fits(live_server, client, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    unit = make_department("301", "青山县云溪镇人民政府")
    make_cycle(2023)
    client.force_login(make_member(Role.PREPARER, unit))

    with chromium() as browser:
        page = page_for(browser, client, live_server)
        page.goto(reverse("reports:old_report"))
        page.get_by_label("粘贴报告全文").fill(WRONG)
        page.get_by_role("button", name="读取并校对").click()
        line, remark = (page.locator(f"#line-71 {part}").bounding_box() for part in (".old-report-text", "ul li"))
        assert remark["x"] >= line["x"] + line["width"]
        assert troubles_of(page) == []
        _keep_picture(page, DESKTOP)
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        _keep_picture(page, PHONE)
        page.get_by_role("button", name="以此开始自评").click()
        assert "均标为沿用" in page.content()


def _keep_picture(page, size):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        name = Path(folder) / f"{size['width']}x{size['height']}" / "reports-old_report-read.png"
        name.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=name, full_page=True)
