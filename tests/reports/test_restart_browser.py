"""A server is killed and started again while somebody types: nothing is lost, and the page says what is going on."""

import re

import pytest
from django.db import transaction
from django.test import Client

from departments.models import AuditEntry, Evaluation, VisitChange
from departments.services import end_visits
from tests.browser import page_for
from tests.factories import make_evaluation, make_member
from tests.reports.serving import Server
from tests.reports.test_autosave_browser import LINE, address, kept, until, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOAL = "#id_goal-expected"


@pytest.fixture
def evaluation(db):
    return make_evaluation()


@pytest.fixture
def server(evaluation, tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def page(browser, server, evaluation):
    client = Client()
    client.force_login(make_member())
    page = page_for(browser, client, server)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address(evaluation, "goals"))
    yield page
    page.context.close()


def test_server_killed_while_somebody_types_loses_nothing(page, server, evaluation):
    page.focus(GOAL)
    page.keyboard.type("停机前，")
    wait_for(page, "已自动保存")

    server.kill()
    page.keyboard.type("停机中，")
    wait_for(page, "未保存：网络中断，已存在本机，恢复后自动重试")
    assert kept(page) == 1
    server.start()
    page.keyboard.type("恢复后")
    wait_for(page, "已自动保存")

    until(lambda: stored(evaluation) == "停机前，停机中，恢复后", page)
    until(lambda: kept(page) == 0, page)
    assert page.input_value(GOAL) == "停机前，停机中，恢复后"
    assert re.search(r"已自动保存 \d\d:\d\d", page.inner_text(LINE))


def test_server_killed_in_the_middle_of_a_save_stores_it_once(page, server, evaluation):
    with transaction.atomic():
        Evaluation.objects.select_for_update().get()
        page.fill(GOAL, "保存到一半")
        wait_for(page, "正在保存")
        server.kill()
        wait_for(page, "未保存：网络中断")
    assert stored(evaluation) == ""
    assert not VisitChange.objects.exists()

    server.start()
    wait_for(page, "已自动保存")
    end_visits(evaluation, VisitChange.objects.get().visit)

    assert stored(evaluation) == "保存到一半"
    assert [entry.changes for entry in AuditEntry.objects.filter(action="goal.change")] == [
        {"expected": ["", "保存到一半"]}
    ]


def test_page_closed_while_the_server_is_down_offers_the_text_again(page, server, evaluation):
    server.kill()
    page.fill(GOAL, "关机时填写")
    until(lambda: kept(page) == 1, page)
    page.goto("about:blank")
    server.start()

    page.goto(address(evaluation, "goals"))
    assert "1处内容还没有保存" in page.inner_text(".kept")
    page.get_by_role("button", name="恢复到页面").click()

    until(lambda: stored(evaluation) == "关机时填写", page)


def stored(evaluation):
    evaluation.goal.refresh_from_db()
    return evaluation.goal.expected
