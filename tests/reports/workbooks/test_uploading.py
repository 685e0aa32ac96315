"""The entry workbook down and up again: previewed, confirmed, refused, handed back, and never half stored."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from departments.models import Adjustment, AuditEntry, Duty
from departments.services import save_screen, why_locked
from departments.workbooks.problems import refuse
from departments.writes import Write
from indicators.models import EntryUpload, Indicator
from indicators.services import record_goal_approval
from reports.models import Measure, Problem
from reports.services import submit
from reports.workbooks.annotating import annotated
from tests.factories import make_cycle, make_evaluation
from tests.pages import text_of
from tests.reports.stage import set_stage
from tests.reports.workbooks.book import Book, compared, confirmed, said, sent


@pytest.fixture
def book(stage):
    return Book.of(stage.evaluation)


def line(stage, category):
    return stage.evaluation.budget_lines.get(category=category)


def test_an_unchanged_workbook_changes_nothing(stage, book, signed_in):
    response = sent(signed_in, stage.evaluation, book.content)

    assert "没有需要保存的变动" in text_of(response)
    assert "确认保存" not in text_of(response)
    assert response.context["comparison"].notes == []


def test_a_change_is_previewed_and_stored_only_when_it_is_confirmed(stage, book, signed_in):
    book.cell("lines", "executed", key="basic").value = "900.5万元"

    response = sent(signed_in, stage.evaluation, book.content)

    shown = text_of(response)
    assert "变动 1 处" in shown
    assert "预算与执行 E9 基本支出 全年执行数（元） 9206300 9005000 = 900.50万元" in shown
    assert line(stage, "basic").executed == Decimal("9206300.00")

    response = confirmed(signed_in, response)

    assert "已保存“填报表.xlsx”中的1处变动" in text_of(response)
    assert line(stage, "basic").executed == Decimal("9005000.00")


def test_the_preview_says_how_the_score_would_change(client, db):
    stage = set_stage()
    client.force_login(stage.preparer)
    book = Book.of(stage.evaluation)
    book.named("indicators", "actual", "民生保障数量").value = 550

    response = sent(client, stage.evaluation, book.content)

    assert "自评得分由 96.00 变为 94.75 分" in text_of(response)


def test_the_original_is_kept_with_its_hash_only_when_accepted(stage, book, signed_in):
    book.cell("signature", "value", key="signature|filled_by").value = "李四"
    content = book.content
    response = sent(signed_in, stage.evaluation, content)
    assert not EntryUpload.objects.exists()

    confirmed(signed_in, response)

    kept = EntryUpload.objects.get()
    assert (settings.MEDIA_ROOT / str(kept.file)).read_bytes() == content
    assert kept.uploaded_by == stage.preparer
    assert not list(settings.INCOMING_ROOT.glob("*"))
    assert AuditEntry.objects.filter(action="entryupload.add", changes__sha256=[None, kept.sha256]).count() == 1


def test_giving_up_leaves_nothing(stage, book, signed_in):
    book.cell("signature", "value", key="signature|filled_by").value = "李四"
    response = sent(signed_in, stage.evaluation, book.content)

    response = confirmed(signed_in, response, discard="1")

    assert "没有保存任何内容" in text_of(response)
    assert not EntryUpload.objects.exists()
    assert not list(settings.INCOMING_ROOT.glob("*"))


def test_rows_are_added_where_empty_rows_stand_and_where_rows_were_inserted(stage, book):
    book.add("duties", title="新增职责", text="说明")
    sheet, row, _, columns = book.spare("offices")
    sheet.insert_rows(row)
    sheet.cell(row, columns["name"]).value = "新设科室"
    book.add(
        "adjustments", kind="追加", nature="项目支出", fund="一般公共预算", amount="10万元", document="东财〔2022〕9号"
    )

    changes = said(book.compared(stage.evaluation, stage.preparer))

    assert changes["部门概况", "职责"] == ("", "新增职责")
    assert changes["部门概况", "机构名称"] == ("", "新设科室")
    assert changes["预算与执行", "金额（元）"] == ("", "100000")


def test_added_rows_are_stored_once_however_often_the_workbook_is_sent(stage, book, signed_in):
    book.add("duties", title="新增职责")
    book.add("tasks", title="新增任务")

    confirmed(signed_in, sent(signed_in, stage.evaluation, book.content))
    response = sent(signed_in, stage.evaluation, book.content)

    assert "没有需要保存的变动" in text_of(response)
    assert Duty.objects.filter(evaluation=stage.evaluation, title="新增职责").count() == 1


def test_the_same_workbook_can_be_corrected_and_sent_again(stage, book, signed_in):
    book.cell("lines", "executed", key="basic").value = 9000000
    book.add("duties", title="新增职责")
    confirmed(signed_in, sent(signed_in, stage.evaluation, book.content))
    book.cell("lines", "executed", key="basic").value = 9100000
    book.cell("duties", "title", title="新增职责").value = "改名的职责"

    response = sent(signed_in, stage.evaluation, book.content)

    comparison = response.context["comparison"]
    assert comparison.clashes == []
    assert said(comparison) == {
        ("预算与执行", "全年执行数（元）"): ("9000000", "9100000"),
        ("部门概况", "职责"): ("新增职责", "改名的职责"),
    }
    confirmed(signed_in, response)
    assert line(stage, "basic").executed == 9100000


def test_rows_are_removed_where_that_is_asked_for(stage, book, signed_in):
    title = stage.evaluation.duties.first().title
    book.cell("duties", "remove", title=title).value = "是"

    response = sent(signed_in, stage.evaluation, book.content)

    assert said(response.context["comparison"]) == {("部门概况", "整行"): (title, "（删除）")}
    confirmed(signed_in, response)
    assert not stage.evaluation.duties.filter(title=title).exists()


def test_a_row_that_was_cut_out_stays_and_is_named(stage, book):
    sheet, row, _, _ = book.row("duties", title=stage.evaluation.duties.first().title)
    sheet.delete_rows(row)

    comparison = book.compared(stage.evaluation, stage.preparer)

    assert comparison.changes == []
    assert comparison.notes == ["“主要职责”中有1行不在文件中，系统中保持不变；要删除的请在“删除”一栏选“是”。"]


def test_rows_and_columns_are_found_wherever_they_stand(stage, book):
    sheet, first, _, _ = next(book.rows("duties"))
    rows = [[cell.value for cell in sheet[number]] for number in range(first, first + 3)]
    for number, values in zip(range(first, first + 3), reversed(rows), strict=True):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value
    lines = book.cell("lines", "initial", key="basic").parent
    for cells in lines.iter_rows(min_row=5, max_row=22):
        cells[3].value, cells[4].value = cells[4].value, cells[3].value

    comparison = book.compared(stage.evaluation, stage.preparer)

    assert (comparison.problems, comparison.changes) == ([], [])


def test_a_new_indicator_stands_below_the_chosen_branch(stage, book, signed_in):
    parent = next(label for label in _parents(book) if label.startswith("2.1 "))
    book.add(
        "indicators",
        parent=parent,
        name="走访户数",
        nature="定量",
        points=2,
        rule="正向指标（越高越好）",
        target="≥50户",
        actual=50,
    )

    response = sent(signed_in, stage.evaluation, book.content)
    confirmed(signed_in, response)

    stored = Indicator.objects.get(name="走访户数")
    assert (stored.parent.name, stored.sign, stored.unit) == ("数量指标", "≥", "户")


def _parents(book):
    return {sheet.cell(row, columns["parent"]).value for sheet, row, _, columns in book.rows("indicators")} - {None}


def test_problems_and_measures_are_added_together(stage, book, signed_in):
    book.add("problems", title="宣传不够", text="渠道单一", indicators="民生保障数量")
    book.cell("problems", "indicators", title="宣传不够").value = None
    book.add("measures", problem="宣传不够", text="开设专栏", due_on=date(2023, 12, 1))

    confirmed(signed_in, sent(signed_in, stage.evaluation, book.content))

    measure = Measure.objects.get(text="开设专栏")
    assert (measure.problem.title, measure.due_on) == ("宣传不够", date(2023, 12, 1))
    assert Problem.objects.filter(evaluation=stage.evaluation).count() == 2


def test_projects_are_filled_in_too(stage, book):
    book.cell(
        "project_funds", "executed", project_name="困难群众救助和优抚保障", label="当年财政拨款"
    ).value = "300万元"
    book.cell("project_texts", "goal_reached", project_name="困难群众救助和优抚保障").value = "完成"
    book.named("project_indicators", "actual", "低保保障人数").value = 441

    found = said(book.compared(stage.evaluation, stage.preparer))

    assert found["项目自评", "全年执行数（元）"] == ("3106350", "3000000")
    assert found["项目自评", "实际完成情况"][1] == "完成"
    assert found["指标", "实际完成值"] == ("443", "441")


def test_settings_of_rules_are_filled_in_row_by_row(stage, book):
    sheet, row, _, columns = next(book.rows("bands"))
    sheet.cell(row, columns["bound"]).value = 92
    sheet, row, _, columns = next(book.rows("items"))
    sheet.cell(row, columns["done"]).value = "否"

    comparison = book.compared(stage.evaluation, stage.preparer)

    assert [(change.label, change.old, change.new) for change in comparison.changes] == [
        ("要点1 是否达到", "是", "否"),
        ("第1档 界限", "90", "92"),
    ]


# What is wrong


def problems_of(stage, book):
    comparison = book.compared(stage.evaluation, stage.preparer)
    return [(problem.sheet, problem.cell, problem.message) for problem in comparison.problems]


def test_everything_that_is_wrong_is_said_at_once_with_its_cell(stage, book, signed_in):
    book.cell("lines", "initial", key="basic").value = "很多"
    book.cell("lines", "executed", key="project").value = "=1+1"
    book.cell("staffing", "value", key="staffing|as_of").value = 44926
    book.cell("staffing", "value", key="staffing|as_of").number_format = "General"
    book.cell("staffing", "value", key="staffing|retired").value = date(2022, 1, 5)
    book.cell("staffing", "value", key="staffing|hired").value = "#REF!"
    book.cell("staffing", "value", key="staffing|hired").data_type = "e"
    book.cell("topic_system", "is_met", key=next(book.rows("topic_system"))[2]).value = "差不多"
    book.add("duties", text="没有标题")

    response = sent(signed_in, stage.evaluation, book.content)

    shown = text_of(response)
    assert "需要改正 7 处" in shown
    for words in (
        "无法识别“很多”",
        "这里是公式，请改为数值或文字",
        "这里是数字44926，不是日期",
        "Excel把这里认成了日期，应为数字",
        "这里是错误值",
        "“差不多”不在可选范围内",
        "应为：符合、不符合",
        "职责：请填写职责。",
    ):
        assert words in shown
    assert "确认保存" not in shown
    cells = {found.cell for found in response.context["comparison"].problems}
    assert cells == {"D9", "E10", "D40", "D47", "D48", "D8", "C11"}


def test_a_refused_workbook_comes_back_with_comments_and_can_be_sent_again(stage, book, signed_in):
    cell = book.cell("lines", "initial", key="basic")
    cell.value = "很多"
    response = sent(signed_in, stage.evaluation, book.content)
    address = reverse("reports:workbook_corrections", args=[stage.evaluation.pk, response.context["key"]])

    returned = openpyxl.load_workbook(io.BytesIO(b"".join(signed_in.get(address).streaming_content)))

    marked = returned[cell.parent.title][cell.coordinate]
    assert "无法识别“很多”" in marked.comment.text
    assert marked.fill.fgColor.rgb == "FFFFC7CE"
    assert returned.sheetnames[0] == "错误清单"
    assert [value.value for value in returned["错误清单"][4]][1:4] == ["预算与执行", "D9", "很多"]

    marked.value = "900万元"
    file = io.BytesIO()
    returned.save(file)
    response = sent(signed_in, stage.evaluation, file.getvalue())
    assert response.context["comparison"].can_be_confirmed


def test_a_workbook_that_is_refused_again_comes_back_with_its_present_faults_alone(stage, book, signed_in):
    cell = book.cell("lines", "initial", key="basic")
    cell.value = "很多"
    returned = _handed_back(stage, signed_in, book.content)
    returned[cell.parent.title][cell.coordinate].value = 9000000
    returned[cell.parent.title]["E10"].value = "不清楚"
    file = io.BytesIO()
    returned.save(file)

    returned = _handed_back(stage, signed_in, file.getvalue())

    assert returned.sheetnames.count("错误清单") == 1
    assert [value.value for value in returned["错误清单"][4]][1:4] == ["预算与执行", "E10", "不清楚"]
    assert returned["错误清单"][5][1].value is None
    assert returned[cell.parent.title][cell.coordinate].comment is None


def _handed_back(stage, client, content):
    key = sent(client, stage.evaluation, content).context["key"]
    answer = client.get(reverse("reports:workbook_corrections", args=[stage.evaluation.pk, key]))
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize(
    ("block", "values", "words"),
    [
        ("indicators", {"name": "走访户数", "points": 2}, "新增指标请在“上级指标”一栏从下拉列表中选择上级。"),
        ("measures", {"text": "开设专栏"}, "请在“针对问题”一栏填写上面某个问题的标题。"),
        ("measures", {"text": "开设专栏", "problem": "没有的"}, "请在“针对问题”一栏填写上面某个问题的标题。"),
    ],
    ids=["no branch", "no problem", "no such problem"],
)
def test_what_is_added_without_its_place_is_named(stage, book, block, values, words):
    book.add(block, **values)

    assert [message for _, _, message in problems_of(stage, book)] == [words]


def test_a_sheet_that_was_copied_is_named(stage, book):
    sheet, *_ = next(book.rows("duties"))
    book.book.copy_worksheet(sheet)

    assert any("又出现了一次，请删除重复的工作表" in message for _, _, message in problems_of(stage, book))


@pytest.mark.parametrize("change", ["merged", "hidden", "doubled", "stray", "column", "settled"])
def test_damage_to_the_sheets_is_named(stage, book, change):
    sheet, row, key, columns = next(book.rows("duties"))
    words = {
        "merged": "填写的区域不能合并单元格",
        "hidden": "这张工作表是隐藏的",
        "doubled": f"与第{row}行的内部编号相同",
        "stray": "这一行不在任何表内",
        "column": "“主要职责”缺少列：说明",
        "settled": "在这里不能修改",
    }[change]
    if change == "merged":
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)
    elif change == "hidden":
        sheet.sheet_state = "hidden"
    elif change == "doubled":
        sheet.cell(row + 1, 1).value = key
    elif change == "stray":
        sheet.cell(sheet.max_row + 3, 3).value = "写在表外"
    elif change == "column":
        sheet.cell(row - 2, columns["text"]).value = None
    else:
        cell = book.named("indicators", "parent", "民生保障数量")
        cell.value = "2.2 产出指标 › 质量指标"

    found = problems_of(stage, book)

    assert any(words in message for _, _, message in found), found


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("template", "0", "旧版模板（版本0），现行版本是1"),
        ("code", "999", "这是“别的单位”的填报表"),
        ("year", "2021", "这是2021年度的填报表，这里是2022年度"),
        ("scheme", "hunan 1", "指标体系方案已更换"),
    ],
)
def test_workbooks_of_other_templates_units_years_and_schemes_are_refused_by_name(stage, book, name, value, words):
    facts = {row[0].value: row[1] for row in book.book["_perfeval"].iter_rows(max_col=2) if row[0].value}
    facts[name].value = value
    if name == "code":
        facts["department"].value = "别的单位"

    [(_, _, message)] = problems_of(stage, book)

    assert words in message


def test_another_workbook_is_no_entry_workbook(stage, signed_in):
    file = io.BytesIO()
    openpyxl.Workbook().save(file)

    response = sent(signed_in, stage.evaluation, file.getvalue(), "其他.xlsx")

    assert "“其他.xlsx”不是本系统的填报表" in text_of(response)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "文件是空的"), (b"PK\x03\x04 broken", "不完整或已损坏"), (b"%PDF", "不是Excel工作簿")]
)
def test_bad_files_are_refused_and_nothing_is_kept(stage, signed_in, content, words):
    response = sent(signed_in, stage.evaluation, content)

    assert response.status_code == 200
    assert words in text_of(response)
    assert not list(settings.INCOMING_ROOT.glob("*")) if settings.INCOMING_ROOT.exists() else True


def test_nothing_but_an_uploaded_file_counts(stage, signed_in):
    response = signed_in.post(reverse("reports:workbook", args=[stage.evaluation.pk]))

    assert "没有收到文件" in text_of(response)


def test_under_review_nothing_is_taken(client, db):
    stage = set_stage()
    client.force_login(stage.preparer)
    content = Book.of(stage.evaluation).content
    submit(stage.evaluation, actor=stage.preparer)

    response = sent(client, stage.evaluation, content)

    assert response.status_code == 409
    assert why_locked(stage.reload()) in text_of(response)


def test_approved_goals_stay_as_they_are(db):
    stage = set_stage()
    record_goal_approval(
        stage.evaluation, document="东财〔2022〕1号", approved_on=date(2022, 3, 1), actor=stage.preparer
    )
    book = Book.of(stage.reload())
    book.named("indicators", "target", "民生保障数量").value = 1
    book.named("indicators", "actual", "民生保障数量").value = 1200

    [(sheet, _, message)] = problems_of(stage, book)

    assert (sheet, message) == ("指标", "“年度指标值”在这里不能修改，请改回“1100”。")


# Others at work


def change_on_screen(stage, category, **values):
    row = line(stage, category)
    based_on = row.version
    for name, value in values.items():
        setattr(row, name, Decimal(value))
    save_screen(stage.evaluation, [Write(row, based_on, list(values))], actor=stage.administrator)


def test_what_others_have_changed_elsewhere_in_the_row_is_kept(stage, book, signed_in):
    book.cell("lines", "executed", key="basic").value = 9000000
    change_on_screen(stage, "basic", previous="7")

    response = sent(signed_in, stage.evaluation, book.content)
    confirmed(signed_in, response)

    assert said(response.context["comparison"]) == {("预算与执行", "全年执行数（元）"): ("9206300", "9000000")}
    assert (line(stage, "basic").executed, line(stage, "basic").previous) == (9000000, 7)


def test_a_value_that_others_have_changed_is_a_clash(stage, book, signed_in):
    book.cell("lines", "executed", key="basic").value = 9000000
    change_on_screen(stage, "basic", executed="8000000")

    response = sent(signed_in, stage.evaluation, book.content)

    [clash] = response.context["comparison"].clashes
    assert (clash.mine, clash.theirs, clash.label) == ("9000000", "8000000", "全年执行数（元）")
    shown = text_of(response)
    assert "与他人的修改冲突 1 处" in shown
    assert str(stage.administrator) in shown
    response = confirmed(signed_in, response)
    assert response.status_code == 409
    assert line(stage, "basic").executed == 8000000


@pytest.mark.parametrize(("decision", "stored"), [("mine:{version}", 9000000), ("theirs", 8000000)])
def test_a_clash_is_decided_by_the_person(stage, book, signed_in, decision, stored):
    book.cell("lines", "executed", key="basic").value = 9000000
    book.cell("lines", "executed", key="project").value = 1
    change_on_screen(stage, "basic", executed="8000000")
    response = sent(signed_in, stage.evaluation, book.content)
    [clash] = response.context["comparison"].clashes

    response = confirmed(signed_in, response, **{f"clash-{clash.name}": decision.format(version=clash.version)})

    assert response.status_code == 200
    assert line(stage, "basic").executed == stored
    assert line(stage, "project").executed == 1


def test_what_changes_after_the_preview_is_previewed_again(stage, book, signed_in):
    book.cell("lines", "executed", key="basic").value = 9000000
    response = sent(signed_in, stage.evaluation, book.content)
    change_on_screen(stage, "basic", executed="8000000")

    response = confirmed(signed_in, response)

    assert response.status_code == 409
    assert "预览后，系统中的内容又有变化" in text_of(response)
    assert line(stage, "basic").executed == 8000000


def test_a_row_that_others_have_removed_is_named(stage, book):
    title = stage.evaluation.duties.first().title
    book.cell("duties", "title", title=title).value = "改过的职责"
    row = stage.evaluation.duties.first()
    save_screen(stage.evaluation, [Write(row, row.version, is_removal=True)], actor=stage.administrator)

    [(_, _, message)] = problems_of(stage, book)

    assert "已被他人删除" in message


def test_nothing_is_stored_when_one_write_is_refused(stage, book, signed_in):
    book.cell("lines", "executed", key="basic").value = 9000000
    book.named("projects", "remove", "困难群众救助和优抚保障").value = "是"

    response = sent(signed_in, stage.evaluation, book.content)

    assert "已填写自评，不能在此删除" in text_of(response)
    response = confirmed(signed_in, response)
    assert response.status_code == 409
    assert line(stage, "basic").executed == Decimal("9206300.00")


def test_another_person_cannot_see_what_waits_for_confirmation(stage, book, signed_in, client):
    response = sent(signed_in, stage.evaluation, book.content)
    address = reverse("reports:workbook_preview", args=[stage.evaluation.pk, response.context["key"]])
    client.force_login(stage.reviewer)

    assert client.get(address).status_code == 403


def test_an_evaluation_that_was_just_opened_has_a_workbook_too(db, stage):
    evaluation = make_evaluation(cycle=make_cycle(2031))

    comparison = compared(evaluation, Book.of(evaluation).content, stage.preparer)

    assert (comparison.problems, comparison.changes) == ([], [])


def test_adjustments_are_held_to_the_rules_of_the_screen(stage, book):
    row = book.add("adjustments", kind="结构调整", nature="项目支出", fund="一般公共预算", amount=5, document="文件")

    found = problems_of(stage, book)

    assert ("预算与执行", f"E{row}", "调入性质：结构调整须选择调入性质。") in found
    assert not Adjustment.objects.exists()


def test_a_list_is_no_longer_than_the_screen_takes(stage, book):
    sheet, row, _, columns = book.spare("tasks")
    for number in range(501):
        sheet.cell(row + number, 1).value = None
        sheet.cell(row + number, columns["title"]).value = f"任务{number}"

    found = problems_of(stage, book)

    assert any("“年度工作任务”最多500行，现有502行，请删减。" in message for _, _, message in found)


def test_a_workbook_that_is_too_odd_to_be_marked_comes_back_as_the_list_alone():
    content = annotated(b"PK no workbook", refuse("请改正。", "预算", "B5").problems)

    returned = openpyxl.load_workbook(io.BytesIO(content))
    assert returned.sheetnames == ["错误清单"]
    assert [cell.value for cell in returned["错误清单"][4]] == [1, "预算", "B5", None, "请改正。", None]
