"""Official figures are imported as the finance system exports them; what units have entered stays as it is."""

from decimal import Decimal

import pytest

from departments.models import AuditEntry, Cycle, OfficialFigure
from tests.factories import make_cycle, make_department, make_evaluation
from tests.pages import text_of
from tests.reports.imports.files import FIGURES, changes_in, csv_of, import_file, problems_in, result_of, send, xlsx_of

KIND = "figures"


@pytest.fixture
def cycle(administrator):
    return make_cycle()


def stored():
    rows = OfficialFigure.objects.values_list("department__code", "category", "initial", "adjustment", "executed")
    return sorted(rows)


@pytest.mark.parametrize("make", [csv_of, xlsx_of, lambda *rows: csv_of(*rows, encoding="gb18030")])
def test_figures_of_several_units_are_stored_beside_what_they_entered(client, on_commit, cycle, make):
    evaluation = make_evaluation(make_department("11"), cycle)
    evaluation.budget_lines.filter(category="basic").update(initial=1)

    rows = [("11", "基本支出", "1000000.10", "-5", "999995.10"), ("12", "支出合计", 20, "", 0)]
    job = import_file(client, KIND, make(FIGURES, *rows), on_commit, cycle=cycle.pk)

    assert stored() == [
        ("11", "basic", Decimal("1000000.10"), Decimal(-5), Decimal("999995.10")),
        ("12", "total", Decimal(20), None, Decimal(0)),
    ]
    assert evaluation.budget_lines.get(category="basic").initial == 1
    figure = OfficialFigure.objects.first()
    assert (figure.source, figure.imported_by) == (job.bulk_import.sha256, job.requested_by)
    assert len(result_of(client, job)) == 2
    entry = AuditEntry.objects.get(action="officialfigure.import", department__code="11")
    assert entry.changes["基本支出年初预算数"] == [None, "1000000.1"]


HEAD = ("单位编码", "年初预算", "调整数", "支出数")
IN_WAN = ("单位编码", "年初预算（万元）", "调整数（万元）", "支出数（万元）")
ADJUSTED = ("单位编码", "年初预算", "调整后预算", "支出数")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([HEAD, ("11", "1868.17", "0", "1,868.17")], id="元"),
        pytest.param([IN_WAN, ("11", "0.186817", "0", "0.186817")], id="in the heads"),
        pytest.param([("单位：万元", "", "", ""), HEAD, ("11", "0.186817", "0", "0.186817")], id="in a line above"),
        pytest.param([ADJUSTED, ("11", "0.186817万元", "1868.17元", "１８６８．１７")], id="in the cells"),
    ],
)
def test_units_of_money_are_read_from_heads_lines_and_cells(client, on_commit, cycle, rows):
    rows = [tuple(f'"{cell}"' for cell in row) for row in rows]

    import_file(client, KIND, csv_of(*rows), on_commit, cycle=cycle.pk)

    assert stored() == [("11", "total", Decimal("1868.17"), Decimal(0), Decimal("1868.17"))]


def test_preview_says_how_an_amount_was_read_and_whose_name_differs(client, cycle):
    page = send(
        client,
        KIND,
        csv_of(("预算编码", "单位名称", "年初预算数（万元）"), ("11", "第一街道办事处", "1868.17")),
        cycle=cycle.pk,
    )

    assert changes_in(page) == [(2, "11 第一街道 支出合计", "新增", "年初预算数", "（空）", "18,681,700.00元")]
    [change] = page.context["page"].object_list
    assert change.how == "“1868.17”读作1868.17万元；文件中的单位名称为“第一街道办事处”，请核对"


def test_second_import_changes_what_differs_and_leaves_what_is_empty(client, on_commit, cycle):
    import_file(client, KIND, csv_of(FIGURES, ("11", "项目支出", 100, 5, 90)), on_commit, cycle=cycle.pk)

    page = send(client, KIND, csv_of(FIGURES, ("11", "项目支出", 100, "", 95)), cycle=cycle.pk)

    assert changes_in(page) == [(2, "11 第一街道 项目支出", "修改", "全年执行数", "90.00元", "95.00元")]
    import_file(client, KIND, csv_of(FIGURES, ("11", "项目支出", 100, "", 95)), on_commit, cycle=cycle.pk)
    assert stored() == [("11", "project", Decimal(100), Decimal(5), Decimal(95))]
    same = send(client, KIND, csv_of(FIGURES, ("11", "项目支出", 100, 5, 95)), cycle=cycle.pk)
    assert "没有需要导入的变化" in text_of(same)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(("11", "基本支出", "一百", "", ""), "C3：无法识别“一百”", id="no number"),
        pytest.param(("11", "基本支出", "1.005", "", ""), "金额最多到分", id="finer than 分"),
        pytest.param(("11", "基本支出", "", "", "-1"), "不能小于", id="negative execution"),
        pytest.param(("11", "基本支出", "12%", "", ""), "C3：", id="a percentage"),
        pytest.param(("11", "杂项", "1", "", ""), "项目无法识别", id="unknown line"),
        pytest.param(("99", "基本支出", "1", "", ""), "编码“99”不是您管理的单位", id="unknown unit"),
        pytest.param(("", "基本支出", "1", "", ""), "请填写预算编码", id="no unit"),
        pytest.param(("12", "合计", "1", "", ""), "与第2行重复", id="twice under two names"),
        pytest.param(("11", "基本支出", "12345678901234567", "", ""), "金额过大", id="too large"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_stored(client, cycle, row, said):
    page = send(client, KIND, csv_of(FIGURES, ("12", "支出合计", 1, 0, 1), row), cycle=cycle.pk)

    [problem] = problems_in(page)
    assert said in problem
    assert not OfficialFigure.objects.exists()


def test_total_of_the_whole_file_is_passed_over(client, on_commit, cycle):
    rows = [("预算编码", "单位名称", "年初预算数"), ("11", "第一街道", 5), ("", "合计", 5)]

    import_file(client, KIND, csv_of(*rows), on_commit, cycle=cycle.pk)

    assert len(stored()) == 1


def test_budget_of_the_year_that_contradicts_its_parts_is_refused(client, cycle):
    rows = [("预算编码", "年初预算数", "预算调整数", "全年预算数"), ("11", 100, 5, 106)]

    [problem] = problems_in(send(client, KIND, csv_of(*rows), cycle=cycle.pk))

    assert "年初预算数加调整数为105元，与全年预算数106元不符" in problem


def test_file_without_amounts_says_so(client, cycle):
    page = send(client, KIND, csv_of(("预算编码", "单位名称"), ("11", "第一街道")), cycle=cycle.pk)

    assert "没有金额列" in problems_in(page)[0]


def test_round_has_to_be_chosen(client, administrator):
    page = send(client, KIND, csv_of(FIGURES, ("11", "支出合计", 1, 0, 1)))

    assert "请选择年度任务" in text_of(page)
    assert not Cycle.objects.exists()


def test_branch_administrator_imports_for_the_branch_only(client, branch_administrator):
    rows = (("11", "支出合计", 1, 0, 1), ("121", "支出合计", 1, 0, 1))
    page = send(client, KIND, csv_of(FIGURES, *rows), cycle=make_cycle().pk)

    [problem] = problems_in(page)
    assert "编码“11”不是您管理的单位" in problem
