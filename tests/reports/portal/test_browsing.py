"""The portal in a real browser: search and verification from a folder and from a plain server of this machine."""

import hashlib
import os

import pytest

from reports.models import Edition
from reports.portal import write_all_pages
from tests.browser import DESKTOP, PHONE
from tests.reports.portal.serving import own_address, plain_server
from tests.reports.portal.site import Report, configure, fill, put
from tests.reports.portal.test_lists import withdraw
from tests.reports.portal.walking import pages_to_look_at
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAPER = {"width": 680, "height": 1000}
"""What is left of an upright A4 sheet between margins of 15 mm, in pixels of CSS."""
ON_SCREEN = ("header.site", ".path", "form", ".ways", ".drop", "button")
TRUE = "一致：“report.pdf”与第2版公布的 report.pdf 完全相同，该版次现行有效。"


@pytest.fixture
def portal(settings):
    """A corrected report, a withdrawn one, and some others."""
    configure()
    fill(3, (2021, 2022))
    first = put(Report(2022, "101", "青石街道办事处"))
    Edition.objects.filter(pk=first.pk).update(status="superseded")
    put(Report(2022, "101", "青石街道办事处", "95.00"), number=2, evaluation=first.evaluation, change_note="订正")
    write_all_pages()
    withdraw(put(Report(2021, "101", "青石街道办事处")))
    write_all_pages()
    return settings.PUBLIC_ROOT


@pytest.fixture(params=["folder", "server"])
def address(request, portal):
    """Where the portal is opened: as a folder, or over plain http under a name that is not localhost."""
    if request.param == "folder":
        yield f"{portal.as_uri()}/"
        return
    if not (host := own_address()):
        pytest.skip("this machine has no address but localhost")
    with plain_server(portal, host) as found:
        yield found


@pytest.fixture
def page(browser):
    """A page of a visitor."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    yield context.new_page()
    context.close()


def found_on(page):
    return [link.inner_text() for link in page.locator("#found a").all()]


def verdict_on(page, path):
    page.set_input_files("#file", path)
    page.locator('#verdict:not([data-outcome="working"])').wait_for()
    return page.locator("#verdict").inner_text()


def altered(path, folder):
    copy = folder / "report.pdf"
    copy.write_bytes(path.read_bytes().replace(b"95.00", b"99.00"))
    return copy


def test_search_finds_by_name_number_code_and_year(page, address):
    page.goto(f"{address}index.html")
    page.fill("#query", "第3单位 青石区")
    page.click("text=查找 >> nth=-1")
    page.locator("#count", has_text="找到 2 份报告。").wait_for()
    assert found_on(page) == [f"青石区第3单位{year}年度部门整体支出绩效自评报告" for year in (2022, 2021)]

    page.select_option("#year", "2021")
    page.locator("#count", has_text="找到 1 份报告。").wait_for()

    page.select_option("#year", "")
    code = Edition.objects.get(number=2).code
    page.fill("#query", f" {code[:4].lower()}—{code[4:]}".replace("0", "０"))
    page.locator("#count", has_text="找到 1 份报告。").wait_for()
    page.click("#found a")
    assert "青石街道办事处2022年度" in page.locator("h1").inner_text()

    page.go_back()
    page.fill("#query", "没有这个单位")
    page.locator("#count", has_text="没有找到").wait_for()


def test_withdrawn_report_is_found_as_withdrawn(page, address):
    page.goto(f"{address}search.html?q=青石街道")

    page.locator("#found", has_text="已撤回").wait_for()

    assert "自评得分" not in page.locator("#found li", has_text="2021年度").inner_text()


def test_true_and_tampered_files_are_told_apart(page, address, portal, tmp_path):
    sent = []
    page.goto(f"{address}2022/101/index.html")
    page.on("request", lambda request: sent.append(request.url))
    folder = portal / "2022" / "101"

    assert verdict_on(page, folder / "2" / "report.pdf") == TRUE
    assert "该版次已被更正" in verdict_on(page, folder / "1" / "report.pdf")
    assert "与第2版公布的 data.json 完全相同" in verdict_on(page, folder / "2" / "data.json")
    copy = altered(folder / "2" / "report.pdf", tmp_path)
    assert verdict_on(page, copy).startswith("不一致：“report.pdf”不是本报告公布的文件，或内容已被改动。")
    assert hashlib.sha256(copy.read_bytes()).hexdigest() in page.locator("#verdict").inner_text()
    assert sent == []


def test_both_ways_to_the_hash_are_taken(page, address):
    """A folder is a safe place for the browser, a plain server is not: there only our own lines are left."""
    page.goto(f"{address}2022/101/index.html")

    assert page.evaluate("Boolean(window.crypto && window.crypto.subtle)") == address.startswith("file:")


def test_dropped_file_is_verified_and_withdrawn_ones_are_known(page, portal, settings):
    page.goto(f"{portal.as_uri()}/2021/101/index.html")
    content = (settings.ARCHIVE_ROOT / "2021/101/1/report.pdf").read_bytes().decode()

    transfer = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], '副本.pdf')); return all }", content
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})

    page.locator('#verdict[data-outcome="withdrawn"]', has_text="一致：“副本.pdf”与第1版").wait_for()


def test_own_lines_agree_with_sha256_at_every_boundary(page, portal):
    page.goto(f"{portal.as_uri()}/2022/101/index.html")
    sizes = [0, 1, 3, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 1_000_003]

    made = "size => window.perfeval.ownSha256(Uint8Array.from({length: size}, (_, at) => at % 251).buffer)"
    found = page.evaluate(f"sizes => sizes.map({made})", sizes)

    assert found == [hashlib.sha256(bytes(at % 251 for at in range(size))).hexdigest() for size in sizes]


def test_every_kind_of_page_is_accessible_and_fits_a_phone(browser, portal):
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    page = context.new_page()
    troubles = {}
    for name, address in pages_to_look_at(portal).items():
        page.goto(address)
        _look(page, name)
        page.set_viewport_size(PHONE)
        _look(page, f"{name}-phone")
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        page.set_viewport_size(DESKTOP)
        troubles[name] = [*troubles_of(page), *(["wider than a phone"] if is_wide else []), *_troubles_on_paper(page)]
    context.close()

    assert {name: found for name, found in troubles.items() if found} == {}


def _troubles_on_paper(page):
    """Yield what a printed page has too much of: what only a screen can use, and what the sheet cuts off."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    shown = [name for name in ON_SCREEN if page.locator(name).locator("visible=true").count()]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        shown.append("wider than the sheet")
    page.set_viewport_size(DESKTOP)
    page.emulate_media(media="screen")
    return [f"printed: {one}" for one in shown]


def _look(page, name):
    """Leave a picture where one is asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/portal-{name}.png", full_page=True)
