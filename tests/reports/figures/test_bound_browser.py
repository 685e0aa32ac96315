"""Bound figures as people meet them: chips, an offer to bind, a click, undo, the automatic save."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.document.compose import compose
from reports.gather import gather
from tests.browser import PHONE, open_details, page_for
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "#id_performance_management-text"
LINE = f"{FIELD}_bound"


@pytest.fixture
def open_page(browser, live_server, stage):
    pages = []

    def open_as(**options):
        client = Client()
        client.force_login(stage.preparer)
        page = page_for(browser, client, live_server, **options)
        pages.append(page)
        page.goto(reverse("reports:enter_performance", args=[stage.evaluation.pk]))
        return page

    yield open_as
    for page in pages:
        page.context.close()


def type_at_the_end(page, words):
    page.focus(FIELD)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def wait_until(page, holds):
    """Wait for what the automatic save brings about in the database."""
    for _ in range(100):
        if holds():
            return True
        page.wait_for_timeout(100)
    return False


def test_typed_number_is_bound_at_a_click_saved_and_printed(open_page, stage):
    page = open_page()
    type_at_the_end(page, "全年执行数1868.17万元。")

    page.click(f"{LINE} button:has-text('“全年执行数”')")

    sections = stage.evaluation.sections.filter(key="performance_management")
    assert page.input_value(FIELD).endswith("全年执行数{{ 全年执行数 }}。")
    assert wait_until(page, lambda: sections.get().text.endswith("全年执行数{{ 全年执行数 }}。"))
    assert "全年执行数1868.17万元。" in str(compose(gather(stage.reload())).blocks)


def test_binding_is_undone_by_its_button_and_by_the_keyboard(open_page):
    page = open_page()
    type_at_the_end(page, "全年执行数1868.17万元。")
    offer = f"{LINE} button:has-text('“全年执行数”')"

    page.click(offer)
    page.click(f"{LINE} [data-undo]")
    by_button = page.input_value(FIELD)
    page.click(offer)
    page.focus(FIELD)
    page.keyboard.press("Control+z")

    assert by_button.endswith("全年执行数1868.17万元。")
    assert page.input_value(FIELD).endswith("全年执行数1868.17万元。")


def test_pasted_number_is_offered_and_bound_with_the_keyboard_alone(open_page):
    page = open_page()
    page.focus(FIELD)
    page.keyboard.press("Control+End")
    page.evaluate(
        """field => { const data = new DataTransfer(); data.setData("text/plain", "支出18681700元");
        const input = document.querySelector(field);
        input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        document.execCommand("insertText", false, "全年执行数18681700元"); }""",
        FIELD,
    )
    page.wait_for_selector(f"{LINE} button")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.bind") == "{{ 全年执行数|元:0 }}"
    page.keyboard.press("Enter")

    assert page.input_value(FIELD).endswith("全年执行数{{ 全年执行数|元:0 }}")
    assert page.evaluate("document.activeElement.id") == FIELD[1:]


def test_chips_say_the_value_and_unknown_names_are_named(open_page):
    page = open_page()
    type_at_the_end(page, "得{{ 总得分 }}，率{{ 预算完成律 }}。")

    page.wait_for_selector(f"{LINE} .bound-chip")

    assert page.inner_text(f"{LINE} .bound-chip") == "总得分 96分"
    assert "是否为“预算完成率”" in page.inner_text(LINE)
    assert page.get_attribute(LINE, "aria-live") == "polite"
    assert not troubles_of(page)


def test_number_is_bound_in_a_cell_of_the_grid_and_in_a_field_of_one_line(open_page, stage):
    page = open_page()
    leaf = stage.evaluation.indicators.whole().leaves().get(name__contains="满意度")
    for address, field in (
        (
            reverse("indicators:indicator_grid", args=[stage.evaluation.pk]),
            f"tr[data-indicator='{leaf.pk}'] .grid-reason textarea",
        ),
        (reverse("indicators:enter_goals", args=[stage.evaluation.pk]), "#id_tasks-0-title"),
    ):
        page.goto(address)
        page.focus(field)
        page.keyboard.press("Control+End")
        page.keyboard.type("全年执行数1868.17万元")
        page.click(f"{field} ~ .bound button:has-text('“全年执行数”')")
        assert page.input_value(field).endswith("全年执行数{{ 全年执行数 }}")
        page.wait_for_selector(f"{field} ~ .bound [data-undo]")
        assert not troubles_of(page)


def test_line_fits_a_phone(open_page):
    page = open_page(size=PHONE)
    type_at_the_end(page, "全年执行数1868.17万元，得{{ 总得分 }}。")

    page.wait_for_selector(f"{LINE} button")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ledger_of_numbers_is_accessible_and_fits_a_phone(open_page, stage):
    page = open_page(size=PHONE)
    page.goto(reverse("reports:numbers", args=[stage.evaluation.pk]))
    open_details(page)

    assert "325户" in page.inner_text("main")
    assert not troubles_of(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
