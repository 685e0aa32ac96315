"""A real headless Chromium, signed in without typing."""

import shutil
from contextlib import contextmanager

from django.conf import settings
from playwright.sync_api import sync_playwright

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@contextmanager
def chromium(*, with_viewer=False):
    """Start the Chromium without windows, which needs half the time; only the whole one has a viewer for PDF."""
    whole = shutil.which("chromium")
    program = whole if with_viewer else shutil.which("chromium-headless-shell") or whole
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def page_for(browser, client, live_server, size=DESKTOP):
    """Open a page with the session of `client`; nothing moves smoothly, so that what is measured has come to rest."""
    context = browser.new_context(viewport=size, locale="zh-CN", base_url=live_server.url, reduced_motion="reduce")
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return context.new_page()


def open_details(page):
    """Open whatever a click would open."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
