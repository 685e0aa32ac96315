"""F1 shows what a field asks for, with an example; Esc puts it away; those who hear the page hear it with the input."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.schemes.guidance import common
from tests.browser import PHONE, page_for
from tests.factories import make_evaluation, make_member
from tests.indicators.grid.leaves import make_leaf
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACTUAL = "#id_indicator-actual"
HEARD = """field => (field.getAttribute("aria-describedby") ?? "").split(" ")
  .map((id) => document.getElementById(id)?.textContent ?? "").join(" ")"""


@pytest.fixture
def open_page(browser, live_server, db):
    evaluation = make_evaluation()
    leaf = make_leaf(evaluation)
    client = Client()
    client.force_login(make_member())
    pages = []

    def open_at(name, size=None):
        page = page_for(browser, client, live_server, **({"size": size} if size else {}))
        page.on("dialog", lambda dialog: dialog.accept())
        pages.append(page)
        keys = [leaf.pk] if name == "indicator_edit" else []
        page.goto(reverse(f"indicators:{name}", args=[evaluation.pk, *keys]))
        return page

    yield open_at
    for page in pages:
        page.context.close()


def heard(page, selector):
    return " ".join(page.locator(selector).evaluate(HEARD).split())


def test_one_key_shows_it_and_another_puts_it_away(open_page):
    page, asked = open_page("indicator_edit"), common()["indicators.actual"]
    page.focus(ACTUAL)
    assert not page.get_by_text(asked.text).is_visible()
    assert asked.text not in heard(page, ACTUAL)

    page.keyboard.press("F1")
    assert page.get_by_text(asked.text).is_visible()
    assert f"示例：{asked.example}" in page.locator(".entry-guide[open]").inner_text()
    assert asked.text in heard(page, ACTUAL)
    assert asked.example in heard(page, ACTUAL)
    assert page.evaluate("document.activeElement.id") == ACTUAL[1:]
    assert not troubles_of(page)

    page.keyboard.press("Escape")
    assert not page.get_by_text(asked.text).is_visible()
    assert asked.text not in heard(page, ACTUAL)
    assert page.evaluate("document.activeElement.id") == ACTUAL[1:]


def test_the_same_key_closes_it_and_tab_never_stops_at_it(open_page):
    page = open_page("indicator_edit")
    page.focus(ACTUAL)

    page.keyboard.press("F1")
    page.keyboard.press("F1")
    assert not page.get_by_text(common()["indicators.actual"].text).is_visible()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.id") == "id_indicator-actual_text"


def test_it_is_still_heard_beside_what_an_automatic_save_has_to_say(open_page):
    page, asked = open_page("indicator_edit"), common()["indicators.actual"]
    page.focus(ACTUAL)
    page.keyboard.press("F1")

    page.keyboard.type("约80")
    page.locator(f"{ACTUAL}_error").wait_for()

    assert asked.text in heard(page, ACTUAL)
    assert "无法识别“约80”" in heard(page, ACTUAL)


def test_a_list_of_rows_explains_its_columns_once(open_page):
    page = open_page("enter_profile")
    page.focus("#id_duties-0-title")

    page.keyboard.press("F1")

    assert page.get_by_text(common()["profile.duties.title"].text).is_visible()
    assert common()["profile.duties.title"].text in heard(page, "#id_duties-0-title")
    assert not troubles_of(page)
    page.keyboard.press("Escape")
    assert not page.get_by_text(common()["profile.duties.title"].text).is_visible()


def test_the_grid_keeps_the_key_for_its_scores(open_page):
    page = open_page("indicator_grid")
    summary = page.locator(".entry-guide > summary")

    assert "F1" not in summary.inner_text()
    assert summary.evaluate("summary => summary.tabIndex") == 0
    page.focus("#id_leaves-0-actual")
    page.keyboard.press("F1")
    assert page.locator("#grid-basis").is_visible()
    assert not page.locator(".entry-guide[open]").count()


def test_a_finger_opens_it_on_a_phone(open_page):
    page, asked = open_page("indicator_edit", PHONE), common()["indicators.actual"]

    page.locator(".entry-field").filter(has=page.locator(ACTUAL)).locator(".entry-guide > summary").click()

    assert page.get_by_text(asked.text).is_visible()
    assert not troubles_of(page)
