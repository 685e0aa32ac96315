"""Whoever works by keyboard always sees where they are, and nothing moves for those who do not want it to."""

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
MOVING = """() => Array.from(document.querySelectorAll("*")).filter((element) => {
  const { transitionDuration, animationDuration } = getComputedStyle(element);
  return `${transitionDuration},${animationDuration}`.split(",").some((time) => parseFloat(time) > 0.001);
}).map((element) => element.outerHTML.slice(0, 80))"""


def test_every_stop_of_the_tab_key_is_seen_and_nothing_moves(live_server, db):
    evaluation = make_evaluation()
    leaf = make_leaf(evaluation)
    client = Client()
    client.force_login(make_member())
    unseen, moving, stops = {}, {}, 0
    addresses = ["/", reverse("reports:evaluation", args=[evaluation.pk]), grid_address(evaluation)]
    addresses += [reverse("indicators:enter_goals", args=[evaluation.pk])]
    addresses += [reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk])]
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        page = page_for(browser, client, live_server)
        page.emulate_media(reduced_motion="reduce")
        for address in addresses:
            page.goto(address)
            moving |= dict.fromkeys(page.evaluate(MOVING), address)
            for _ in range(45):
                page.keyboard.press("Tab")
                stop = page.evaluate(FOCUS)
                stops += 1
                if not stop["isSeen"] and not stop["key"].startswith("<body"):
                    unseen[stop["key"]] = address

    assert not unseen
    assert not moving
    assert stops == 45 * len(addresses)
