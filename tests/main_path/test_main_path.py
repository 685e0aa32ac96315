"""The whole path in a real browser, as four people and the public: from nothing entered to the published report."""

import re
from itertools import groupby

import pypdfium2
import pytest

from reports.demo.people import PASSWORD
from tests.browser import DESKTOP, chromium
from tests.main_path import entering
from tests.main_path.entering import CONTENT, save
from tests.main_path.keyboard import follow, press, tick, write

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

OTHER_PROJECTS = """
from departments.models import Evaluation, User
from indicators.services import save_and_rescore
from reports.demo.content import content
from reports.demo.enter import project_writes
evaluation, actor = Evaluation.objects.get(cycle__year=2022), User.objects.get(username="tianbao")
for given in content()["project_evaluations"][1:]:
    for writes in project_writes(evaluation, given):
        save_and_rescore(evaluation, writes, actor=actor)
"""
PARTS = ("basis", "profile", "goals", "budget", "management", "performance")
LAST_PARTS = {"results": "结果应用与公开", "signature": "填报信息"}


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def person(browser, site):
    """Return a page on which somebody has signed in."""

    def sign_in(username=""):
        page = browser.new_context(viewport=DESKTOP, locale="zh-CN", accept_downloads=True).new_page()
        page.set_default_timeout(20_000)
        page.goto(site.url("/"))
        if username:
            write(page, page.get_by_label("用户名"), username)
            write(page, page.get_by_label("密码"), PASSWORD)
            press(page, page.get_by_role("button", name="登录"))
            page.get_by_role("button", name="退出").wait_for()
        return page

    return sign_in


def test_a_report_goes_from_entry_to_the_public(person, site):
    start_evaluation(person("guanli"))
    preparer, reviewer = person("tianbao"), person("shenhe")
    fill_in(preparer, site)
    hand_in(preparer)
    send_back(reviewer)
    assert "请核对满意度样本数" in follow_home(preparer).inner_text()
    amend(preparer)
    hand_in(preparer)
    approve(reviewer)
    publish(person("fabu"))
    read_as_the_public(person(), site)


def start_evaluation(page):
    page.get_by_role("link", name="年度任务").first.click()
    page.get_by_role("link", name="开启2022年度的单位自评").click()
    page.get_by_label("公园街道").check()
    page.get_by_role("button", name="开启所选单位的自评").click()


def fill_in(page, site):
    """Enter the whole year without touching the mouse."""
    follow(page, page.locator("main").get_by_role("link", name=CONTENT["department"]["name"]))
    follow(page, page.get_by_role("link", name="填报", exact=True))
    for part in PARTS:
        getattr(entering, part)(page)
        save(page, "Control+Enter")
    fill_in_tree(page, CONTENT["indicators"])
    fill_in_projects(page, site)
    open_part(page, "问题与改进")
    for index, given in enumerate(CONTENT["problems"]):
        entering.problem(page, index, given)
        save(page)
    for part, title in LAST_PARTS.items():
        open_part(page, title)
        getattr(entering, part)(page)
        save(page)
    open_evaluation(page)
    follow(page, page.get_by_role("link", name="全部校验结果"))
    for given in CONTENT["explanations"]:
        explain(page, given)
    open_evaluation(page)


def open_evaluation(page):
    follow(page, page.get_by_role("region", name="当前自评").get_by_role("link"))


def open_part(page, title):
    follow(page, page.get_by_role("navigation", name="填报目录").get_by_role("link", name=title))


def explain(page, given):
    """Answer all findings of some checks with one reason."""
    for check in given["checks"]:
        asked = page.locator("li").filter(has=page.get_by_role("link", name=check, exact=True))
        for box in asked.get_by_role("checkbox").all():
            tick(page, box)
    write(page, page.locator("[name=reason]"), given["reason"])
    press(page, page.get_by_role("button", name="提交答复"))
    page.get_by_text(given["reason"]).first.wait_for()


def fill_in_tree(page, indicators):
    """Add the indicators of each branch one after the other, beginning at the list of all."""
    for branch, group in groupby(indicators, lambda given: given["path"][-1]):
        rows = list(group)
        follow(page, page.get_by_role("link", name=re.compile(f"添加指标\\s*到{branch}")))
        for index, given in enumerate(rows):
            entering.indicator(page, given)
            save(page, "Control+s" if index == len(rows) - 1 else "Control+Enter")
        follow(page, page.get_by_role("link", name="返回指标列表"))


def fill_in_projects(page, site):
    """Fill in the first project in the browser; the others are entered alike, through the services."""
    first = CONTENT["project_evaluations"][0]
    open_part(page, "项目自评")
    follow(page, page.locator("main").get_by_role("link", name=first["project"], exact=True))
    entering.project(page, first)
    save(page, "Control+Enter")
    fill_in_tree(page, first["indicators"])
    site.shell(OTHER_PROJECTS)


def amend(page):
    """Change something: what is handed in again as it was is refused."""
    evaluation = page.url
    page.goto(f"{evaluation}enter/results/")
    entering.put(page, "disclosure-text", f"{CONTENT['sections']['disclosure']}满意度调查的样本数已经核对。")
    save(page)
    page.goto(evaluation)


def hand_in(page):
    page.get_by_role("link", name="送审", exact=True).click()
    page.get_by_role("button", name="确认送审").click()
    page.get_by_text("审核中").first.wait_for()


def follow_home(page):
    page.get_by_role("link", name="首页").click()
    page.get_by_role("link", name=CONTENT["department"]["name"]).first.click()
    return page.locator("main")


def send_back(page):
    follow_home(page)
    page.get_by_role("link", name="退回").click()
    page.get_by_role("button", name="确认退回").click()
    page.get_by_text("请填写").first.wait_for()
    page.locator("[name=reason]").fill("请核对满意度样本数")
    page.get_by_role("button", name="确认退回").click()
    page.get_by_text("已退回").first.wait_for()


def approve(page):
    assert "96.00" in follow_home(page).inner_text()
    page.get_by_role("link", name="审核通过").click()
    page.get_by_role("button", name="确认审核通过").click()
    page.get_by_text("已审核").first.wait_for()


def publish(page):
    follow_home(page)
    page.get_by_role("link", name="填写审查结论").click()
    page.get_by_label("主动公开").check()
    page.get_by_role("button", name="记录审查结论").click()
    page.get_by_role("button", name="确认公开").click()
    page.get_by_role("link", name="查看公开页面").click(timeout=60_000)
    assert "96.00" in page.locator("article").inner_text()


def read_as_the_public(page, site):
    page.goto(site.url("/public/"))
    page.get_by_role("link", name="2022年度", exact=True).click()
    page.get_by_role("link", name="绩效自评报告").click()
    page.get_by_role("link", name="第1版").first.click()
    text = page.locator("body").inner_text()
    assert "96.00" in text
    assert "等级为“优”" in text
    assert CONTENT["department"]["index_code"] in text
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    pdf = pypdfium2.PdfDocument(download.value.path())
    assert "绩效自评报告" in pdf[0].get_textpage().get_text_range()
    assert CONTENT["department"]["index_code"] in pdf[len(pdf) - 1].get_textpage().get_text_range()
