"""Every screen by the rules of axe, at a desk and on a phone, and for those who type, hear or do not bear motion.

The screens are those of the table of addresses (tests/access.py): who adds an address adds its screen. With a folder in
`SCREENSHOTS` the same walk leaves a picture of each screen in both sizes there (`make screenshots`).
"""

import os
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Error

from reports.demo.enter import enter
from tests.access import PUBLIC, ROLES, ROWS
from tests.browser import DESKTOP, PHONE, chromium, open_details, page_for
from tests.departments.test_accessibility import troubles_of
from tests.screens.looking import troubles_of_senses, troubles_on
from tests.test_access import address_of, world  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"a phone": PHONE, "a desk at 200 %": {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}}
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


def troubles_at_both_sizes(page):
    """Return what is wrong at a desk and on a phone, with everything opened that can be."""
    page.set_viewport_size(DESKTOP)
    open_details(page)
    found = [*troubles_of(page), *troubles_of_senses(page), *troubles_on(page, PHONE, "a phone")]
    for name, size in NARROW.items():
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"wider than {name}")
    return found


def test_every_screen_is_accessible_and_fits(live_server, filled):
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
        for name, address, person in screens(people, keys):
            page = pages[person]
            if not shows(page, address):
                continue
            seen.append(name)
            if found := troubles_at_both_sizes(page):
                troubles[name] = found
            for size in (DESKTOP, PHONE):
                keep_picture(page, name, size)

    assert not troubles
    assert not stopped or "SCREENSHOTS" in os.environ
    assert len(seen) > 60
