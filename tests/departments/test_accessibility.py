"""The screens in a real browser: accessible by the rules of axe, and fitting a desk and a phone."""

import pytest
from django.urls import reverse

from departments.models import Role
from tests.browser import chromium, page_for
from tests.factories import make_cycle, make_department, make_member
from tests.screens.looking import troubles_at_both_sizes, troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        yield browser


@pytest.fixture
def addresses(client):
    """Screens in states that the walk over all screens (tests/screens) does not meet."""
    department = make_department("1", "某区", aliases=["别名"])
    user = make_member(Role.ADMINISTRATOR, department)
    make_member(Role.AUDITOR, department, user)
    make_member(Role.PREPARER, make_department("12", parent=department))
    client.force_login(user)
    make_cycle()
    return [
        reverse("departments:audit_list") + "?since=x",
        reverse("departments:user_list") + "?q=nobody",
    ]


def test_screens_are_accessible_and_fit(browser, client, live_server, addresses):
    page = page_for(browser, client, live_server)
    stopped = []
    page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)
    troubles = {}

    for address in addresses:
        page.goto(address)
        troubles[address] = troubles_at_both_sizes(page)

    assert not {address: found for address, found in troubles.items() if found}
    assert not stopped


def test_sign_in_works_by_keyboard_and_names_what_is_wrong(browser, client, live_server):
    page = page_for(browser, client, live_server)
    page.goto(reverse("departments:login"))
    page.keyboard.type("nobody")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")

    assert "用户名或密码不正确" in page.get_by_role("alert").inner_text()
    assert not troubles_of(page)


def test_errors_are_tied_to_their_fields(browser, client, live_server, addresses):
    page = page_for(browser, client, live_server)
    page.goto(reverse("departments:department_add"))
    page.get_by_role("button", name="保存").click()

    field = page.get_by_label("单位全称")
    assert field.get_attribute("aria-invalid") == "true"
    assert "请填写单位全称" in page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert not troubles_of(page)
