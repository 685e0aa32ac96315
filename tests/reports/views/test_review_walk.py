"""Three stages in a real browser: remarks, a return in the second, the difference, a substitute."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, Cycle, Role, StageDecision
from departments.services.organisation import change_department
from departments.stages import Level, Stage, as_stored
from indicators.models import StageScore
from reports.models import Judgement, Remark
from tests.browser import chromium, page_for
from tests.factories import make_department, make_member, make_user
from tests.reports.stage import set_stage
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHAIN = (Stage("单位负责人"), Stage("主管部门", Level.SUPERVISING), Stage("财政复核", Level.TOP, judges=True))
NARRATIVE = "另附群众名册。"


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        yield browser


@pytest.fixture
def stage():
    with clock.at(clock.now()):
        made = set_stage()
    unit = made.evaluation.department
    unit.parent = make_department("850", "城乡建设局", parent=unit.parent, kind="bureau")
    change_department(unit, actor=None)
    Cycle.objects.filter(pk=made.evaluation.cycle_id).update(stages=as_stored(CHAIN))
    return made


@pytest.fixture
def walk(browser, live_server, stage):
    return Walk(browser, live_server, stage)


class Walk:
    """People at their screens."""

    def __init__(self, browser, live_server, stage):
        self.browser, self.live_server, self.stage = browser, live_server, stage

    def as_(self, person):
        client = Client()
        client.force_login(person)
        return page_for(self.browser, client, self.live_server)

    def url(self, name):
        return reverse(f"reports:{name}", args=[self.stage.evaluation.pk])

    def step(self, page, name, reason=""):
        page.goto(self.url(name))
        if reason:
            page.get_by_label("退回理由").fill(reason)
        page.locator("main form .actions button").click()
        return page.locator(".messages").inner_text()


def test_three_stages_with_a_return_in_the_second(walk, stage):
    bureau = make_department("850")
    head, officer = stage.reviewer, make_member(Role.REVIEWER, bureau, make_user(full_name="局审核员"))
    finance = make_member(Role.REVIEWER, bureau.parent, make_user(full_name="财政审核员"))
    stand_in = make_user(full_name="财政代理员")
    leaf = stage.evaluation.indicators.whole().leaves().exclude(narrative="").first()

    unit = walk.as_(stage.preparer)
    assert "已送审" in walk.step(unit, "submit")

    page = walk.as_(head)
    assert "已审核通过" in walk.step(page, "approve")

    second = walk.as_(officer)
    remark_on_a_passage(walk, second, leaf)
    deviate(walk, second)
    assert troubles_of(second) == []
    assert "此前各环节的“通过”已失效" in walk.step(second, "return", "见审核意见")

    refused_without_change(walk, unit)
    answer_and_correct(walk, unit, leaf)
    assert "已送审" in walk.step(unit, "submit")

    assert "已审核通过" in walk.step(page, "approve")

    second.goto(walk.url("review"))
    assert second.locator("ins", has_text=NARRATIVE).count() == 1
    assert "所指内容已修改" in second.locator("#remark-1, .remark").first.inner_text()
    assert "名册已补。" in second.locator(".remark-answer").inner_text()
    second.get_by_role("button", name="办结").click()
    second.locator(".messages", has_text="已办结").wait_for()
    assert "已审核通过" in walk.step(second, "approve")

    arrange_substitute(walk, finance, stand_in)
    third = walk.as_(stand_in)
    judge(walk, third)
    assert "已审核通过" in walk.step(third, "approve")

    assert stage.reload().status == "approved"
    assert [(one.stage_name, one.outcome, bool(one.cleared_at)) for one in StageDecision.objects.all()] == [
        ("单位负责人", "approved", True),
        ("主管部门", "returned", False),
        ("单位负责人", "approved", False),
        ("主管部门", "approved", False),
        ("财政复核", "approved", False),
    ]
    assert AuditEntry.objects.filter(action="evaluation.approve").first().who == "财政代理员（代财政审核员）"


def remark_on_a_passage(walk, page, leaf):
    page.goto(walk.url("review"))
    page.get_by_role("link", name=f"就{leaf.name}提意见").first.click()
    page.get_by_label("所指内容").select_option(label="完成情况")
    page.get_by_label("原文摘录").fill(leaf.narrative[:6])
    page.get_by_label("审核意见").fill("请附名册")
    page.get_by_role("button", name="保存").click()
    page.locator(".messages", has_text="已记录审核意见").wait_for()
    assert Remark.objects.get().quote == leaf.narrative[:6]


def deviate(walk, page):
    """Score less than the unit: refused without a reason, and by keys from indicator to indicator."""
    page.goto(walk.url("review"))
    page.keyboard.press("Alt+ArrowDown")
    first = page.evaluate("document.activeElement.name")
    page.keyboard.press("Alt+ArrowDown")
    assert first.endswith("-points")
    assert page.evaluate("document.activeElement.name") != first
    page.locator(f"[name={first}]").fill("0")
    page.get_by_role("button", name="保存核查分数").click()
    page.get_by_text("请说明理由").first.wait_for()
    page.locator(f"[name={first.replace('-points', '-reason')}]").fill("缺第三季度台账")
    page.get_by_role("button", name="保存核查分数").click()
    page.locator(".messages", has_text="核查分数已保存").wait_for()
    assert StageScore.objects.get().reason == "缺第三季度台账"


def refused_without_change(walk, page):
    page.goto(walk.url("submit"))
    page.locator("main form .actions button").click()
    assert "没有任何修改" in page.locator("main").inner_text()


def answer_and_correct(walk, page, leaf):
    page.goto(walk.url("evaluation"))
    assert "请附名册" in page.locator(".remark").inner_text()
    page.get_by_role("link", name="答复", exact=False).first.click()
    page.get_by_label("答复").fill("名册已补。")
    page.get_by_role("button", name="保存").click()
    page.locator(".messages", has_text="已记录答复").wait_for()
    page.goto(reverse("indicators:indicator_edit", args=[walk.stage.evaluation.pk, leaf.pk]))
    page.locator("[name=indicator-narrative]").fill(f"{leaf.narrative}{NARRATIVE}")
    page.get_by_role("button", name="保存", exact=True).first.click()
    page.locator(".messages").wait_for()


def arrange_substitute(walk, finance, stand_in):
    page = walk.as_(finance)
    page.goto(reverse("departments:substitution_add"))
    page.locator("#id_membership").select_option(index=1)
    page.locator("#id_substitute").select_option(label=f"财政代理员（{stand_in.username}）")
    today = clock.today()
    page.get_by_label("起始日期").fill(today.isoformat())
    page.get_by_label("结束日期").fill((today + timedelta(days=2)).isoformat())
    page.get_by_label("代理原因").fill("外出培训")
    page.get_by_role("button", name="保存").click()
    assert "已登记审核代理" in page.locator(".messages").inner_text()
    assert troubles_of(page) == []


def judge(walk, page):
    page.goto(walk.url("approve"))
    assert "尚未判断“内容完整性”" in page.locator("main").inner_text()
    page.goto(walk.url("judge"))
    for group in ("completeness", "reasoning", "objectivity"):
        page.locator(f"[name=judgement-{group}][value=met]").check()
    assert troubles_of(page) == []
    page.get_by_role("button", name="保存").click()
    page.locator(".messages", has_text="已保存三项判断").wait_for()
    assert Judgement.objects.get().objectivity == "met"
