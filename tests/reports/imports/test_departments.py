"""Units are imported: new ones at their place, known ones with what differs, or everything that is wrong is said."""

from contextlib import nullcontext

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Department, Role
from reports.jobs.tasks import perform
from reports.models import BulkImport, Job
from tests.factories import make_member
from tests.pages import text_of
from tests.reports.imports.files import (
    UNITS,
    changes_in,
    confirm,
    csv_of,
    import_file,
    problems_in,
    result_of,
    send,
    xlsx_of,
)

KIND = "departments"


def perform_now(job):
    perform.call(job.pk)
    job.refresh_from_db()


@pytest.mark.parametrize("make", [csv_of, xlsx_of, lambda *rows: csv_of(*rows, encoding="gb18030")])
def test_new_units_find_their_place_whatever_their_order(client, administrator, on_commit, make):
    rows = (("1311", "分校", "学校", "131"), ("131", "实验小学", "学校", "13"), ("13", "科技局", "综合局委", "1"))

    job = import_file(client, KIND, make(UNITS, *rows), on_commit)

    new = Department.objects.get(code="1311")
    top, bureau, school = Department.objects.filter(code__in=("1", "13", "131"))
    assert new.path == f"{top.pk}/{bureau.pk}/{school.pk}/{new.pk}/"
    assert (school.short_name, school.kind) == ("实验小学", "school")
    assert [row[:3] for row in result_of(client, job)] == [
        (4, "13 科技局", "新增"),
        (3, "131 实验小学", "新增"),
        (2, "1311 分校", "新增"),
    ]
    assert AuditEntry.objects.filter(action="department.add", actor=administrator).count() == 3


def test_every_change_is_shown_first_and_nothing_is_stored(client, administrator):
    page = send(
        client, KIND, csv_of((*UNITS, "启用"), ("11", "第一街道办", "", "12", "否"), ("12", "教育局", "", "", ""))
    )

    assert changes_in(page) == [
        (2, "11 第一街道办", "修改", "单位全称", "第一街道", "第一街道办"),
        (2, "11 第一街道办", "修改", "启用", "是", "否"),
        (2, "11 第一街道办", "修改", "上级单位编码", "1", "12"),
    ]
    assert Department.objects.get(code="11").name == "第一街道"


def test_moved_unit_takes_those_below_along(client, administrator, on_commit):
    import_file(client, KIND, csv_of(UNITS, ("12", "教育局", "", "11"), ("122", "第二小学", "学校", "121")), on_commit)

    paths = dict(Department.objects.values_list("code", "path"))
    assert paths["12"].startswith(paths["11"])
    assert paths["122"].startswith(paths["121"])
    assert paths["121"].startswith(paths["12"])


def test_exported_list_is_imported_without_a_change(client, administrator):
    content = b"".join(client.get(reverse("departments:department_list"), {"export": "xlsx"}).streaming_content)
    file = csv_of()
    file.name, file.file.name = "单位.xlsx", "单位.xlsx"
    file.file.write(content)
    file.size = len(content)
    file.seek(0)

    page = send(client, KIND, file)

    assert problems_in(page) == []
    assert "没有需要导入的变化" in text_of(page)
    assert not BulkImport.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(("", "无码街道", "街道（乡镇）", "1"), "请填写预算编码", id="no code"),
        pytest.param(("1 3", "空格街道", "街道（乡镇）", "1"), "预算编码只能由字母、数字", id="impossible code"),
        pytest.param(("13", "", "街道（乡镇）", "1"), "请填写单位全称", id="no name"),
        pytest.param(("13", "教育局", "街道（乡镇）", "1"), "与单位“12”相同", id="name of another"),
        pytest.param(("13", "新街道", "乡", "1"), "单位类型只能是", id="unknown type"),
        pytest.param(("13", "新街道", "", "1"), "请选择单位类型", id="no type"),
        pytest.param(("13", "新街道", "街道（乡镇）", ""), "请填写上级单位编码", id="nothing above"),
        pytest.param(("13", "新街道", "街道（乡镇）", "99"), "上级单位编码“99”不是您管理的单位", id="unknown above"),
        pytest.param(("12", "教育局", "", "121"), "上级单位不能是本单位或其所属单位", id="below itself"),
        pytest.param(("1", "某区", "", "11"), "最上级单位不能改变上级", id="top moved"),
        pytest.param(("13", "名" * 101, "学校", "1"), "最多100个字", id="name too long"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_kept(client, administrator, settings, row, said):
    page = send(client, KIND, csv_of(UNITS, ("14", "好街道", "街道（乡镇）", "1"), row))

    [problem] = problems_in(page)
    assert said in problem
    assert "导入”" in problem
    assert not Department.objects.filter(code="14").exists()
    assert not BulkImport.objects.exists()
    assert not list(settings.IMPORT_ROOT.glob("*"))


def test_all_errors_are_said_at_once(client, administrator):
    page = send(
        client, KIND, csv_of(UNITS, ("13", "", "乡", "99"), ("13", "新街道", "学校", "1"), ("", "x", "学校", "1"))
    )

    assert len(problems_in(page)) == 5


def test_formulas_errors_and_merged_cells_are_refused(client, administrator):
    def spoil(book):
        book.active["B3"] = "=B2"
        book.active["C3"] = "#REF!"
        book.active.merge_cells("D2:D3")

    rows = (UNITS, ("13", "甲街道", "学校", "1"), ("14", "乙街道", "学校", "1"))
    page = send(client, KIND, xlsx_of(*rows, change=spoil))

    said = " ".join(problems_in(page))
    assert "B3：此处是公式" in said
    assert "第2至3行有合并的单元格" in said


def test_code_that_became_a_number_has_lost_its_zero(client, administrator):
    page = send(client, KIND, xlsx_of(UNITS, (2.1, "甲街道", "学校", "1")))

    assert "被存成了数字" in problems_in(page)[0]


def test_text_code_keeps_its_zeros_and_a_name_is_no_formula(client, administrator, on_commit):
    job = import_file(client, KIND, csv_of(UNITS, ("0130", "'=1+1街道", "学校", "1")), on_commit)

    assert Department.objects.get(code="0130").name == "=1+1街道"
    assert result_of(client, job)[0][1] == "0130 =1+1街道"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        pytest.param(csv_of(("编码", "类型"), ("1", "学校")), "表头缺少“单位全称”", id="a column is missing"),
        pytest.param(csv_of(("甲", "乙"), ("1", "2")), "没有找到表头", id="no heads"),
        pytest.param(csv_of(UNITS), "表头下面没有数据", id="no rows"),
    ],
)
def test_file_without_what_is_needed_says_what(client, administrator, file, said):
    assert said in problems_in(send(client, KIND, file))[0]


