"""Remarks in a real browser: a passage is selected in the report, remarks are resolved one by one, keys lead on."""

import pytest
from django.urls import reverse

from reports.models import Remark
from tests.browser import PHONE, chromium, page_for
from tests.reports.remarks import remark_on
from tests.reports.stage import set_stage
from tests.reports.views.test_remarks import leaf_of, queue_with
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECT = """passage => {
  const walker = document.createTreeWalker(document.querySelector('#report'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(passage);
    if (at < 0) continue;
    walker.currentNode.parentElement.scrollIntoView();
    document.getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + passage.length);
    return;
  }
}"""


@pytest.fixture
def stage():
    return set_stage()


@pytest.fixture
def desk(monkeypatch, client, live_server, stage):
    """The reviewer's desk of a submitted report."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    client.force_login(stage.submitted().reviewer)
    with chromium() as browser:
        page = page_for(browser, client, live_server)
        page.goto(reverse("reports:review", args=[stage.evaluation.pk]))
        yield page


def test_a_passage_selected_in_the_report_becomes_the_quotation_of_a_remark(desk, stage):
    problem = stage.evaluation.problems.last()
    passage = problem.text[3:15]
    desk.get_by_text("报告全文").click()
    desk.evaluate(SELECT, passage)
    link = desk.get_by_role("link", name="就所选文字提意见")

    assert link.is_visible()
    box = link.bounding_box()
    assert 0 <= box["y"] <= desk.viewport_size["height"] - box["height"]
    link.click()
    assert desk.get_by_label("原文摘录").input_value() == passage
    desk.get_by_label("审核意见").fill("请注明统计口径。")
    desk.get_by_role("button", name="保存").click()
    desk.locator(".messages", has_text="已记录审核意见").wait_for()

    remark = Remark.objects.get()
    assert (remark.quote, remark.part, remark.field) == (passage, "problems", "text")
    assert desk.locator(f"#remark-{remark.pk} blockquote").inner_text() == passage


def test_remarks_are_resolved_one_by_one(desk, stage):
    first, second = leaf_of(stage), stage.evaluation.indicators.whole().leaves().last()
    kept, resolved = remark_on(stage, first), remark_on(stage, second)
    desk.reload()
    desk.set_viewport_size(PHONE)

    desk.locator(f"#remark-{resolved.pk}").get_by_role("button", name="办结").click()
    desk.locator(".messages", has_text="已办结该条审核意见").wait_for()

    assert desk.url.endswith(f"#remark-{resolved.pk}")
    assert desk.locator(".remark-resolved").count() == 1
    assert [remark.pk for remark in Remark.objects.unresolved()] == [kept.pk]
    assert troubles_of(desk) == []


def test_keys_lead_from_indicator_to_indicator_and_to_the_next_report(desk, stage):
    [following] = queue_with(stage, 1)
    desk.reload()

    def row():
        return desk.evaluate("document.activeElement.closest('tr')?.id")

    rows = desk.eval_on_selector_all("table.marks tbody tr", "rows => rows.map(row => row.id)")
    for expected in rows[:3]:
        desk.keyboard.press("Alt+ArrowDown")
        assert row() == expected
    desk.keyboard.press("Alt+ArrowUp")
    assert row() == rows[1]

    desk.keyboard.press("Alt+PageDown")
    desk.wait_for_url(f"**{reverse('reports:review', args=[following.pk])}")
