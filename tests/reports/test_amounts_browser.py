"""Units stand in the field, and what is understood of an amount is said while it is typed, before anything is saved."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.forms.fields import AmountField
from tests.browser import page_for
from tests.factories import make_evaluation, make_member
from tests.indicators.grid.leaves import make_leaf
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = (
    *(
        "18681700",
        "1868.17万元",
        "1868.17万",
        "1,868.17 万元",
        "１８６８．１７万元",
        "0",
        "0.5",
        ".5",
        "80.",
        "12345.678",
    ),
    *(
        "3亿元",
        "1.5亿",
        "2千元",
        "0.00001万元",
        "100000000000",
        "00012万元",
        "9,999,999.99",
        "",
        "约 80",
        "80个",
        "1,23",
        "999999999999999",
        "9999999999999999",
        "9" * 40,
        "0" * 40 + "7",
    ),
)


@pytest.fixture
def page(browser, live_server, db):
    evaluation = make_evaluation()
    client = Client()
    client.force_login(make_member())
    page = page_for(browser, client, live_server)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page, evaluation
    page.context.close()


def test_script_understands_amounts_as_the_server_does(page):
    page, evaluation = page
    page.goto(reverse("indicators:enter_budget", args=[evaluation.pk]))
    page.route("**/enter/**", lambda route: route.abort())
    said = {}
    for typed in TYPED:
        page.fill("#id_basic-initial", typed)
        note = page.locator("#id_basic-initial_note")
        said[typed] = note.inner_text() if note.count() else ""

    assert said == {typed: AmountField().understood(typed) for typed in TYPED}
    assert "id_basic-initial_note" in page.get_attribute("#id_basic-initial", "aria-describedby")
    assert page.locator("#id_basic-initial + .entry-unit").inner_text() == "元"
    assert not troubles_of(page)


def test_own_unit_of_an_indicator_stands_behind_its_values(page):
    page, evaluation = page
    leaf = make_leaf(evaluation, unit="个")
    page.goto(reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk]))
    assert page.locator("#id_indicator-actual + .entry-unit").inner_text() == "个"

    page.fill("#id_indicator-unit", "人次")

    assert page.locator("#id_indicator-target + .entry-unit").inner_text() == "人次"
