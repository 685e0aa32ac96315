"""The screens for schemes in a real browser."""

import pytest
from django.urls import reverse

from tests.browser import chromium, page_for
from tests.factories import make_cycle
from tests.indicators.scheme_screens.entering import edit_url, show_url
from tests.indicators.scheme_screens.test_adopt import version
from tests.screens.looking import troubles_at_both_sizes, troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        yield browser


@pytest.fixture
def addresses(administrator, scheme):
    """Every screen for schemes, with something on it."""
    make_cycle(2022)
    newer = version(scheme, 2, ("decimals = 2", "decimals = 1"))
    compared = f"?before={scheme.pk}&after={newer.pk}"
    return [
        reverse("indicators:scheme_list"),
        reverse("indicators:scheme_import"),
        reverse("indicators:scheme_compare") + compared,
        show_url(newer),
        edit_url(scheme),
        reverse("indicators:scheme_copy", args=[scheme.pk]),
        reverse("indicators:scheme_remove", args=[newer.pk]),
    ]


def test_screens_are_accessible_and_fit(browser, client, live_server, addresses):
    page = page_for(browser, client, live_server)
    troubles = {}

    for address in addresses:
        page.goto(address)
        troubles[address] = troubles_at_both_sizes(page)

    assert not {address: found for address, found in troubles.items() if found}


def test_preview_follows_what_is_typed_and_is_allowed_by_the_security_policy(
    browser, client, live_server, administrator, scheme
):
    page = page_for(browser, client, live_server)
    stopped = []
    page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)
    page.goto(edit_url(scheme))
    page.locator("#id_levels-3-points").fill("6")
    page.locator("#scheme-preview").get_by_text("还差 4 分").wait_for()

    page.get_by_role("button", name="＋ 添加一级指标").click()
    added = page.get_by_role("group", name="新的一级指标")
    added.last.get_by_label("名称").first.fill("可持续")
    added.last.get_by_label("分值").first.fill("4")
    page.locator("#scheme-preview").get_by_text("处不同").wait_for()

    assert "可持续" in page.locator("#scheme-preview").inner_text()
    assert not stopped
    assert not troubles_of(page)


def test_errors_can_be_reached_from_the_summary(browser, client, live_server, administrator, scheme):
    page = page_for(browser, client, live_server)
    page.goto(edit_url(scheme))
    page.locator("#id_head-title").fill("")
    page.get_by_role("button", name="保存", exact=True).click()

    summary = page.get_by_role("alert")
    assert "请填写名称" in summary.inner_text()
    assert summary.get_by_role("link", name="名称").get_attribute("href") == "#id_head-title"
    assert not troubles_of(page)
