"""The layout of the official table as scheme data: what may be said, and what is refused."""

import pytest

from indicators.schemes import SchemeError, load, preset, preset_names
from indicators.schemes.form import FUND_COLUMNS, GOAL_COLUMNS, Heading, TextBlock
from tests.indicators.schemes.test_loading import MINIMAL

every_preset = pytest.mark.parametrize("name", preset_names())


def form(lines):
    return load(f"{MINIMAL}\n{lines}").form


def problems(lines):
    with pytest.raises(SchemeError) as caught:
        form(lines)
    return [(problem.path, problem.message) for problem in caught.value.problems]


def test_what_is_left_out_is_as_in_the_national_form():
    plain = form("")

    assert plain.fund_columns == FUND_COLUMNS
    assert plain.goal_columns == GOAL_COLUMNS
    assert (plain.fund_title, plain.goal_title) == ("预算执行（万元）", "年度总体目标")
    assert (plain.header_rows, plain.indicators_title, plain.texts, plain.notes) == ((), "", (), ())


def test_every_part_of_the_layout_can_be_set():
    found = form(
        """
header = ["项目名称", "主管部门", "实施单位"]
header_rows = [1, 2]
fund_title = "项目资金（万元）"
fund_columns = [{ key = "executed", title = "执行数（B）" }, { key = "reason", title = "原因" }]
fund_rows = [
    { key = "total", title = "总额", is_scored = true, parts = ["current", "other"] },
    { key = "current", title = "财政拨款" },
    { key = "other", title = "其他" },
]
goal_title = "目标"
goal_columns = [{ key = "adjusted", title = "调整后目标" }]
indicators_title = "绩效指标"
texts = [{ key = "conclusion", title = "评价结论", is_first = true }]
notes = ["其他资金包括社会投入。"]
"""
    )

    assert found.header_rows == (1, 2)
    assert found.fund_columns == (Heading("executed", "执行数（B）"), Heading("reason", "原因"))
    assert found.fund_rows[0].parts == ("current", "other")
    assert (found.goal_title, found.goal_columns) == ("目标", (Heading("adjusted", "调整后目标"),))
    assert found.texts == (TextBlock("conclusion", "评价结论", is_first=True),)
    assert (found.indicators_title, found.notes) == ("绩效指标", ("其他资金包括社会投入。",))


@pytest.mark.parametrize(
    ("lines", "path", "words"),
    [
        pytest.param(
            'header = ["甲", "乙"]\nheader_rows = [1]', "form.header_rows", "应当等于表头的 2 栏", id="fields"
        ),
        pytest.param("header_rows = [1, 0]", "form.header_rows", "大于 0 的整数", id="an empty row"),
        pytest.param('header_rows = "12"', "form.header_rows", "整数的列表", id="no list"),
        pytest.param(
            'fund_columns = [{ key = "rate", title = "甲" }, { key = "rate", title = "乙" }]',
            "form.fund_columns",
            "“执行率”重复",
            id="a column of funds twice",
        ),
        pytest.param(
            'goal_columns = [{ key = "reached", title = "甲" }, { key = "reached", title = "乙" }]',
            "form.goal_columns",
            "“实际完成情况”重复",
            id="a goal twice",
        ),
        pytest.param(
            'texts = [{ key = "remark", title = "甲" }, { key = "remark", title = "乙" }]',
            "form.texts",
            "“备注”重复",
            id="a text twice",
        ),
        pytest.param(
            'fund_rows = [{ key = "total", title = "总额", is_scored = true, parts = ["basic"] }]',
            "form.fund_rows",
            "“总额”的组成部分“basic”不是",
            id="a sum of what is not there",
        ),
        pytest.param(
            'fund_rows = [{ key = "total", title = "总额", is_scored = true, parts = ["total"] }]',
            "form.fund_rows",
            "“总额”的组成部分“total”不是",
            id="a sum of itself",
        ),
        pytest.param(
            'texts = [{ key = "poem", title = "诗" }]', "form.texts[0].key", "不在可选范围内", id="no such text"
        ),
    ],
)
def test_a_layout_that_cannot_be_printed_is_refused(lines, path, words):
    [(place, message)] = problems(lines)

    assert place == path
    assert words in message


@every_preset
def test_head_of_every_preset_is_laid_out(name):
    form = preset(name).form

    assert sum(form.header_rows) == len(form.header)


@every_preset
def test_only_the_scored_row_of_funds_is_a_sum(name):
    form = preset(name).form

    assert [row.is_scored for row in form.fund_rows if row.parts] in ([], [True])
