"""Every screen by the rules of axe, at a desk and on a phone, and for those who type, hear or do not bear motion.

The screens are those of the table of addresses (tests/access.py): who adds an address adds its screen. With a folder in
`SCREENSHOTS` the same walk leaves a picture of each screen in both sizes there (`make screenshots`).
"""

import os
from itertools import islice
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Error

from reports.demo.enter import enter
from tests.access import PUBLIC, ROLES, ROWS
from tests.browser import DESKTOP, PHONE, chromium, open_details, page_for
from tests.screens.looking import troubles_at_both_sizes, troubles_of_senses
from tests.test_access import address_of, world  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = 4
"""In how many walks the screens are looked at, so that several processes share them."""
PUBLISHED = {row.name for row in PUBLIC}
"""Pages of the portal: what the table publishes is no page; tests/reports has the real ones."""
BESIDES = [("sign_in", "/login/", None), ("nothing_here", "/nothing/", "preparer")]


@pytest.fixture
def filled(world):  # noqa: F811
    """The world of the table of addresses, with the demo's year in its evaluation."""
    people, keys = world
    enter(people["preparer"].memberships.get().department.evaluations.get(), actor=people["preparer"])
    return people, keys


def screens(people, keys):
    """Yield name, address and person of everything that can be looked at."""
    for row in ROWS:
        person = next((role for role in ROLES if row.answers[role] == 200), None)
        if row.method != "GET" or row.name in PUBLISHED or person is None:
            continue
        yield "-".join([row.name.replace(":", "-"), *row.keys.values()]), address_of(row, keys), person
    yield from BESIDES


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def shows(page, address):
    """Open an address; return whether it answers with a page and not with a file."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    return answer.headers["content-type"].startswith("text/html")


def keep_picture(page, name, size):
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    page.set_viewport_size(size)
    page.reload()
    page.screenshot(path=Path(folder) / f"{size['width']}x{size['height']}" / f"{name}.png", full_page=True)


def troubles_on(page):
    """Return what is wrong in any size and for any sense, with everything opened that can be."""
    page.set_viewport_size(DESKTOP)
    open_details(page)
    return [*troubles_of_senses(page), *troubles_at_both_sizes(page)]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_screen_is_accessible_and_fits(live_server, filled, part):
    people, keys = filled
    seen, troubles, stopped = [], {}, []
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        pages = {person: page_for(browser, signed_in(people[person]), live_server) for person in ROLES}
        pages[None] = page_for(browser, Client(), live_server)
        for page in pages.values():
            page.emulate_media(reduced_motion="reduce")
            page.set_default_navigation_timeout(120_000)
            page.on("console", lambda said: stopped.append(said.text) if "Content Security" in said.text else None)
        for name, address, person in islice(screens(people, keys), part, None, PARTS):
            page = pages[person]
            if not shows(page, address):
                continue
            seen.append(name)
            if found := troubles_on(page):
                troubles[name] = found
            for size in (DESKTOP, PHONE):
                keep_picture(page, name, size)

    assert not troubles
    assert not stopped or "SCREENSHOTS" in os.environ
    assert len(seen) > 60 // PARTS
