"""What was typed and not saved survives in the browser, for the same person and page."""

import pytest
from django.urls import reverse

from tests.browser import page_for
from tests.factories import PASSWORD, make_cycle, make_evaluation, make_member
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def evaluation(db):
    return make_evaluation()


@pytest.fixture
def preparer(evaluation):
    return make_member()


@pytest.fixture
def page(browser, client, live_server, preparer):
    client.force_login(preparer)
    page = page_for(browser, client, live_server)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.context.close()


def address(evaluation, part):
    return reverse(f"indicators:enter_{part}", args=[evaluation.pk])


def type_and_leave(page, address, selector, text):
    """Type something and close the page while the server cannot be reached."""
    page.goto(address)
    cut_off(page)
    page.fill(selector, text)
    wait_until_kept(page)
    page.goto("/")


def cut_off(page):
    """Let nothing that the page itself sends get through; a page that is opened afterwards is on line again."""
    page.evaluate("navigator.sendBeacon = () => false; XMLHttpRequest.prototype.send = () => {}")


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('perfeval:')).length")


def wait_until_kept(page):
    for _ in range(100):
        if kept(page):
            return
        page.wait_for_timeout(100)
    pytest.fail("Nothing was kept.")


def test_unsaved_text_is_offered_and_restored(page, evaluation):
    type_and_leave(page, address(evaluation, "goals"), "#id_goal-expected", "还没有保存的目标")

    page.goto(address(evaluation, "goals"))
    notice = page.locator(".kept")
    assert "1处内容还没有保存" in notice.inner_text()
    assert not troubles_of(page)
    notice.get_by_role("button", name="恢复到页面").click()
    assert page.input_value("#id_goal-expected") == "还没有保存的目标"
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".notice-success")

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "还没有保存的目标"
    assert kept(page) == 0


def test_unsaved_text_can_be_discarded(page, evaluation):
    type_and_leave(page, address(evaluation, "goals"), "#id_goal-expected", "不要了")

    page.goto(address(evaluation, "goals"))
    page.get_by_role("button", name="丢弃").click()

    assert kept(page) == 0
    assert not page.locator(".kept").count()


def test_row_added_in_the_browser_comes_back_as_the_same_row(page, evaluation):
    before = evaluation.offices.count()
    page.goto(address(evaluation, "profile"))
    cut_off(page)
    page.locator("[data-rows=offices] [data-add]").click()
    page.locator("[data-rows=offices] input[name$='-name']").last.fill("应急管理办公室")
    wait_until_kept(page)
    page.goto("/")

    page.goto(address(evaluation, "profile"))
    page.get_by_role("button", name="恢复到页面").click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".notice-success")

    assert evaluation.offices.count() == before + 1
    assert evaluation.offices.filter(name="应急管理办公室").exists()


def test_text_sent_into_an_expired_session_is_offered_after_login(page, evaluation, preparer):
    page.goto(address(evaluation, "goals"))
    page.wait_for_load_state("networkidle")
    page.fill("#id_goal-expected", "会话过期前填写")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存", exact=True).click()
    page.goto(address(evaluation, "goals"))
    page.fill("[name=username]", preparer.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")

    page.wait_for_selector(".kept")
    page.get_by_role("button", name="恢复到页面").click()

    assert page.input_value("#id_goal-expected") == "会话过期前填写"


def test_refused_text_stays_on_the_page_without_an_offer(page, evaluation):
    page.goto(address(evaluation, "budget"))
    cut_off(page)
    page.fill("#id_income-initial", "约80")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector("#problems")

    assert page.input_value("#id_income-initial") == "约80"
    assert not page.locator(".kept").count()
    page.goto(address(evaluation, "budget"))
    assert "1处内容还没有保存" in page.locator(".kept").inner_text()


def test_logout_erases_what_was_kept(page, evaluation):
    type_and_leave(page, address(evaluation, "goals"), "#id_goal-expected", "共用电脑")

    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login/**")

    assert kept(page) == 0


def test_another_person_is_not_offered_it(page, evaluation, client):
    type_and_leave(page, address(evaluation, "goals"), "#id_goal-expected", "甲填写的")
    client.force_login(make_member())
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": page.url}])

    page.goto(address(evaluation, "goals"))

    assert not page.locator(".kept").count()


def test_the_same_page_of_another_evaluation_is_not_offered_it(page, evaluation):
    other = make_evaluation(cycle=make_cycle(2023))
    type_and_leave(page, address(evaluation, "goals"), "#id_goal-expected", "今年的目标")

    page.goto(address(other, "goals"))
    page.wait_for_load_state("networkidle")

    assert kept(page) == 1
    assert not page.locator(".kept").count()
    page.goto(address(evaluation, "goals"))
    assert "1处内容还没有保存" in page.locator(".kept").inner_text()
