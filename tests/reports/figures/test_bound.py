"""Bound figures are found in a text, filled, and refused with the stretch and the nearest name; any text survives."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.lib.bound import BLANK, bound_in, masked, stray_in, written
from reports.checks import run
from reports.checks.edits import adding_text, changing_leaf, changing_line
from reports.checks.leaves import is_own
from reports.checks.texts import public_texts
from reports.document.compose import compose
from reports.figures import Figure, Kind, catalogue_of, fill, filled, problems_in, typed_side, words
from reports.public_view import public_view
from reports.tables import tables_of
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_branch, make_leaf, make_snapshot

SNAPSHOT = make_snapshot()
CATALOGUE = catalogue_of(SNAPSHOT)
PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{",
        "}",
        "｛｛",
        "｝｝",
        "|",
        "：",
        ":2",
        "总得分",
        "全年执行数",
        "万元",
        " ",
        "\n",
        "__class__",
        "等级",
        "文字",
    ]
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("{{ 预算完成率 }}", "100%", id="rate"),
        pytest.param("{{ 预算完成率|%:1 }}", "100.0%", id="rate with a decimal"),
        pytest.param("{{ 全年执行数 }}", "1868.17万元", id="amount as everywhere in the report"),
        pytest.param("{{ 全年执行数|万元:1 }}", "1868.2万元", id="amount rounded half up"),
        pytest.param("{{ 全年执行数|元 }}", "18681700元", id="amount in 元"),
        pytest.param("{{ 全年执行数|亿元:4 }}", "0.1868亿元", id="amount in 亿元"),
        pytest.param("｛｛全年执行数｜亿元：２｝｝", "0.19亿元", id="full width"),
        pytest.param("{{总得分}}", "96分", id="total"),
        pytest.param("{{ 等级 }}", "优", id="grade"),
        pytest.param("{{ 单位名称 }}", "南昌市东湖区公园街道办事处", id="unit"),
        pytest.param("{{ 居民满意度 }}", "75%", id="actual by the name of its indicator"),
        pytest.param("{{ 居民满意度指标值 }}", "90%", id="target"),
        pytest.param("{{ 居民满意度得分 }}", "6分", id="score"),
        pytest.param("{{ 居民满意度得分率 }}", "60%", id="share of the points"),
        pytest.param("{{ 居民满意度有效问卷数 }}", "192份", id="replies"),
        pytest.param("{{ 三公经费控制率 }}", "不适用（无预算、无支出）", id="rate without both sides"),
        pytest.param("{{ “三公”经费控制率 }}", "不适用（无预算、无支出）", id="quotation marks"),
        pytest.param("{{ 社区微改造全年执行数 }}", "500.00万元", id="project"),
        pytest.param("{{ 实有人数 }}", "30人", id="people"),
        pytest.param("{{ 预算完成律 }}", "{{ 预算完成律 }}", id="unknown stays as typed"),
        pytest.param("{{ 总得分|万元 }}", "{{ 总得分|万元 }}", id="wrong unit stays as typed"),
        pytest.param("{{ 等级|:2 }}", "{{ 等级|:2 }}", id="words have no decimals"),
        pytest.param("{{ }} {{总得分", "{{ }} {{总得分", id="no figure at all"),
    ],
)
def test_figure_is_printed_in_words(typed, printed):
    assert fill(f"前{typed}后", CATALOGUE).text == f"前{printed}后"


def test_missing_value_is_a_dash():
    unscored = replace(SNAPSHOT, total=None, grade="")

    assert fill("得{{ 总得分 }}，{{ 等级 }}", catalogue_of(unscored)).text == "得—，—"


def test_rate_is_rounded_once():
    rate = Figure("率", Kind.PERCENT, Decimal("94.445"), "%", 2)

    assert (words(rate), words(rate, "%", "1")) == ("94.45%", "94.4%")


@given(st.text(alphabet=st.characters(exclude_characters="{}｛｝")))
def test_text_without_braces_stays_as_it_is(text):
    assert fill(text, CATALOGUE).text == text
    assert list(problems_in(text, CATALOGUE)) == []


@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text()))
def test_any_text_is_filled_without_failing_and_every_place_leads_back(text):
    found = fill(text, CATALOGUE)
    problems = list(problems_in(text, CATALOGUE))

    for typed, printed in found.places:
        assert found.typed_span(printed) == typed
    assert all(0 <= problem.span[0] < problem.span[1] <= len(text) for problem in problems)
    assert len(masked(text)) == len(text)
    assert found.text == text or found.places


@given(st.integers(0, 40), st.integers(0, 40))
def test_stretch_of_the_printed_text_covers_what_was_typed(start, length):
    found = fill("甲{{ 总得分 }}乙丙{{ 全年执行数 }}，{{ 等级 }}。丁", CATALOGUE)
    end = min(start + length, len(found.text))
    if start >= end:
        return

    typed = found.typed[slice(*found.typed_span((start, end)))]

    assert found.text[start:end] in fill(typed, CATALOGUE).text


def test_nothing_is_evaluated():
    text = "{{ __import__('os') }}{{ 总得分.__class__ }}{% if 1 %}{{ snapshot.department }}"

    assert fill(text, CATALOGUE).text == text


def test_writing_a_bound_figure_can_be_read_back():
    (found,) = bound_in(written("全年执行数", "万元", 2))

    assert (found.name, found.unit, found.decimals) == ("全年执行数", "万元", "2")
    assert masked("甲{{ 乙 }}丙") == f"甲{BLANK * 7}丙"
    assert stray_in("{{ 甲 }} }} {{") == [(8, 10), (11, 13)]


@pytest.mark.parametrize(
    ("typed", "stretch", "says"),
    [
        pytest.param("得{{ 总的分 }}。", "{{ 总的分 }}", "是否为“总得分”", id="unknown name"),
        pytest.param("得{{ 全年执行 }}。", "{{ 全年执行 }}", "是否为“全年执行数”", id="part of a name"),
        pytest.param("得{{ 总得分|万元 }}。", "{{ 总得分|万元 }}", "只能写作分", id="wrong unit"),
        pytest.param("得{{ 总得分|分:x }}。", "{{ 总得分|分:x }}", "请写0至6之间的整数", id="bad decimals"),
        pytest.param("得{{ 总得分|分:-1 }}。", "{{ 总得分|分:-1 }}", "请写0至6之间的整数", id="negative decimals"),
        pytest.param("得{{ 等级|级 }}。", "{{ 等级|级 }}", "不带单位", id="unit of a word"),
        pytest.param("得{{ 总得分 }} 分，", "{{ 总得分 }} 分", "已带单位", id="unit twice"),
        pytest.param("支出{{ 全年执行数 }}万元", "{{ 全年执行数 }}万元", "请删去后面的“万元”", id="万元 twice"),
        pytest.param("得{{ 总得分", "{{", "落单", id="never closed"),
    ],
)
def test_fault_is_named_with_its_stretch(typed, stretch, says):
    (problem,) = problems_in(typed, CATALOGUE)

    assert (typed[slice(*problem.span)], says in problem.message) == (stretch, True), problem.message


def test_word_that_begins_like_a_unit_is_none():
    assert list(problems_in("得{{ 总得分 }}分别由两部分组成", CATALOGUE)) == []


def test_name_of_several_indicators_needs_its_block():
    branches = [make_branch(("产出", block), make_leaf(("产出", block, "完成率"), "%", 5)) for block in ("甲", "乙")]
    catalogue = catalogue_of(replace(SNAPSHOT, indicators=(make_branch(("产出",), *branches),)))

    assert catalogue.find("完成率") is None
    assert catalogue.nearest("完成率") in ("甲/完成率", "乙/完成率")
    assert fill("{{ 甲/完成率 }}", catalogue).text == "95%"


def test_project_speaks_of_its_own_score_and_money():
    project = SNAPSHOT.projects[0]
    catalogue = catalogue_of(SNAPSHOT, project)

    text = fill("{{ 项目名称 }}{{ 项目全年执行数 }}，{{ 项目预算执行率 }}，{{ 工程验收合格率 }}", catalogue).text

    assert text == "社区微改造500.00万元，100%，95%"


def test_all_texts_of_a_snapshot_are_filled_once_and_remember_how_they_were_typed():
    typed = changing_leaf(is_own, narrative="执行{{ 全年执行数 }}。")(adding_text("得{{ 总得分 }}。")(SNAPSHOT))

    printed = filled(typed)

    assert printed.goal.reached.endswith("得96分。")
    assert next(leaf for leaf in printed.leaves() if is_own(leaf)).narrative == "执行1868.17万元。"
    assert (filled(printed), typed_side(printed), filled(typed)) == (printed, typed, printed)
    assert filled(SNAPSHOT) == SNAPSHOT


def test_report_data_and_tables_print_the_value():
    typed = replace(
        adding_text("得{{ 总得分 }}。")(SNAPSHOT), sections=SNAPSHOT.sections | {"preamble": "{{ 等级 }}。"}
    )

    document, view, table = compose(typed), public_view(typed), tables_of(typed)[0]

    assert "得96分。" in str(document.blocks)
    assert "{{" not in str(document)
    assert (view["goal"]["reached"][-5:], view["sections"]["preamble"]) == ("得96分。", "优。")
    assert table.facts.goal["reached"].endswith("得96分。")


def test_draft_without_a_score_prints_a_dash_and_is_stopped():
    typed = replace(adding_text("得{{ 总得分 }}。")(SNAPSHOT), total=None, grade="")

    findings = [finding for finding in run(typed, CONTEXT) if finding.check_id == "F03"]

    assert "得—。" in str(compose(typed).blocks)
    assert [(finding.blocks, finding.place.field) for finding in findings] == [(True, "reached")]


def test_other_checks_read_the_printed_text_and_point_into_the_typed_one():
    typed = adding_text("得{{ 总得分 }}，满意度{{ 居民满意度 }}，补贴发放及时性及时性较好。")(SNAPSHOT)

    (finding,) = run(typed, CONTEXT)

    assert finding.check_id == "T07"
    assert typed.goal.reached[slice(*finding.place.span)] in ("及时性", "及时性及时性")
    assert "得96分" in finding.content


def test_repair_that_would_overwrite_a_figure_is_not_offered():
    (text,) = (text for text in public_texts(adding_text("得{{ 总得分 }}。")(SNAPSHOT)) if text.field == "reached")
    start = text.content.index("96分")

    fault = text.fault("不妥。", (start, start + 3), replacement="95分")

    assert (fault.replacement, text.typed[slice(*fault.span)]) == (None, "{{ 总得分 }}")


def test_replacement_beside_a_figure_is_offered():
    (text,) = (text for text in public_texts(adding_text("得{{ 总得分 }}截止。")(SNAPSHOT)) if text.field == "reached")
    start = text.content.index("截止")

    fault = text.fault("不妥。", (start, start + 2), replacement="截至")

    assert (fault.replacement, text.typed[slice(*fault.span)]) == ("截至", "截止")


def test_fault_in_a_text_of_a_project_is_found_there():
    project = replace(SNAPSHOT.projects[0], execution_reason="见{{ 项目名 }}。")
    typed = replace(SNAPSHOT, projects=(project, *SNAPSHOT.projects[1:]))

    (finding,) = run(typed, CONTEXT)

    assert (finding.check_id, finding.place.project) == ("F01", str(project.pk))
    assert "项目名称" in finding.message


def test_unfilled_line_stays_known_without_its_previous_year():
    catalogue = catalogue_of(changing_line("procurement", previous=None)(SNAPSHOT))

    assert fill("{{ 政府采购上年执行数 }}", catalogue).text == "—"
