"""The grid under the hands of a person: keys, blocks from Excel and WPS, fill down, undo, scores."""

import pytest
from django.test import Client

from departments.models import AuditEntry, Draft
from indicators.models import Indicator
from tests.browser import PHONE, page_for
from tests.factories import make_evaluation, make_member
from tests.indicators.grid.leaves import grid_address, make_leaf
from tests.reports.test_autosave_browser import until, wait_for
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """([text, html]) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/plain", text);
  if (html) clipboard.setData("text/html", html);
  const how = { clipboardData: clipboard, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""
MERGED = """<table><tr><td colspan=2>甲一</td><td rowspan=2>≥90</td><td>%</td></tr>
<tr><td colspan=2>乙一</td><td>%</td></tr>
<tr><td colspan=2 rowspan=2>丙一</td><td rowspan=2>80</td><td rowspan=2>%</td></tr><tr></tr></table>"""
MERGED_TEXT = "甲一\t\t≥90\t%\r\n乙一\t\t\t%\r\n丙一\t\t80\t%\r\n\t\t\t\r\n"


@pytest.fixture
def evaluation(db):
    return make_evaluation()


@pytest.fixture
def leaves(evaluation):
    return [make_leaf(evaluation, name) for name in "甲乙丙丁"]


@pytest.fixture
def open_page(browser, live_server, evaluation):
    pages = []

    def open_as(user, **options):
        client = Client()
        client.force_login(user)
        page = page_for(browser, client, live_server, **options)
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        pages.append(page)
        page.goto(grid_address(evaluation))
        return page

    yield open_as
    for page in pages:
        page.context.close()


@pytest.fixture
def page(open_page, leaves):
    return open_page(make_member())


def cell(row, name):
    return f"#id_leaves-{row}-{name}"


def focused(page):
    return page.evaluate("document.activeElement.name").removeprefix("leaves-")


def paste(page, target, text, html=""):
    page.focus(target)
    page.evaluate(PASTE, [text, html])


def said(page):
    return page.inner_text("#grid-said")


def values(page, name, count=4):
    return [page.input_value(cell(row, name)) for row in range(count)]


def test_keys_move_from_cell_to_cell_and_escape_takes_back(page):
    page.focus(cell(0, "actual"))
    page.keyboard.type("96")
    page.keyboard.press("Enter")
    page.keyboard.type("97")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "2-actual"

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "1-unit"
    page.keyboard.press("ArrowRight")
    page.keyboard.type("1")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("2")
    assert (focused(page), page.input_value(cell(1, "actual"))) == ("1-actual", "21")
    page.keyboard.press("Escape")
    assert page.input_value(cell(1, "actual")) == "97"

    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "0-actual"
    wait_for(page, "已自动保存")
    assert list(Indicator.objects.leaves().exclude(actual=None).values_list("actual", flat=True)) == [96, 97]


def test_line_break_needs_alt_and_leaves_other_cells_alone(page):
    page.focus(cell(0, "reason"))
    page.keyboard.type("一")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("二")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    assert page.input_value(cell(0, "reason")) == "一\n二"
    assert focused(page) == "1-reason"


def test_score_subtotal_and_total_follow_and_the_reason_is_one_key_away(open_page, leaves):
    Indicator.objects.leaves().filter(rule="positive").update(actual=95)
    page = open_page(make_member())
    page.focus(cell(0, "actual"))
    page.keyboard.press("Control+a")
    page.keyboard.type("47.5")
    page.locator(f"#score-{leaves[0].pk}").get_by_text("5.00").wait_for()
    assert page.inner_text(f"#score-{leaves[0].parent_id}") == "35.00"

    page.keyboard.press("F1")

    assert "甲：实际值 47.5 ÷ 目标值 95" in page.inner_text("#grid-basis")
    assert focused(page) == "0-actual"
    page.keyboard.press("ArrowDown")
    assert "乙" in page.inner_text("#grid-basis")
    assert not troubles_of(page)
    page.keyboard.press("F1")
    assert page.locator("#grid-basis").is_hidden()


def test_block_of_thirty_lines_and_six_columns_is_taken_in(open_page, evaluation):
    leaves = [make_leaf(evaluation, f"指标{number}", target=1, points=1) for number in range(32)]
    page = open_page(make_member())
    rows = [[f"名称{n}", f"≥{n + 1}", "人次" if n % 2 else "个", f"{n + 1},000", "１.5", f"{n}"] for n in range(30)]

    paste(page, cell(0, "name"), "\r\n".join("\t".join(row) for row in rows) + "\r\n")
    assert "已粘贴30行6列，填入150格" in said(page)
    assert "30格由系统计算或不在此填写" in said(page)
    wait_for(page, "已自动保存")
    until(lambda: Indicator.objects.filter(name__startswith="名称").count() == 30, page)

    last = Indicator.objects.get(pk=leaves[29].pk)
    assert (last.name, last.target, last.sign, last.unit, last.actual) == ("名称29", 30, "≥", "人次", 30_000)
    assert str(last.points) == "1.50"
    assert Indicator.objects.get(pk=leaves[30].pk).name == "指标30"
    assert not Draft.objects.exists()
    assert not troubles_of(page)
    page.goto("/")
    until(lambda: AuditEntry.objects.filter(action="indicator.change").count() == 30, page)


def test_merged_cells_leave_nothing_behind(page, leaves):
    paste(page, cell(0, "name"), MERGED_TEXT, MERGED)

    assert values(page, "name") == ["甲一", "乙一", "丙一", "丁"]
    assert values(page, "target") == ["≥90", "95", "80", "95"]
    assert values(page, "unit") == ["%"] * 4


def test_quoted_cells_text_numbers_and_blanks(page):
    page.fill(cell(1, "reason"), "原有")
    text = '"第一行\n第二行说""好"""\t措施\r\n\t"再\t议"\r\n'

    paste(page, cell(0, "reason"), text)
    assert page.input_value(cell(0, "reason")) == '第一行\n第二行说"好"'
    assert (page.input_value(cell(1, "reason")), page.input_value(cell(1, "measure"))) == ("原有", "再\t议")
    paste(page, cell(0, "actual"), "'９６\n\u00a097%\u00a0\n")
    assert values(page, "actual", 2) == ["９６", "97%"]

    wait_for(page, "已自动保存")
    until(lambda: Indicator.objects.filter(actual__in=(96, 97)).count() == 2, page)


