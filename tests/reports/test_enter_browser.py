"""The entry screens in a real browser: accessible, fitting, and with the small help of the script."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.parts import PARTS
from indicators.services import record_goal_approval
from tests.browser import PHONE, open_details, page_for
from tests.screens.looking import troubles_at_both_sizes, troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


STATES = ("satisfaction", "checklist", "judged", "approved_indicators", "approved_indicator")
"""What the walk over all screens (tests/screens) does not meet."""


def approved_pages(stage):
    """Return the screens of a tree whose goals are approved; the whole department's stays open."""
    project = stage.evaluation.project_evaluations.last()
    document = {"document": "关于批复项目绩效目标的通知", "approved_on": date(2022, 9, 6)}
    record_goal_approval(stage.evaluation, project, **document, actor=stage.preparer)
    leaf = project.indicators.leaves().exclude(rule="execution").first()
    return {
        "approved_indicators": reverse("indicators:project_indicators", args=[stage.evaluation.pk, project.pk]),
        "approved_indicator": reverse("indicators:indicator_edit", args=[stage.evaluation.pk, leaf.pk]),
    }


@pytest.fixture
def pages(client, stage):
    """The address of every part of the filled-in evaluation, and of indicators in several states, by name."""
    client.force_login(stage.preparer)
    pk, leaves = stage.evaluation.pk, stage.evaluation.indicators.whole()
    addresses = {part.key: reverse(part.url_name, args=[pk]) for part in PARTS}
    for name, rule in (("satisfaction", "bands"), ("checklist", "checklist"), ("judged", "qualitative")):
        leaf = leaves.filter(rule=rule).first()
        addresses[name] = reverse("indicators:indicator_edit", args=[pk, leaf.pk])
    return addresses | approved_pages(stage)


def test_screens_are_accessible_and_fit(browser, client, live_server, pages):
    page = page_for(browser, client, live_server)
    stopped = []
    page.on("console", lambda message: stopped.append(message.text) if message.type == "error" else None)
    troubles = {}

    for name in STATES:
        page.goto(pages[name])
        open_details(page)
        troubles[name] = troubles_at_both_sizes(page)

    assert not {name: found for name, found in troubles.items() if found}
    assert not stopped


def test_score_while_typing_is_accessible(browser, client, live_server, pages):
    page = page_for(browser, client, live_server, PHONE)
    page.goto(pages["satisfaction"])
    page.fill("#id_indicator-actual", "81")
    page.locator("#standing").get_by_text("尚未保存").wait_for()
    open_details(page)

    assert page.locator("#standing .entry-basis").is_visible()
    assert not troubles_of(page)


def test_faults_are_announced_and_lead_to_their_fields(browser, client, live_server, pages):
    page = page_for(browser, client, live_server)
    page.goto(pages["budget"])
    page.fill("#id_income-initial", "约80")
    page.get_by_role("button", name="保存", exact=True).click()

    summary = page.locator("#problems")
    assert summary.evaluate("element => element === document.activeElement")
    assert not troubles_of(page)
    summary.get_by_role("link", name="收入合计 年初预算数（元）").click()
    assert page.url.endswith("#id_income-initial")
    assert page.input_value("#id_income-initial") == "约80"


def test_rows_are_added_by_the_script(browser, client, live_server, pages, stage):
    page = page_for(browser, client, live_server)
    page.goto(pages["profile"])
    before = stage.evaluation.offices.count()
    for name in ("甲科", "乙科", "丙科", "丁科"):
        page.locator("[data-rows=offices] [data-add]").click()
        page.locator("[data-rows=offices] input[name$='-name']").last.fill(name)
    page.get_by_role("button", name="保存", exact=True).dblclick()
    page.wait_for_selector(".notice-success")

    assert stage.evaluation.offices.count() == before + 4


def test_measures_are_added_below_a_new_problem(browser, client, live_server, pages, stage):
    page = page_for(browser, client, live_server)
    page.goto(pages["problems"])
    page.locator("[data-rows=problems] > [data-add]").click()
    problem = page.locator(".entry-problem").last
    problem.locator("input[name$='-title']").fill("新问题")
    problem.locator("textarea").first.fill("原因")
    for text in ("措施一", "措施二"):
        problem.locator("[data-add]").click()
        problem.locator("textarea").last.fill(text)
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".notice-success")

    measures = stage.evaluation.problems.get(title="新问题").measures
    assert sorted(measures.values_list("text", flat=True)) == ["措施一", "措施二"]


def test_only_the_settings_of_the_chosen_rule_are_shown(browser, client, live_server, pages):
    page = page_for(browser, client, live_server)
    page.goto(pages["satisfaction"])
    assert page.locator("#id_indicator-rule_band_0_bound").is_visible()

    page.select_option("#id_indicator-rule", "manual")

    assert page.locator("#id_indicator-rule_reason").is_visible()
    assert not page.locator("#id_indicator-rule_band_0_bound").is_visible()
    assert not page.locator("#id_indicator-actual").is_visible()


def test_half_a_date_is_not_sent_as_none(browser, client, live_server, pages, stage):
    page = page_for(browser, client, live_server)
    page.goto(pages["signature"])
    stored = stage.evaluation.completed_on
    day = page.locator("#id_signature-completed_on")
    day.focus()
    day.press("Delete")
    page.get_by_role("button", name="保存", exact=True).click()

    assert "“成文日期”的日期没有填完整" in page.get_by_role("alert").inner_text()
    assert day.evaluate("element => element === document.activeElement")
    assert day.get_attribute("aria-describedby").startswith("id_signature-completed_on_unreadable ")
    assert not troubles_of(page)
    assert stage.reload().completed_on == stored is not None

    day.fill("2023-05-19")
    assert not page.get_by_role("alert").count()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".notice-success")
    assert f"{stage.reload().completed_on}" == "2023-05-19"


def test_leaving_with_unsaved_text_asks_first(browser, client, live_server, pages):
    page = page_for(browser, client, live_server)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(pages["goals"])
    page.locator("#id_goal-expected").press_sequentially("改")
    page.goto(pages["profile"])

    assert asked == ["beforeunload"]


def test_entry_needs_no_script(browser, client, live_server, pages, stage):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(pages["profile"])
    before = stage.evaluation.duties.count()
    page.locator("[data-rows=duties] input[name$='-title']").last.fill("新职责")
    page.get_by_role("button", name="保存", exact=True).click()

    assert "已保存" in page.locator(".notice-success").inner_text()
    assert stage.evaluation.duties.count() == before + 1
