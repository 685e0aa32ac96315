"""Files of the library are read strictly: every error at once, each with its place."""

from decimal import Decimal

import pytest

from indicators.library import LibraryError, load_entries, load_places

SMALL = """
kind = "street"

[[quantity]]
key = "visits"
name = "走访户次"
sign = "≥"
target = 300
unit = "户次"
rule = "positive"
source = "走访登记表"
method = "按登记表汇总"
"""

PLACES = """
[[places]]
words = ["数量"]
categories = ["quantity"]

[unserved]
other = "职责各不相同"
"""


def problems_of(load, text, *changes):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(LibraryError) as caught:
        load(text)
    return {problem.path: problem.message for problem in caught.value.problems}


def entry_with(*lines, without=()):
    kept = [line for line in SMALL.splitlines() if not line.startswith(without or ("#",))]
    return load_entries("\n".join([*kept, *lines]))[0]


def test_entry_is_read_with_what_follows_from_its_rule():
    entry = load_entries(SMALL)[0]

    assert (entry.key, entry.category, entry.target, entry.nature) == (
        "street-visits",
        "quantity",
        Decimal(300),
        "quantitative",
    )
    assert entry.standard == "达到年度指标值得满分，未达到的按完成比例得分。"
    assert not entry.is_universal


def test_standard_may_be_written_out():
    assert entry_with('standard = "按登记表计分。"').standard == "按登记表计分。"


@pytest.mark.parametrize(
    ("rule", "lines", "standard"),
    [
        pytest.param("equal", ("target = 0", 'sign = "="'), "年度指标值为0：没有发生得满分，发生即不得分。", id="zero"),
        pytest.param(
            "equal", ("target = 8", 'sign = "="'), "达到年度指标值得满分，未达到的按完成比例得分。", id="equal"
        ),
        pytest.param(
            "reverse_linear",
            ("target = 8", 'sign = "≤"'),
            "不超过年度指标值得满分，超过部分按比例扣分，达到指标值2倍不得分。",
            id="reverse",
        ),
        pytest.param(
            "step_deduction",
            ("target = 8", 'sign = "≤"', "parameters = { step = 2, deduction = 0.5 }"),
            "不超过年度指标值得满分，每超过2户次扣0.5分，扣完为止。",
            id="steps over",
        ),
        pytest.param(
            "step_deduction",
            ("target = 8", 'sign = "≥"', 'parameters = { direction = "under" }'),
            "不低于年度指标值得满分，每低于1户次扣分值的十分之一，扣完为止。",
            id="steps under",
        ),
        pytest.param(
            "bands", ("target = 8", 'sign = "≥"'), "按指标体系方案的满意度分档得分。", id="bands of the scheme"
        ),
        pytest.param(
            "bands",
            ("target = 8", 'sign = "≤"', "parameters.bands = [{ max = 8, percent = 100 }, { max = 9, percent = 60 }]"),
            "按所在档次得分：不超过8户次得分值的100%；不超过9户次得分值的60%；其余不得分。",
            id="own bands",
        ),
        pytest.param("yes_no", ('target_text = "建成"',), "完成得满分，未完成不得分。", id="yes or no"),
        pytest.param(
            "checklist",
            ('target_text = "达到"', 'parameters.items = [{ name = "甲" }, { name = "乙" }]'),
            "共2项要点，分值平均分配，达到一项得一项的分值。",
            id="checklist",
        ),
        pytest.param(
            "formula",
            ('target_text = "≤100%"', 'sign = "≤"', 'parameters.ratio = "在职人员控制率"'),
            "不超过年度指标值得满分，每超过1个百分点扣分值的十分之一，扣完为止。",
            id="formula",
        ),
    ],
)
def test_standard_follows_from_the_rule(rule, lines, standard):
    entry = entry_with(f'rule = "{rule}"', *lines, without=("rule", "sign", "target"))

    assert entry.standard == standard


