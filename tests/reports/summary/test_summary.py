"""Sums, means and differences of several units, and the document that prints them."""

from datetime import date
from decimal import Decimal

import pytest

from departments.figures import Line
from departments.ratios import Outcome
from reports.document.blocks import Heading, Paragraph, Table
from reports.summary import LevelScore, UnitFacts, compose_summary, differences, summarise
from tests.reports.document.compose.plain_text import text_of


def decimals(*values):
    return [None if value is None else Decimal(value) for value in values]


def make_unit(name="甲街道", initial="100", adjusted="100", executed="90", **changes):
    """Return a unit that has been approved, with amounts in 元."""
    number = sum(map(ord, name))
    facts = {"evaluation": number, "status": "已审核", "is_filed": True, "scheme": "本区方案"}
    facts |= {"total": Line("total", "支出合计", *decimals(initial, adjusted, executed))}
    facts |= {"score": Decimal(90), "grade": "优", "final": Decimal(90)}
    return UnitFacts(number, name, **(facts | changes))


def score(value):
    return {"score": value and Decimal(value), "final": None}


def messages(*units):
    return [(found.title, found.message) for found in differences(summarise(units))]


def test_amounts_are_added():
    summary = summarise([make_unit("甲", "100", "120", "60"), make_unit("乙", "10.05", "30", "15")])

    assert (summary.initial.value, summary.adjusted.value, summary.executed.value) == (Decimal("110.05"), 150, 75)
    assert summary.rate.percent == 50
    assert summary.initial.missing == summary.adjusted.missing == summary.executed.missing == ()


def test_a_missing_amount_is_left_out_named_and_not_zero():
    summary = summarise([make_unit("甲"), make_unit("乙", None, "50", None)])

    assert (summary.initial.value, summary.initial.missing) == (100, ("乙",))
    assert (summary.adjusted.value, summary.adjusted.missing) == (150, ())
    assert summary.rate.percent == 90


def test_without_any_amount_there_is_no_sum():
    summary = summarise([make_unit("甲", None, None, None), UnitFacts(2, "乙")])

    assert summary.initial.value is summary.adjusted.value is None
    assert summary.rate.outcome is Outcome.UNKNOWN


def test_zero_is_a_known_amount():
    summary = summarise([make_unit("甲", "0", "0", "0")])

    assert summary.executed.value == 0
    assert summary.rate.outcome is Outcome.NOT_APPLICABLE


def test_scores_are_weighted_by_the_years_budget():
    summary = summarise(
        [make_unit("甲", adjusted="300", **score("96")), make_unit("乙", adjusted="100", **score("80"))]
    )

    assert (summary.own.weighted, summary.own.simple) == (Decimal("92.00"), Decimal("88.00"))
    assert summary.final.weighted is None


def test_means_are_rounded_half_up_once():
    units = [make_unit(name, adjusted="1", **score(value)) for name, value in (("甲", "90"), ("乙", "90.01"))]

    assert summarise(units).own.simple == Decimal("90.01")


@pytest.mark.parametrize("budget", [None, "0"])
def test_units_without_score_or_budget_are_left_out_and_named(budget):
    summary = summarise(
        [
            make_unit("甲", **score("90")),
            make_unit("乙", **score(None)),
            make_unit("丙", adjusted=budget, **score("60")),
        ]
    )

    assert (summary.own.weighted, summary.own.simple) == (90, 75)
    assert (summary.own.unscored, summary.own.unweighted) == (("乙",), ("丙",))


def test_highest_and_lowest_score_are_named():
    units = [make_unit("甲", **score("96")), make_unit("乙", **score("80")), make_unit("丙", **score("96"))]

    spread = summarise(units).spread

    assert (spread.highest, spread.at_highest) == (96, ("甲", "丙"))
    assert (spread.lowest, spread.at_lowest) == (80, ("乙",))


def test_nothing_to_sum_up_is_no_fault():
    summary = summarise([])

    assert summary.spread is None
    assert differences(summary) == ()


def test_level_one_stands_side_by_side_for_units_of_one_scheme():
    def levels(*given):
        return tuple(LevelScore(name, Decimal(points), value and Decimal(value)) for name, points, value in given)

    a = make_unit("甲", levels=levels(("产出", 40, "38"), ("效益", 40, "36")))
    b = make_unit("乙", levels=levels(("产出", 40, None)))
    other = make_unit("丙", scheme="湖南方案", levels=levels(("过程", 30, "30")))

    first, second = summarise([a, other, b]).comparisons

    assert (first.scheme, first.names) == ("本区方案", ("产出", "效益"))
    assert [[level and level.score for level in scores] for _, scores in first.rows] == [[38, 36], [None, None]]
    assert (second.scheme, second.names) == ("湖南方案", ("过程",))


