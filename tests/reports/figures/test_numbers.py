"""Typed numbers are recognised, held against the figures of the evaluation, and counted where they have no source."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks import Severity, run
from reports.checks.edits import adding_text, changing_leaf
from reports.checks.leaves import is_satisfaction
from reports.checks.unbound import State, readings
from reports.figures import catalogue_of, fill
from reports.figures.numbers import numbers_in
from reports.figures.offers import offers_for
from reports.snapshot import FreeFigureFacts
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_snapshot

SNAPSHOT = make_snapshot()
CATALOGUE = catalogue_of(SNAPSHOT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("支出1868.17万元。", ["1868.17万元"], id="amount"),
        pytest.param("支出18,681,700元。", ["18,681,700元"], id="thousands"),
        pytest.param("支出１８６８.17 万元。", ["１８６８.17 万元"], id="full width and a blank"),
        pytest.param("325户443人", ["325户", "443人"], id="two counts"),
        pytest.param("合格率98.5％", ["98.5％"], id="full-width percent"),
        pytest.param("投入80万余元", ["80万余元"], id="about as much"),
        pytest.param("2022年12月31日，2022年度，上午9时", [], id="dates"),
        pytest.param("2022-12-31，2022/12", [], id="dates in digits"),
        pytest.param("东财绩〔2020〕13号、东财绩[2020]第13号", [], id="document numbers"),
        pytest.param("《2022年度25项民生实事》", [], id="titles"),
        pytest.param("第12条，第15次", [], id="ordinals"),
        pytest.param("12345热线", [], id="telephone line"),
        pytest.param("11.组织公共服务。\n12、加强管理", [], id="numbered lists"),
        pytest.param("12个月，15个工作日", [], id="durations"),
        pytest.param("4个小区，3名，得5分", [], id="everyday counts"),
        pytest.param("投入2万元，提高5%", ["2万元", "5%"], id="small amounts and rates"),
        pytest.param("支出0万元", [], id="nought"),
        pytest.param("得{{ 总得分 }}，支出{{ 全年执行数|万元:2 }}", [], id="bound figures"),
        pytest.param("A4纸，COVID-19", [], id="parts of words"),
    ],
)
def test_numbers_are_told_from_dates_and_names(text, found):
    assert [number.words for number in numbers_in(text)] == found


@given(st.text())
def test_every_number_stands_where_it_says(text):
    for number in numbers_in(text):
        assert text[slice(*number.span)] == number.words


@pytest.mark.parametrize(
    ("text", "binding"),
    [
        pytest.param("支出1868.17万元", "{{ 年初预算数 }}", id="written as the report does"),
        pytest.param("全年执行数1868.17万元", "{{ 全年执行数 }}", id="named before it"),
        pytest.param("全年执行数18681700元", "{{ 全年执行数|元:0 }}", id="in 元"),
        pytest.param("全年执行数18,681,700.00元", "{{ 全年执行数|元:2 }}", id="with thousands"),
        pytest.param("全年执行数1868.2万元", "{{ 全年执行数|万元:1 }}", id="rounded"),
        pytest.param("全年执行数0.187亿元", "{{ 全年执行数|亿元:3 }}", id="in 亿元"),
        pytest.param("预算完成率为100%", "{{ 预算完成率 }}", id="rate with its name"),
        pytest.param("居民满意度75%", "{{ 居民满意度 }}", id="indicator"),
        pytest.param("收回192份", "{{ 居民满意度有效问卷数 }}", id="replies"),
        pytest.param("实有人数30人", "{{ 实有人数 }}", id="people"),
    ],
)
def test_number_that_equals_a_figure_is_offered_and_prints_the_same(text, binding):
    (number,) = numbers_in(text)

    first = offers_for(number, text, CATALOGUE)[0]

    assert first.binding == binding
    assert Decimal(fill(binding, CATALOGUE).text.rstrip("元万亿%份人")) == number.value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("支出1868.18万元", id="another amount"),
        pytest.param("支出2千万元，约0.19", id="no unit"),
        pytest.param("支出0.2亿元", id="rounded too far"),
        pytest.param("整改率100%", id="a rate that many figures have"),
        pytest.param("走访30户", id="another unit"),
        pytest.param("全年执行数1868.17万余元", id="about as much"),
    ],
)
def test_other_numbers_are_not_offered(text):
    assert [offers_for(number, text, CATALOGUE) for number in numbers_in(text) if number.value > 2] in ([], [[]])


def found_by(text, *, narrative=False):
    change = changing_leaf(is_satisfaction, narrative=text) if narrative else adding_text(text)
    return [finding for finding in run(change(SNAPSHOT), CONTEXT) if finding.check_id.startswith("F0")]


@pytest.mark.parametrize(
    ("text", "check", "replacement"),
    [
        pytest.param("全年自评得分96分。", "F04", "{{ 总得分 }}", id="the very total"),
        pytest.param("等级：优。", "F04", "{{ 等级 }}", id="the very grade"),
        pytest.param("预算完成率达到100%。", "F05", "{{ 预算完成率 }}", id="the very rate"),
        pytest.param("预算完成率达到98%。", "F05", None, id="another rate"),
        pytest.param("居民满意度得分6分。", "F05", "{{ 居民满意度得分 }}", id="the very score of an indicator"),
        pytest.param("居民满意度得分为8分。", "F05", None, id="another score"),
        pytest.param("南昌市东湖区公园街道办事处全体动员。", "F07", "{{ 单位名称 }}", id="own name"),
    ],
)
def test_typed_result_is_found_with_what_it_may_become(text, check, replacement):
    found = found_by(text)

    assert [(one.check_id, one.replacement) for one in found] == [(check, replacement)]
    assert found[0].blocks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("上年自评得分92分，等级为良好的环境正在形成。", id="last year and an adjective"),
        pytest.param("2021年预算完成率96.3%。", id="another year"),
        pytest.param("目标是预算完成率不低于95%。", id="target"),
        pytest.param("社区卫生优良，服务中心运转良好。", id="grades as words"),
        pytest.param("自评总分为94分，评价等级为“良”。", id="wrong ones, which K01-text finds"),
        pytest.param("群众评分92分。", id="somebody else's points"),
        pytest.param("公园街道全体动员。", id="short name"),
        pytest.param("两项工作各加6分，市级得分5分。", id="points that are not called as an indicator"),
    ],
)
def test_what_only_looks_like_a_result_is_left_alone(text):
    assert found_by(text) == []


def test_rate_of_the_indicator_in_its_own_story_asks_for_a_binding():
    (found,) = found_by("入户调查，满意度75%，目标90%。", narrative=True)

    assert (found.check_id, found.severity, found.replacement) == ("F06", Severity.EXPLAIN, "{{ 居民满意度 }}")


def open_words(snapshot):
    return [reading.number.words for reading in readings(snapshot) if reading.state is State.OPEN]


def test_number_of_an_indicator_has_its_source_wherever_it_is_repeated():
    told = changing_leaf(is_satisfaction, narrative="回访312户。")(adding_text("共回访312户、登记45户。")(SNAPSHOT))

    assert open_words(told) == ["45户"]


def test_declared_number_is_free_however_it_is_written():
    said = replace(
        adding_text("补种绿化１,320 平方米。")(SNAPSHOT), free_figures=(FreeFigureFacts("1320平方米", "验收单"),)
    )

    (reading,) = readings(said)

    assert (reading.state, reading.source) == (State.FREE, "验收单")
    assert reading.around[0].endswith("补种绿化")


def test_nine_numbers_without_a_source_are_no_hint_and_ten_are():
    visits = [f"走访{count}户。" for count in range(11, 21)]

    assert found_by("".join(visits[:9])) == []
    assert [found.severity for found in found_by("".join(visits))] == [Severity.HINT]
