"""Whoever presses Tab always sees where they are; the walk over all screens asks the same of every control."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser import chromium, page_for
from tests.factories import make_evaluation, make_member
from tests.indicators.grid.leaves import grid_address, make_leaf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { key: element.outerHTML.slice(0, 120), isSeen: isOutlined || style.boxShadow !== "none" };
}"""


def test_every_stop_of_the_tab_key_is_seen(live_server, db):
    evaluation = make_evaluation()
    leaf = make_leaf(evaluation)
    client = Client()
    client.force_login(make_member())
    unseen, stops = {}, 0
    addresses = ["/", reverse("reports:evaluation", args=[evaluation.pk]), grid_address(evaluation)]
    addresses += [reverse("indicators:enter_goals", args=[evaluation.pk])]
    addresses += [reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk])]
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        page = page_for(browser, client, live_server)
        for address in addresses:
            page.goto(address)
            for _ in range(45):
                page.keyboard.press("Tab")
                stop = page.evaluate(FOCUS)
                stops += 1
                if not stop["isSeen"] and not stop["key"].startswith("<body"):
                    unseen[stop["key"]] = address

    assert not unseen
    assert stops == 45 * len(addresses)