def test_branch_administrator_imports_nothing_above_or_beside(client, branch_administrator):
    rows = [
        ("11", "别的街道", "学校", "12"),
        ("13", "新学校", "学校", "1"),
        ("12", "教育局", "", "1"),
        ("122", "二小", "学校", "12"),
    ]
    page = send(client, KIND, csv_of(UNITS, *rows))

    said = problems_in(page)
    assert len(said) == 2
    assert "编码“11”已被使用，且不在您管理的范围内" in said[0]
    assert "上级单位编码“1”不是您管理的单位" in said[1]


def test_branch_administrator_imports_below(client, branch_administrator, on_commit):
    import_file(client, KIND, csv_of(UNITS, ("122", "第二小学", "学校", "12")), on_commit)

    assert Department.objects.get(code="122").parent.code == "12"


def test_right_lost_before_the_worker_began_stops_the_import(client, administrator):
    page = send(client, KIND, csv_of(UNITS, ("13", "新街道", "学校", "1")))
    confirm(client, page, nullcontext)
    administrator.memberships.all().delete()

    job = Job.objects.get()
    perform_now(job)

    assert (job.status, job.messages[-1]) == ("failed", "导入人已没有管理权限，没有导入。")
    assert not Department.objects.filter(code="13").exists()


def test_data_changed_since_the_preview_are_shown_again(client, administrator):
    page = send(client, KIND, csv_of(UNITS, ("11", "改名街道", "", "")))
    Department.objects.filter(code="11").update(name="别人改的")

    found = BulkImport.objects.get()
    answer = client.post(
        reverse("reports:import_preview", args=[found.pk]), {"fingerprint": page.context["plan"].fingerprint}
    )

    assert answer.status_code == 409
    assert "预览后数据有变化" in text_of(answer)
    assert changes_in(answer)[0][4:] == ("别人改的", "改名街道")
    assert not Job.objects.exists()


def test_data_changed_after_the_confirmation_stop_the_worker(client, administrator):
    page = send(client, KIND, csv_of(UNITS, ("11", "改名街道", "", "")))
    confirm(client, page, nullcontext)
    Department.objects.filter(code="11").update(name="别人改的")

    job = Job.objects.get()
    perform_now(job)

    assert job.status == "failed"
    assert "预览后数据有变化，没有导入" in job.messages[-1]
    assert Department.objects.get(code="11").name == "别人改的"


def test_other_administrators_see_neither_import_nor_result(client, administrator, on_commit, district):
    job = import_file(client, KIND, csv_of(UNITS, ("13", "新街道", "学校", "1")), on_commit)
    other = make_member(Role.ADMINISTRATOR, district)
    client.force_login(other)

    assert client.get(reverse("reports:import_preview", args=[job.bulk_import_id])).status_code == 404
    assert client.get(reverse("reports:job", args=[job.pk])).status_code == 404
    assert client.post(reverse("reports:import_result", args=[job.pk])).status_code == 404
    assert client.get(reverse("reports:import_list")).context["page"].object_list.count() == 0
