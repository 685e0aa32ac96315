"""What is typed is checked when it is saved, and a click on what is found selects the very words."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser import page_for
from tests.factories import make_evaluation, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "发放民生补贴，及时性及时性较好。"
SELECTED = (
    "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
)
MESSAGE = "“及时性及时性”重复，请核对。"


@pytest.fixture
def page(browser, live_server):
    evaluation = make_evaluation()
    client = Client()
    client.force_login(make_member())
    page = page_for(browser, client, live_server)
    page.goto(reverse("indicators:enter_goals", args=[evaluation.pk]))
    yield page
    page.context.close()


def test_saving_checks_and_a_click_selects_the_very_words(page):
    page.fill("#id_goal-reached", TYPED)
    page.keyboard.press("Control+s")
    page.wait_for_selector("#id_goal-reached_findings")
    beside = page.inner_text("#id_goal-reached_findings")

    page.goto(page.url.replace("/enter/goals/", "/findings/"))
    page.click(f"a:has-text('{MESSAGE}')")
    page.wait_for_selector("#id_goal-reached:focus")

    assert MESSAGE in beside
    selected = page.evaluate(SELECTED)
    assert selected == "及时性及时性"