def test_equal_units_have_no_differences():
    assert messages(make_unit("甲"), make_unit("乙")) == []


PROJECTS_APART = {
    "projects": Line("projects", "各项目合计", *decimals(None, "30000", "0")),
    "project_line": Line("project", "项目支出", *decimals("1", "20000", "0")),
}
FAR = "乙：执行率60%，比汇总执行率75%低 15 个百分点"


@pytest.mark.parametrize(
    ("changes", "title", "words"),
    [
        pytest.param({"is_filed": False, "status": "填报中"}, "尚未送审", "乙：填报中。", id="draft"),
        pytest.param({"adjusted": None, "executed": None}, "金额缺失", "全年预算数、全年执行数未填", id="no amounts"),
        pytest.param(score(None), "得分缺失", "自评得分尚未算出", id="no score"),
        pytest.param(
            PROJECTS_APART,
            "项目合计与项目支出不一致",
            "各项目全年预算数合计3.00万元，项目支出为2.00万元，相差1.00万元",
            id="projects",
        ),
        pytest.param({"executed": "60"}, "执行率与汇总执行率相差超过 10 个百分点", FAR, id="execution"),
        pytest.param({"final": Decimal("85.5")}, "最终得分与自评得分不同", "相差 4.5 分", id="final"),
        pytest.param({"scheme": "湖南方案"}, "指标体系方案不同", "采用“湖南方案”，与多数单位的“本区方案”", id="scheme"),
    ],
)
def test_each_difference_is_named_with_its_unit(changes, title, words):
    found = messages(make_unit("甲"), make_unit("乙", **changes), make_unit("丙", "0", "0", "0"))

    named = [message for kind, message in found if kind == title and message.startswith("乙：")]
    assert len(named) == 1
    assert words in named[0]


def test_a_unit_that_has_not_begun_is_named_once():
    assert messages(make_unit("甲"), UnitFacts(2, "乙")) == [("尚未送审", "乙：未开展。")]


@pytest.mark.parametrize(("executed", "is_named"), [("70", False), ("69.99", True), ("90", False), ("90.01", True)])
def test_execution_is_far_from_more_than_ten_points_on(executed, is_named):
    common = make_unit("甲", adjusted="1000000000", executed="800000000")

    found = messages(common, make_unit("乙", adjusted="100", executed=executed))

    assert [title.startswith("执行率") for title, _ in found] == [True] * is_named


def composed(*units):
    return compose_summary(summarise(units), name="某某主管局", year=2022, today=date(2023, 5, 30))


def test_the_document_says_what_when_and_of_whom():
    document = composed(make_unit("甲"), make_unit("乙", None, None, None, **score(None)))

    table = document.blocks[0]
    assert document.title == "2022年度某某主管局\n部门整体支出绩效自评汇总表"
    assert document.orientation == "landscape"
    assert table.caption == "（截至2023年5月30日）"
    assert [cell.text for cell in table.rows[0].cells] == [
        "1", "甲", "已审核", "0.01", "0.01", "0.01", "90%", "0", "90.00", "优", "90.00",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[1].cells][3:7] == ["—"] * 4
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["合计", "2/2"]
    assert "年初预算数、全年预算数、全年执行数合计不含：乙（未填报）。" in text_of(document)


def test_the_document_groups_differences_by_kind():
    document = composed(make_unit("甲", status="填报中", is_filed=False), UnitFacts(2, "乙"))

    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["汇总说明", "需要关注的差异", "尚未送审"]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)][-2:] == [
        "甲：填报中。",
        "乙：未开展。",
    ]


def test_scores_by_level_one_are_printed_with_their_points():
    unit = make_unit(
        "甲", levels=(LevelScore("产出指标", Decimal(40), Decimal("38.5")), LevelScore("效益指标", Decimal(40), None))
    )

    table = [block for block in composed(unit).blocks if isinstance(block, Table)][1]

    assert [column.title for column in table.columns] == ["单位", "产出指标", "效益指标", "自评得分"]
    assert [cell.text for cell in table.rows[0].cells] == ["甲", "38.50/40", "—/40", "90.00"]