def test_numbers_among_the_settings_are_kept_as_text():
    lines = ('rule = "step_deduction"', "parameters = { step = 2, deduction = 0.50 }", 'sign = "≤"')

    assert entry_with(*lines, without=("rule", "sign")).parameters == {"step": "2", "deduction": "0.5"}


def test_all_that_is_wrong_is_named_at_once():
    wrong = (
        ("visits", "Visits"),
        ('"≥"', '"≤"'),
        ("300", '"许多"'),
        ('source = "走访登记表"', 'sorce = "走访登记表"'),
        ("按登记表汇总", " "),
    )

    assert problems_of(load_entries, SMALL, *wrong) == {
        "quantity[0].key": "代号“Visits”只能用小写字母、数字和连字符，请改正。",
        "quantity[0].target": "“许多”不是数字，请改正（数字不加引号）。",
        "quantity[0].source": "缺少“source”，请补充。",
        "quantity[0].sorce": "没有名为“sorce”的设置项，请删除或改正名称。",
        "quantity[0].method": "应当填写文字，请补充。",
        "quantity[0].sign": "规则“正向指标（越高越好）”的符号应当是≥，请改正。",
    }


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        pytest.param(('"positive"', '"best"'), "rule", "“best”不在可选范围内", id="unknown rule"),
        pytest.param(('"positive"', '"manual"'), "rule", "“manual”不在可选范围内", id="a rule that asks a person"),
        pytest.param(("target = 300\n", ""), "target", "应当填写且只填写一项", id="no target"),
        pytest.param(("target = 300", 'target = 3\ntarget_text = "三"'), "target", "只填写一项", id="two targets"),
        pytest.param(("target = 300", "target = -3"), "target", "小于 0", id="target below zero"),
        pytest.param(('unit = "户次"\n', ""), "unit", "缺少计量单位", id="no unit"),
        pytest.param(('"positive"', '"yes_no"'), "sign", "没有符号，请删除", id="a sign too many"),
        pytest.param(('"positive"', '"reverse_step"'), "standard", "没有通用的评分标准", id="a standard to be written"),
        pytest.param(
            ('"positive"', '"positive"\nparameters = { threshold = 60 }'),
            "parameters.threshold",
            "没有名为“threshold”的参数",
            id="a setting of another rule",
        ),
    ],
)
def test_what_does_not_fit_is_refused(change, path, message):
    problems = problems_of(load_entries, SMALL, change)

    assert message in problems[f"quantity[0].{path}"]


def test_the_same_twice_is_refused():
    twice = SMALL + SMALL.replace('kind = "street"', "")

    assert problems_of(load_entries, twice) == {"": "“走访户次”出现了2次，代号和名称都不得重复，请改正。"}


def test_unknown_category_is_refused():
    assert problems_of(load_entries, SMALL, ("[[quantity]]", "[[amount]]")) == {
        "amount": "没有名为“amount”的设置项，请删除或改正名称。"
    }


@pytest.mark.parametrize("load", [load_entries, load_places])
def test_what_is_no_toml_is_refused(load):
    assert "请按 TOML 格式改正" in problems_of(load, "x = [")["TOML"]


def test_places_are_read():
    places, unserved = load_places(PLACES)

    assert (places[0].words, places[0].categories, places[0].scope) == (("数量",), ("quantity",), "")
    assert unserved == {"other": "职责各不相同"}


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        pytest.param(('["quantity"]', '["amount"]'), "places[0].categories", "没有名为“amount”的类别", id="category"),
        pytest.param(('["数量"]', '["数量"]\nscope = "全部"'), "places[0].scope", "不在可选范围内", id="scope"),
        pytest.param(('words = ["数量"]', ""), "places[0].words", "缺少“words”", id="words"),
        pytest.param(("[unserved]", "[absent]"), "absent", "没有名为“absent”的设置项", id="table"),
    ],
)
def test_wrong_places_are_refused(change, path, message):
    assert message in problems_of(load_places, PLACES, change)[path]
