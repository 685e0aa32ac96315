"""The round in a real browser: who has not filed, a reminder that reaches its person, more time for one unit."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from departments import clock
from departments.models import Cycle, Role
from tests.browser import PHONE, chromium, page_for
from tests.factories import make_department, make_evaluation, make_member
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        yield browser


@pytest.fixture
def people():
    """A round that has closed, with one unit that has not filed and one without anybody."""
    top = make_department("1", "某区")
    unit, empty = (make_department(code, name, parent=top) for code, name in (("11", "东街道"), ("12", "西街道")))
    make_evaluation(unit), make_evaluation(empty)
    Cycle.objects.update(closes=True)
    return {"administrator": make_member(Role.ADMINISTRATOR, top), "preparer": make_member(Role.PREPARER, unit)}


def open_as(browser, live_server, person, size=None):
    client = Client()
    client.force_login(person)
    return page_for(browser, client, live_server, *([size] if size else []))


def test_a_unit_is_reminded_extended_and_goes_on(browser, live_server, people):
    administrator = open_as(browser, live_server, people["administrator"])
    preparer = open_as(browser, live_server, people["preparer"], PHONE)

    administrator.goto("/round/2022/?state=not_filed")
    assert troubles_of(administrator) == []
    administrator.get_by_label("选择本页全部单位").check()
    administrator.get_by_role("button", name="催报").click()
    expect(administrator.get_by_role("heading", name="将办理（1个单位）")).to_be_visible()
    expect(administrator.get_by_text("该单位没有填报人，请先设置岗位。")).to_be_visible()
    assert troubles_of(administrator) == []
    administrator.get_by_role("button", name="确认催报").click()
    expect(administrator.get_by_text("催报办理完成：办理1个单位，跳过0个。")).to_be_visible()

    preparer.goto("/")
    notice = preparer.get_by_role("listitem").filter(has_text="请抓紧填报并送审：东街道2022年度自评。")
    expect(notice).to_be_visible()
    assert troubles_of(preparer) == []
    notice.get_by_role("button", name="知道了").click()
    expect(notice).to_have_count(0)

    preparer.get_by_role("link", name="东街道").first.click()
    preparer.get_by_role("link", name="填报", exact=True).first.click()
    expect(preparer.get_by_text("2022年度填报已于2023-06-30截止，不能修改和送审，锁定至办理延期为止")).to_be_visible()

    administrator.goto("/round/2022/")
    administrator.get_by_role("link", name="东街道").click()
    administrator.get_by_role("link", name="办理延期").click()
    assert troubles_of(administrator) == []
    day = clock.today() + timedelta(days=10)
    administrator.get_by_label("延期至").fill(str(day))
    administrator.get_by_label("延期理由").fill("系统停电三天")
    administrator.get_by_role("button", name="办理延期").click()
    administrator.goto("/round/2022/")
    expect(administrator.get_by_text("已延期：系统停电三天")).to_be_visible()

    preparer.reload()
    expect(preparer.get_by_text("锁定至办理延期为止")).to_have_count(0)
    expect(preparer.get_by_role("button", name="保存", exact=True)).to_be_visible()
