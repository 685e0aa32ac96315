from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.schemes import Attachment, Level, load, preset, preset_names, preset_text
from indicators.schemes.comparing import compare
from indicators.schemes.describing import describe
from indicators.schemes.values import as_values
from indicators.schemes.wording import FREE, LABELS
from indicators.scoring import Cap

DONGHU = preset("donghu")


def edited(before, after):
    text = preset_text("donghu")
    assert before in text
    return load(text.replace(before, after))


def conventions(**changes):
    return replace(DONGHU, conventions=replace(DONGHU.conventions, **changes))


CASES = {
    "title": (replace(DONGHU, title="新方案"), [f"名称：{DONGHU.title} → 新方案"]),
    "version": (replace(DONGHU, version=2), ["版本：1 → 2"]),
    "points of both levels": (
        edited(
            '{ name = "数量指标", points = 10 },\n    { name = "质量指标", points = 15 }',
            '{ name = "数量指标", points = 15 },\n    { name = "质量指标", points = 10 }',
        ),
        [
            "指标体系 / 产出指标 / 下级 / 数量指标 / 分值：10 → 15",
            "指标体系 / 产出指标 / 下级 / 质量指标 / 分值：15 → 10",
        ],
    ),
    "order": (
        replace(DONGHU, levels=DONGHU.levels[::-1]),
        ["指标体系 / 次序：预算执行、产出指标、效益指标、满意度指标 → 满意度指标、效益指标、产出指标、预算执行"],
    ),
    "level with children added": (
        replace(DONGHU, levels=(*DONGHU.levels, Level("成本", Decimal(5), (Level("经济成本", Decimal(5)),)))),
        ["指标体系 / 成本：（无） → 成本（分值 5）", "指标体系 / 成本 / 下级 / 经济成本：（无） → 经济成本（分值 5）"],
    ),
    "level removed": (
        replace(DONGHU, levels=DONGHU.levels[:-1]),
        ["指标体系 / 满意度指标：满意度指标（分值 10） → （无）"],
    ),
    "choice in words": (
        edited('zero_policy = "not_applicable"', 'zero_policy = "full"'),
        ["计分约定 / 0/0 的处理：不适用 → 得满分"],
    ),
    "yes or no": (conventions(equal_strict=True), ["计分约定 / 等于类指标须完全相等：否 → 是"]),
    "band by its bound": (
        edited("{ min = 70, percent = 60 }", "{ min = 75, percent = 60 }"),
        [
            "计分约定 / 满意度分档 / 下限 70：下限 70（得分值的百分之 60） → （无）",
            "计分约定 / 满意度分档 / 下限 75：（无） → 下限 75（得分值的百分之 60）",
        ],
    ),
    "caps": (
        conventions(caps=(Cap(Decimal(0), Decimal(60), Decimal("59.9")),)),
        ["计分约定 / 总分封顶 / 下限（%） 0：（无） → 下限（%） 0（上限（%，不含） 60，最高总分 59.9）"],
    ),
    "no over-fulfilment": (
        conventions(overfulfilment=None),
        ["计分约定 / 超额完成 / 界限（%）：130 → （无）", "计分约定 / 超额完成 / 扣减分值的百分之：0 → （无）"],
    ),
    "list of texts": (
        replace(DONGHU, basis=("甲", "乙")),
        [f"依据：{'；'.join(DONGHU.basis)} → 甲；乙"],
    ),
    "words that the scheme names itself": (
        replace(DONGHU, wording=dict(DONGHU.wording) | {"total": "扣分"}),
        ["用语 / total：{{ 评价年度 }}年度自评得分{{ 总得分 }}，等级为“{{ 等级 }}”。 → 扣分"],
    ),
    "entries with the same key": (
        replace(DONGHU, attachments=(Attachment("a", "甲"), Attachment("a", "乙"))),
        ["附件：部门整体支出绩效自评表（代号 form） → 甲（代号 a）；乙（代号 a）"],
    ),
}


@pytest.mark.parametrize(("after", "lines"), CASES.values(), ids=CASES)
def test_differences_are_told_with_their_place(after, lines):
    assert list(map(str, compare(DONGHU, after))) == lines


@pytest.mark.parametrize("name", preset_names())
def test_only_equal_schemes_have_no_differences(name):
    assert [other for other in preset_names() if not compare(preset(name), preset(other))] == [name]


@pytest.mark.parametrize("name", preset_names())
def test_every_setting_of_a_preset_has_a_name_in_chinese(name):
    assert keys(as_values(preset(name))) <= set(LABELS)


def keys(value):
    """Return the keys on all levels, but for those that a scheme chooses."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(keys(entry) for key, entry in value.items() if key not in FREE))


def test_a_scheme_is_described_in_full():
    lines = describe(DONGHU).splitlines()

    assert lines[0] == "代号：donghu"
    assert "  0/0 的处理：不适用" in lines
    assert "    下限 90（得分值的百分之 100）" in lines
    assert "  预算执行（分值 10，计分方式 按预算执行率计分）" in lines
    assert "    数量指标（分值 10）" in lines
    assert "      部门职能（内容来源 部门职能，代号 duties）" in lines
    assert "  东湖区财政项目支出绩效评价管理暂行办法（东财绩〔2020〕3号）" in lines
    assert "  前言：1500" in lines
