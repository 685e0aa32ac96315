"""Autosave as people meet it: the line beside the buttons, a dropped line, an expired session, two browsers."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from departments.models import AuditEntry, Draft, Presence, VisitChange
from departments.services import advance
from departments.workflow import Action
from tests.browser import PHONE, page_for
from tests.factories import PASSWORD, make_evaluation, make_member
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINE = "#autosave"


@pytest.fixture
def evaluation(db):
    return make_evaluation()


@pytest.fixture
def preparer(evaluation):
    return make_member()


@pytest.fixture
def open_page(browser, live_server):
    """Open a page as a person; everything is closed at the end."""
    pages = []

    def open_as(user, address, **options):
        client = Client()
        client.force_login(user)
        page = page_for(browser, client, live_server, **options)
        page.on("dialog", lambda dialog: dialog.accept())
        pages.append(page)
        page.goto(address)
        return page

    yield open_as
    for page in pages:
        page.context.close()


def address(evaluation, part):
    return reverse(f"indicators:enter_{part}", args=[evaluation.pk])


def wait_for(page, words):
    page.wait_for_function("words => document.getElementById('autosave').textContent.includes(words)", arg=words)


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('perfeval:')).length")


def test_typing_is_saved_without_moving_anything(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "goals"))

    page.click("#id_goal-expected")
    page.keyboard.type("保障民生")
    page.keyboard.press("ArrowLeft")
    wait_for(page, "已自动保存")

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "保障民生"
    assert re.search(r"已自动保存 \d\d:\d\d", page.inner_text(LINE))
    assert page.evaluate("document.activeElement.id") == "id_goal-expected"
    assert page.evaluate("document.activeElement.selectionStart") == 3
    assert kept(page) == 0
    assert not troubles_of(page)


def test_leaving_right_after_typing_loses_nothing_and_logs_once(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "goals"))
    page.fill("#id_goal-expected", "一")
    wait_for(page, "已自动保存")
    page.fill("#id_goal-expected", "一二")

    page.goto("/")
    until(lambda: not VisitChange.objects.unlogged().exists() and AuditEntry.objects.filter(action="goal.change"), page)

    assert [entry.changes for entry in AuditEntry.objects.filter(action="goal.change")] == [{"expected": ["", "一二"]}]


def until(happens, page):
    for _ in range(100):
        if happens():
            return
        page.wait_for_timeout(100)
    pytest.fail("It did not happen.")


def test_unreadable_value_survives_reload_and_another_browser(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "budget"))
    page.fill("#id_basic-initial", "约 80")
    wait_for(page, "1处未保存")
    assert "无法识别" in page.inner_text("#id_basic-initial_error")
    assert "is-invalid" in page.get_attribute("#id_basic-initial", "class")
    assert "id_basic-initial_error" in page.get_attribute("#id_basic-initial", "aria-describedby")
    assert not troubles_of(page)

    page.reload()
    other = open_page(preparer, address(evaluation, "budget"), size=PHONE)

    assert page.input_value("#id_basic-initial") == other.input_value("#id_basic-initial") == "约 80"
    assert "1处内容尚未保存" in other.inner_text(".entry-waiting")
    assert not troubles_of(other)
    other.fill("#id_basic-initial", "80")
    wait_for(other, "已自动保存")
    assert not other.locator("#id_basic-initial_error").count()
    assert other.get_attribute("#id_basic-initial", "aria-invalid") is None
    assert not Draft.objects.exists()


def test_dropped_line_is_said_and_made_good(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "goals"))
    page.route("**/enter/goals/", lambda route: route.abort())
    page.fill("#id_goal-expected", "断网时填写")
    wait_for(page, "未保存：网络中断，已存在本机")
    assert kept(page) == 1

    page.unroute("**/enter/goals/")
    wait_for(page, "已自动保存")

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "断网时填写"
    assert kept(page) == 0


def test_expired_session_goes_on_after_login_in_a_new_window(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "goals"))
    Session.objects.all().delete()
    page.fill("#id_goal-expected", "会话过期后填写")
    wait_for(page, "未保存：登录已过期")
    assert not troubles_of(page)

    with page.context.expect_page() as opened:
        page.click(f"{LINE} a")
    window = opened.value
    window.fill("[name=username]", preparer.username)
    window.fill("[name=password]", PASSWORD)
    window.press("[name=password]", "Enter")
    window.wait_for_url(lambda url: "login" not in url)
    page.bring_to_front()
    wait_for(page, "已自动保存")

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == "会话过期后填写"


def test_page_that_was_locked_meanwhile_says_so(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "goals"))
    advance(evaluation, Action.SUBMIT, actor=preparer)

    page.fill("#id_goal-expected", "晚了")
    wait_for(page, "未保存：自评现为“审核中”，不能修改")

    page.reload()
    assert "晚了" in page.inner_text(".entry-waiting")
    assert not troubles_of(page)


def test_two_browsers_in_different_fields_lose_nothing(open_page, evaluation, preparer):
    mine = open_page(preparer, address(evaluation, "goals"))
    theirs = open_page(make_member(), address(evaluation, "goals"))

    for page, field, text in [
        (mine, "expected", "一"),
        (theirs, "reached", "甲"),
        (mine, "expected", "一二"),
        (theirs, "reached", "甲乙"),
    ]:
        page.evaluate("document.getElementById('autosave').textContent = ''")
        page.fill(f"#id_goal-{field}", text)
        wait_for(page, "已自动保存")

    evaluation.goal.refresh_from_db()
    assert (evaluation.goal.expected, evaluation.goal.reached) == ("一二", "甲乙")


def test_two_people_are_told_of_each_other_until_one_leaves(open_page, evaluation, preparer):
    theirs = open_page(colleague := make_member(), address(evaluation, "goals"))
    until(lambda: Presence.objects.filter(user=colleague).exists(), theirs)
    mine = open_page(preparer, address(evaluation, "goals"))
    assert f"{colleague}也打开了本页" in mine.inner_text("#present")
    assert not troubles_of(mine)

    theirs.goto("/")
    until(lambda: not Presence.objects.filter(user=colleague).exists(), theirs)
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    until(lambda: not mine.inner_text("#present").strip(), mine)


@pytest.mark.parametrize(("choice", "stored"), [("保留我填写的", "我的"), ("采用现存内容", "她的")])
def test_same_field_is_shown_side_by_side_and_chosen(open_page, evaluation, preparer, choice, stored):
    mine = open_page(preparer, address(evaluation, "goals"))
    theirs = open_page(make_member(), address(evaluation, "goals"))
    theirs.fill("#id_goal-expected", "她的")
    wait_for(theirs, "已自动保存")

    mine.fill("#id_goal-expected", "我的")
    wait_for(mine, "1处未保存")
    assert "现存：她的" in mine.inner_text("#id_goal-expected_stored")
    assert mine.input_value("#id_goal-expected") == "我的"
    assert not troubles_of(mine)
    mine.get_by_role("button", name=choice).click()
    wait_for(mine, "已自动保存")
    until(lambda: not Draft.objects.exists(), mine)

    evaluation.goal.refresh_from_db()
    assert evaluation.goal.expected == stored
    assert mine.input_value("#id_goal-expected") == stored
    assert not mine.locator("#id_goal-expected_stored").count()


def test_half_deleted_date_erases_nothing(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "budget"))
    page.fill("#id_budget-payment_as_of", "2022-09-30")
    wait_for(page, "已自动保存")

    page.click("#id_budget-payment_as_of", position={"x": 20, "y": 15})
    page.keyboard.press("Backspace")
    page.fill("#id_budget-note", "说明")
    until(lambda: type(evaluation.budget).objects.get().note == "说明", page)

    assert str(type(evaluation.budget).objects.get().payment_as_of) == "2022-09-30"


def test_added_row_is_saved_once_however_often_it_is_typed_in(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "profile"))
    before = evaluation.offices.count()
    page.locator("[data-rows=offices] [data-add]").click()
    name = page.locator("[data-rows=offices] input[name$='-name']").last

    for text in ("应急", "应急管理", "应急管理办公室"):
        name.fill(text)
        until(lambda text=text: evaluation.offices.filter(name=text).exists(), page)

    assert evaluation.offices.count() == before + 1


def test_saving_by_hand_comes_back_to_the_same_place(open_page, evaluation, preparer):
    page = open_page(preparer, address(evaluation, "budget"))
    page.fill("#id_budget-note", "说明")
    page.evaluate("window.scrollTo(0, document.getElementById('id_budget-note').offsetTop)")
    before = page.evaluate("window.scrollY")
    assert before > 300

    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".notice-success")

    until(lambda: abs(page.evaluate("window.scrollY") - before) < 200, page)
    assert page.evaluate("document.activeElement.id") == "id_budget-note"
    assert "已保存" in page.inner_text(LINE)
