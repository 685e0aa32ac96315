"""A table in another layout: mapped, then previewed, confirmed and stored by the same service as our own."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry
from indicators.models import EntryUpload, GoalApproval, Indicator
from reports.models import TableLayout
from tests.factories import handed_in
from tests.pages import text_of
from tests.reports.foreign.sheets import LAYOUTS, hunan, made, national, saved
from tests.reports.workbooks.book import confirmed, sent


def mapped(client, stage, content, name="表.xlsx", **answers):
    """Upload a table and confirm what is proposed, but for the answers that are given by the title of the spot."""
    response = sent(client, stage.evaluation, content, name)
    form = response.context["form"]
    data = {name: form[name].initial for name in form.fields}
    titles = {spot.title: name for name, spot in form.spots.items()}
    data |= {titles.get(title, title): value for title, value in answers.items()}
    address = response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]
    return client.post(address, data, follow=True)


def changes_of(response):
    return {(change.source.address, change.label): change.new for change in response.context["comparison"].changes}


EXPECTED = {
    "national": {
        ("B11", "预期目标"): "按时足额发放救助金。",
        ("F11", "实际完成情况"): "已全部发放。",
        ("E7", "全年预算数（元）"): "3200000",
        ("F7", "全年执行数（元）"): "3185000",
        ("F13", "实际完成值"): "450",
        ("D14", "指标名称"): "临时救助人次",
        ("E14", "符号"): "≥",
        ("E14", "年度指标值"): "60",
        ("E14", "计量单位"): "人次",
        ("F14", "实际完成值"): "58",
        ("I14", "偏差原因分析"): "申请人数减少",
        ("F15", "实际完成值"): "99.8",
        ("F16", "实际完成值（文字）"): "有效改善",
    },
    "hunan": {
        ("E7", "全年执行数（元）"): "9100000",
        ("E8", "全年执行数（元）"): "9400000",
        ("C5", "年初预算数（元）"): "18681700",
        ("C6", "年初预算数（元）"): "0",
        ("E10", "实际完成情况"): "民生得到保障。",
        ("F12", "实际完成值"): "1120",
        ("F13", "实际完成值"): "86",
        ("A15", "填报人"): "李四",
    },
    "anhui": {
        ("C5", "完成情况"): "全部完成。",
        ("B6", "工作任务"): "环境整治",
        ("G10", "实际完成值"): "1120",
        ("D11", "指标名称"): "新增就业人数",
        ("E11", "分值"): "2.5",
    },
    "chongqing": {("G8", "实际完成值"): "1120", ("D9", "符号"): "≥", ("F6", "实际完成情况"): "民生得到保障。"},
    "hubei": {("F8", "实际完成值"): "450"},
    "sichuan": {
        ("I7", "预算执行偏差原因及改进措施"): "申请人数减少",
        ("E8", "全年执行数（元）"): "3185000",
        ("H13", "实际完成值"): "450",
        ("E14", "符号"): "=",
        ("E15", "指标性质"): "定性",
        ("F15", "年度指标值（文字）"): "有效改善",
    },
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_read_into_the_same_preview_as_our_own_workbook(stage, signed_in, name):
    response = mapped(signed_in, stage, LAYOUTS[name]())

    comparison = response.context["comparison"]
    assert comparison.problems == comparison.clashes == []
    assert changes_of(response).items() >= EXPECTED[name].items()
    assert "变动" in text_of(response)


def test_what_was_previewed_is_stored_with_versions_and_log_and_the_original(stage, signed_in):
    content = national()
    preview = mapped(signed_in, stage, content)
    project = stage.evaluation.project_evaluations.get()
    assert project.funds.get(source="current").executed == Decimal("3106350.00")

    response = confirmed(signed_in, preview)

    assert "处变动" in text_of(response)
    stored = project.funds.get(source="current")
    assert (stored.executed, stored.version) == (Decimal("3185000.00"), 2)
    row = Indicator.objects.get(name="临时救助人次")
    assert (row.parent.name, row.sign, row.target, row.unit, row.points) == ("数量指标", "≥", 60, "人次", 12)
    assert row.project_evaluation == project
    assert AuditEntry.objects.filter(action="projectfund.change", actor=stage.preparer).exists()
    kept = EntryUpload.objects.get()
    assert (settings.MEDIA_ROOT / str(kept.file)).read_bytes() == content


def test_the_same_table_sent_again_changes_nothing(stage, signed_in):
    confirmed(signed_in, mapped(signed_in, stage, national()))

    response = mapped(signed_in, stage, national())

    assert response.context["comparison"].changes == []
    assert "没有需要保存的变动" in text_of(response)


def test_an_indicator_without_a_rule_is_named_and_not_read(stage, signed_in):
    confirmed(signed_in, mapped(signed_in, stage, national()))

    response = mapped(signed_in, stage, changed(national(), F14=59))

    assert "指标D14“临时救助人次”还没有选择评分方法，没有读取" in text_of(response)
    assert response.context["comparison"].changes == []


def test_a_blank_cell_changes_nothing(stage, signed_in):
    response = mapped(signed_in, stage, national())

    assert not [source for source, label in changes_of(response) if source in ("D8", "E8", "F8")]
    confirmed(signed_in, response)
    row = Indicator.objects.get(name="低保保障人数")
    assert (row.target, row.rule) == (440, "positive")


def test_a_wrong_guess_is_corrected_and_remembered_for_the_unit_and_the_layout(stage, signed_in):
    rows = [["三级指标", "指标值", "期末数", "分值"], ["民生保障数量", "1100人", 1130, 2.5]]
    first = mapped(signed_in, stage, made("表", rows))
    assert changes_of(first) == {}

    corrected = mapped(signed_in, stage, made("表", rows), 期末数="actual")

    assert changes_of(corrected) == {("C2", "实际完成值"): "1130"}
    rows[1][2] = 1140
    page = sent(signed_in, stage.evaluation, made("表二", rows))
    assert f"已按{stage.preparer}于" in text_of(page)
    assert changes_of(mapped(signed_in, stage, made("表二", rows))) == {("C2", "实际完成值"): "1140"}
    assert TableLayout.objects.get().department == stage.evaluation.department
    assert AuditEntry.objects.filter(action="tablelayout.confirm").count() == 2


def test_what_one_unit_has_confirmed_is_not_proposed_to_another(stage, signed_in):
    rows = [["三级指标", "期末数", "分值"], ["民生保障数量", 1130, 2.5]]
    mapped(signed_in, stage, made("表", rows), 期末数="actual")
    TableLayout.objects.update(department=stage.evaluation.department.children.create(code="102", name="别处"))

    page = sent(signed_in, stage.evaluation, made("表", rows))

    assert "已按" not in text_of(page)
    assert page.context["form"].meanings["indicators:期末数"] == ""


def test_the_mapping_can_be_looked_at_again_from_the_preview(stage, signed_in):
    preview = mapped(signed_in, stage, national())
    address = reverse("reports:workbook_mapping", args=[stage.evaluation.pk, preview.context["key"]])

    assert address in preview.content.decode()
    assert signed_in.get(address).status_code == 200


def test_of_several_sheets_one_is_chosen(stage, signed_in):
    book = openpyxl.load_workbook(io.BytesIO(hunan()))
    sheet = book.create_sheet("简表")
    for row in (["三级指标", "实际完成值"], ["民生保障数量", 1150]):
        sheet.append(row)
    page = sent(signed_in, stage.evaluation, saved(book))
    assert page.context["layout"].grid.name == "部门整体支出绩效自评表"
    address = f"{page.redirect_chain[-1][0]}?sheet=简表"
    form = signed_in.get(address).context["form"]

    response = signed_in.post(address, {name: form[name].initial for name in form.fields}, follow=True)

    assert changes_of(response) == {("B2", "实际完成值"): "1150"}


def test_a_sheet_that_is_not_there_is_answered_with_the_first(stage, signed_in):
    page = sent(signed_in, stage.evaluation, hunan())

    assert signed_in.get(page.redirect_chain[-1][0], {"sheet": "没有"}).status_code == 200


# What is wrong


def problems_of(response):
    return [problem.message for problem in response.context["comparison"].problems]


def changed(content, **cells):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for address, value in cells.items():
        book.active[address] = value
    return saved(book)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"A1": "2021年度部门整体支出绩效自评表"}, "这是2021年度的表，这里是2022年度"),
        ({"B2": "墩子塘街道"}, "这张表写的单位是“墩子塘街道”，这里是“公园街道”"),
        ({"E7": "=D7"}, "这里是公式，请改为数值或文字"),
        ({"E7": "约九百万"}, "无法识别“约九百万”"),
        ({"F12": date(2022, 5, 1)}, "Excel把这里认成了日期，应为数字"),
        ({"E12": "≥1100人", "H12": 2.5}, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(stage, signed_in, cells, words):
    response = mapped(signed_in, stage, changed(hunan(), **cells))

    found = problems_of(response)
    assert (found == []) if not words else any(words in message for message in found), found
    assert ("确认保存" in text_of(response)) is not bool(words)


def test_another_year_and_another_unit_are_both_named(stage, signed_in):
    content = changed(hunan(), A1="2021年度部门整体支出绩效自评表", B2="墩子塘街道")

    found = problems_of(mapped(signed_in, stage, content))

    assert [message[:4] for message in found] == ["这是20", "这张表写"]


def test_a_refused_table_comes_back_with_its_faults(stage, signed_in):
    response = mapped(signed_in, stage, changed(hunan(), E7="约九百万"))
    address = reverse("reports:workbook_corrections", args=[stage.evaluation.pk, response.context["key"]])

    returned = openpyxl.load_workbook(io.BytesIO(b"".join(signed_in.get(address).streaming_content)))

    assert "无法识别“约九百万”" in returned["部门整体支出绩效自评表"]["E7"].comment.text
    returned["部门整体支出绩效自评表"]["E7"] = 905
    again = mapped(signed_in, stage, saved(returned))
    assert changes_of(again)["E7", "全年执行数（元）"] == "9050000"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"unit": ""}, "请选择金额单位"),
        ({"得分": "points"}, "与“分值”"),
        ({"三级指标": ""}, "请指明哪一列是“三级指标（指标名称）”"),
        ({"subject": "p99999"}, "所选内容已不在可选范围内"),
    ],
)
def test_answers_that_cannot_be_are_refused_beside_their_field(stage, signed_in, answers, words):
    response = mapped(signed_in, stage, national(), **answers)

    assert words in text_of(response)
    assert not TableLayout.objects.exists()


def test_amounts_without_a_unit_are_never_guessed(stage, signed_in):
    content = changed(hunan(), A3="年度预算申请")

    assert sent(signed_in, stage.evaluation, content).context["form"]["unit"].initial == ""
    response = mapped(signed_in, stage, content, unit="元")

    assert changes_of(response)["E7", "全年执行数（元）"] == "910"


def test_what_has_no_place_is_named_and_not_read(stage, signed_in):
    response = mapped(signed_in, stage, LAYOUTS["sichuan"]())
    assert "资金“财政专户管理资金”没有对应的项目，没有读取。" in text_of(response)

    rows = [["二级指标", "三级指标", "分值", "是否核心"], ["宇宙指标", "登月次数", 5, "是"]]
    response = mapped(signed_in, stage, made("表", rows))

    shown = text_of(response)
    assert "指标B2“登月次数”的上级“宇宙指标”在本单位的指标体系中没有对应" in shown
    assert "没有读取：D1“是否核心”" in shown
    assert changes_of(response) == {}


def test_totals_that_differ_from_their_parts_are_named(stage, signed_in):
    shown = text_of(mapped(signed_in, stage, changed(hunan(), E4=1868.17)))

    assert "“年度资金总额”的全年执行数，表中（E4）为1868.17万元，系统按各项合计为1850.00万元，请核对。" in shown
    assert "全年预算数由年初预算数和“调整事项”算出" in shown


def test_approved_goals_are_not_read_from_a_table(stage, signed_in):
    said = {"document": "东财〔2022〕1号", "approved_on": date(2022, 3, 1)}
    stage.evaluation.scorecard.approval = GoalApproval.objects.create(
        evaluation=stage.evaluation, recorded_by=stage.preparer, recorded_at=clock.now(), **said
    )
    stage.evaluation.scorecard.save()

    response = mapped(signed_in, stage, changed(hunan(), E12="1200人"))

    assert "绩效目标已批复，表中的指标值、分值等已锁定的内容没有读取。" in text_of(response)
    assert not [label for _, label in changes_of(response) if label == "年度指标值"]
    assert changes_of(response)["F12", "实际完成值"] == "1120"


def test_the_same_name_below_another_branch_is_told_apart(stage, signed_in):
    whole = {row.name: row for row in stage.evaluation.indicators.whole()}
    Indicator.objects.create(
        evaluation=stage.evaluation, parent=whole["质量指标"], is_leaf=True, name="民生保障数量", points=1, position=1
    )
    rows = [["二级指标", "三级指标", "实际完成值"], ["数量指标", "民生保障数量", 1200]]

    assert changes_of(mapped(signed_in, stage, made("表", rows))) == {("C2", "实际完成值"): "1200"}
    rows = [["三级指标", "实际完成值"], ["民生保障数量", 1200]]
    assert "有2个同名的，无法确定是哪一个" in text_of(mapped(signed_in, stage, made("表", rows)))


def test_under_review_no_mapping_is_taken(stage, signed_in):
    page = sent(signed_in, stage.evaluation, hunan())
    under_review = handed_in(stage.evaluation.department, stage.preparer)
    type(stage.evaluation).objects.filter(pk=stage.evaluation.pk).update(**under_review)

    response = signed_in.post(page.redirect_chain[-1][0], {})

    assert response.status_code == 409
    assert not TableLayout.objects.exists()


def test_a_file_that_is_gone_has_no_mapping(stage, signed_in):
    page = sent(signed_in, stage.evaluation, hunan())
    for path in settings.INCOMING_ROOT.glob("*"):
        path.unlink()

    assert signed_in.get(page.redirect_chain[-1][0]).status_code == 404