def test_what_does_not_fit_is_said_and_what_cannot_be_read_waits(page):
    paste(page, cell(3, "actual"), "约80\t10\n96\t10\n")

    assert "多出的2格没有对应的指标或栏目，未填入" in said(page)
    wait_for(page, "1处未保存")
    assert "无法识别“约80”" in page.inner_text(f"{cell(3, 'actual')}_error")
    assert not troubles_of(page)


def test_plain_text_is_pasted_as_always(page):
    page.fill(cell(0, "reason"), "前")
    page.evaluate("document.activeElement.setSelectionRange(1, 1)")
    paste(page, cell(0, "reason"), "单格\r\n", "<table><tr><td>单格</td></tr></table>")

    assert page.input_value(cell(0, "reason")) == "前单格"
    assert not said(page)


def test_yes_or_no_is_pasted_by_its_words(open_page, evaluation):
    for name in "甲乙丙":
        make_leaf(evaluation, name, rule="yes_no", target=None, unit="")
    page = open_page(make_member())

    paste(page, cell(0, "rule_done"), "是\n否\n完成\n")

    assert [page.input_value(cell(row, "rule_done")) for row in range(3)] == ["yes", "no", ""]
    assert "1格不是可选的答案，未采用：“完成”" in said(page)


def test_fill_down_and_undo(page):
    page.fill(cell(0, "reason"), "疫情影响")
    page.focus(cell(0, "reason"))
    page.keyboard.press("Control+a")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    assert values(page, "reason") == ["疫情影响", "疫情影响", "疫情影响", ""]

    page.focus(cell(3, "reason"))
    page.keyboard.press("Control+d")
    assert values(page, "reason") == ["疫情影响"] * 4

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert values(page, "reason") == ["疫情影响", "", "", ""]
    page.keyboard.press("Control+y")
    assert values(page, "reason") == ["疫情影响", "疫情影响", "疫情影响", ""]
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="撤销").click()
    assert values(page, "reason") == [""] * 4
    assert page.get_by_role("button", name="撤销").is_disabled()
    wait_for(page, "已自动保存")
    assert not Indicator.objects.leaves().exclude(reason="").exists()


def test_two_people_in_one_cell_see_both_and_one_chooses(open_page, leaves):
    mine, theirs = open_page(make_member()), open_page(make_member())
    theirs.fill(cell(0, "reason"), "她的")
    wait_for(theirs, "已自动保存")
    mine.fill(cell(0, "reason"), "我的")
    wait_for(mine, "1处未保存")
    assert "现存：她的" in mine.inner_text(f"{cell(0, 'reason')}_stored")
    assert not troubles_of(mine)

    mine.get_by_role("button", name="保留我填写的").click()
    until(lambda: Indicator.objects.get(pk=leaves[0].pk).reason == "我的", mine)

    assert not Draft.objects.exists()


def test_dropped_line_and_leaving_lose_nothing(page, leaves):
    page.route("**/grid/", lambda route: route.abort())
    page.fill(cell(0, "reason"), "断网")
    wait_for(page, "未保存：网络中断")
    page.fill(cell(1, "reason"), "仍在断网")
    page.unroute("**/grid/")
    wait_for(page, "已自动保存")
    page.fill(cell(2, "reason"), "马上离开")
    page.goto("/")

    until(lambda: Indicator.objects.filter(reason__in=("断网", "仍在断网", "马上离开")).count() == 3, page)


def test_phone_shows_one_indicator_below_the_other(open_page, leaves):
    page = open_page(make_member(), size=PHONE)

    page.fill(cell(0, "actual"), "96")
    wait_for(page, "已自动保存")

    assert not troubles_of(page)
