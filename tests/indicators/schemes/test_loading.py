from decimal import Decimal

import pytest

from indicators.schemes import Counting, Review, SchemeError, load
from indicators.scoring import Cap, Mode, Overfulfilment, Redistribution, ZeroPolicy, cutoffs

MINIMAL = """
name = "small"
title = "小方案"
kind = "项目"
version = 2
basis = ["某办法"]
points_basis = "本系统设定"

[conventions]

[[levels]]
name = "预算执行"
points = 10
rule = "execution"

[[levels]]
name = "产出"
points = 90
children = [{ name = "数量", points = 45.5 }, { name = "质量", points = 44.5 }]

[[outline]]
title = "产出"
source = "indicators"
key = "产出"

[form]
title = "自评表"
columns = [{ key = "name", title = "指标", width = 100 }, { key = "score", title = "得分", width = 20 }]
"""


def problems_of(*changes):
    """Return the (path, message) pairs for the small scheme with these replacements."""
    text = MINIMAL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(SchemeError) as caught:
        load(text)
    return [(problem.path, problem.message) for problem in caught.value.problems]


def with_conventions(lines):
    return load(MINIMAL.replace("[conventions]", f"[conventions]\n{lines}")).conventions


def test_what_is_left_out_is_as_the_ministry_has_it():
    scheme = load(MINIMAL)

    assert (scheme.version, scheme.index_category, scheme.attachments) == (2, "", ())
    assert scheme.form.orientation == "landscape"
    assert scheme.conventions.cutoffs == cutoffs(90, 80, 60)
    assert scheme.conventions.zero_policy is ZeroPolicy.NOT_APPLICABLE
    assert scheme.level("产出").children[0].points == Decimal("45.5")


def test_every_convention_can_be_set():
    conventions = with_conventions(
        """
zero_policy = "zero"
decimals = 1
redistribution = "parent"
execution_denominator = "initial"
equal_strict = true
grades = [{ name = "好", minimum = 80.5 }, { name = "差", minimum = 0 }]
bands = [{ max = 10, percent = 50 }, { max = 0, percent = 100 }]
overfulfilment = { threshold = 130, deduction = 5 }
caps = [{ low = 0, high = 60, maximum = 79.9 }, { low = 60, high = 80, maximum = 89.9 }]
"""
    )

    assert (conventions.zero_policy, conventions.decimals, conventions.equal_strict) == ("zero", 1, True)
    assert conventions.redistribution is Redistribution.PARENT
    assert conventions.execution_denominator.figure == "年初预算数"
    assert conventions.overfulfilment == Overfulfilment(Decimal(130), Decimal(5))
    assert conventions.caps[0] == Cap(Decimal(0), Decimal(60), Decimal("79.9"))
    assert [(band.bound, band.percent) for band in conventions.bands] == [(0, 100), (10, 50)]
    assert [(cutoff.name, cutoff.minimum) for cutoff in conventions.cutoffs] == [("好", Decimal("80.5")), ("差", 0)]


BROKEN = [
    ("no name", ('name = "small"', ""), "name", "缺少"),
    ("blank title", ('title = "小方案"', 'title = " "'), "title", "应当填写文字"),
    ("name with blanks", ('"small"', '"Small one"'), "name", "小写字母"),
    ("unknown kind", ('"项目"', '"部分"'), "kind", "整体、项目"),
    ("version zero", ("version = 2", "version = 0"), "version", "大于 0 的整数"),
    ("version as text", ("version = 2", 'version = "2"'), "version", "大于 0 的整数"),
    ("basis is no list", ('["某办法"]', '"某办法"'), "basis", "列表"),
    ("unknown key", ("version = 2", "version = 2\nwight = 3"), "wight", "没有名为“wight”"),
    ("conventions are no table", ("[conventions]", "conventions = 3\n[text_limits]"), "conventions", "一组设置项"),
    ("unknown convention", ("[conventions]", "[conventions]\nfoo = 1"), "conventions.foo", "没有名为"),
    ("decimals", ("[conventions]", "[conventions]\ndecimals = 3"), "conventions.decimals", "1 或 2"),
    ("strict", ("[conventions]", '[conventions]\nequal_strict = "是"'), "conventions.equal_strict", "true 或 false"),
    ("policy", ("[conventions]", '[conventions]\nzero_policy = "x"'), "conventions.zero_policy", "可选范围"),
    ("points as text", ("points = 10", 'points = "10"'), "levels[0].points", "不是数字"),
    ("points below zero", ("points = 10", "points = -10"), "levels[0].points", "小于 0"),
    ("points zero", ("points = 10", "points = 0"), "levels[0].points", "大于 0"),
    ("points missing", ("points = 10", ""), "levels[0].points", "缺少"),
    ("version too high", ("version = 2", "version = 10000"), "version", "不得超过 9999"),
    ("points infinite", ("points = 10", "points = inf"), "levels[0].points", "有限的数字"),
    ("levels do not add up", ("points = 10", "points = 9"), "levels", "合计 99"),
    ("children do not add up", ("45.5", "45"), "levels[1].children", "合计 89.5"),
    ("level twice", ('name = "预算执行"', 'name = "产出"'), "levels", "“产出”重复"),
    ("child twice", ('"质量"', '"数量"'), "levels[1].children", "“数量”重复"),
    ("unknown rule", ('"execution"', '"positive"'), "levels[0].rule", "可选范围"),
    ("block with children", ("points = 90", 'points = 90\nrule = "execution"'), "levels[1].children", "整块计分"),
    ("two execution blocks", ("points = 90", 'points = 90\nrule = "execution"'), "levels", "只能有一个"),
    (
        "levels are no tables",
        ('basis = ["某办法"]', 'basis = ["某办法"]\nattachments = [1]'),
        "attachments",
        "多组设置项",
    ),
    ("unknown source", ('"indicators"', '"magic"'), "outline[0].source", "可选范围"),
    ("empty chapter", ('source = "indicators"', ""), "outline[0]", "没有内容"),
    ("chapter of no level", ('key = "产出"', 'key = "效益"'), "outline", "“效益”不存在"),
    ("unknown column", ('key = "score"', 'key = "colour"'), "form.columns[1].key", "可选范围"),
    ("column twice", ('key = "score"', 'key = "name"'), "form.columns", "重复"),
    ("column without width", ("width = 20", "width = 0"), "form.columns[1].width", "大于 0"),
    ("columns too wide", ("width = 100", "width = 206"), "form.columns", "超过版心宽度 225"),
    ("unknown orientation", ("[form]", '[form]\norientation = "round"'), "form.orientation", "可选范围"),
    ("limit as text", ("[form]", '[text_limits]\ngoal = "x"\n[form]'), "text_limits.goal", "整数"),
    ("wording as number", ("[form]", "[wording]\nscore = 3\n[form]"), "wording.score", "文字"),
    ("unknown sentence", ("[form]", '[wording]\nending = "完"\n[form]'), "wording.ending", "没有名为“ending”的句子"),
    (
        "unknown figure in a sentence",
        ("[form]", '[wording]\ntotal = "得{{ 总的分 }}。"\n[form]'),
        "wording.total",
        "是否为“总得分”？",
    ),
    ("other braces", ("[form]", '[wording]\nscore = "得{score}分。"\n[form]'), "wording.score", "成对"),
    (
        "unknown unit in a sentence",
        ("[form]", '[wording]\nincome = "{{ 全年收入|两 }}"\n[form]'),
        "wording.income",
        "单位",
    ),
    ("attachment without title", ("[form]", '[[attachments]]\nkey = "a"\n[form]'), "attachments[0].title", "缺少"),
]


@pytest.mark.parametrize(("change", "path", "words"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_a_broken_scheme_is_refused_with_place_and_remedy(change, path, words):
    problems = problems_of(change)

    assert [message for place, message in problems if place == path and words in message]


BROKEN_CONVENTIONS = [
    ("grades do not fall", 'grades = [{ name = "a", minimum = 0 }, { name = "b", minimum = 60 }]', "grades"),
    ("grades do not end at 0", 'grades = [{ name = "a", minimum = 60 }]', "grades"),
    ("grades above 100", 'grades = [{ name = "a", minimum = 101 }, { name = "b", minimum = 0 }]', "grades"),
    ("two qualitative grades", 'qualitative = [{ key = "full", title = "a", low = 0 }]', "qualitative"),
    ("band without percent", "bands = [{ min = 1 }]", "bands[0]"),
    ("band in points", "bands = [{ min = 1, score = 5 }]", "bands"),
    ("threshold not above 100", "overfulfilment = { threshold = 100 }", "overfulfilment.threshold"),
    ("deduction above 100", "overfulfilment = { threshold = 120, deduction = 101 }", "overfulfilment.deduction"),
    ("empty cap", "caps = [{ low = 60, high = 60, maximum = 80 }]", "caps"),
    ("cap above 100", "caps = [{ low = 0, high = 60, maximum = 101 }]", "caps"),
    (
        "caps overlap",
        "caps = [{ low = 50, high = 70, maximum = 89 }, { low = 0, high = 60, maximum = 79 }]",
        "caps",
    ),
    ("cap incomplete", "caps = [{ low = 50 }]", "caps[0].maximum"),
]


@pytest.mark.parametrize(("line", "path"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN_CONVENTIONS])
def test_broken_conventions_are_refused(line, path):
    problems = problems_of(("[conventions]", f"[conventions]\n{line}"))

    assert f"conventions.{path}" in [place for place, _ in problems]


def test_funds_need_exactly_one_scored_row():
    rows = '[form]\nfund_rows = [{ key = "total", title = "总额" }, { key = "basic", title = "基本支出" }]'

    assert problems_of(("[form]", rows)) == [("form.fund_rows", "资金部分应当有且只有一行计分，请改正。")]


def test_chapter_keys_are_unique():
    again = '[[outline]]\ntitle = "前言"\nsource = "text"\nkey = "产出"\n\n[form]'

    assert problems_of(("[form]", again)) == [("outline", "章节代号“产出”重复，请改名。")]


def test_all_problems_come_at_once():
    problems = problems_of(
        ("version = 2", "version = 0"),
        ("points = 10", "points = 9"),
        ("45.5", "45"),
        ("[conventions]", "[conventions]\ndecimals = 5"),
        ("width = 100", "width = 300"),
    )

    assert {path for path, _ in problems} == {
        "version",
        "levels",
        "levels[1].children",
        "conventions.decimals",
        "form.columns",
    }


def test_the_error_reads_as_a_list():
    with pytest.raises(SchemeError, match="name：缺少“name”，请补充。\ntitle：缺少“title”，请补充。"):
        load('kind = "整体"')


def test_broken_toml_is_refused():
    with pytest.raises(SchemeError) as caught:
        load("name = ")

    assert "TOML" in str(caught.value)


def test_scheme_says_who_decides_scores_and_whose_count():
    review = '[review]\ncounts = "final_stage"\ntolerance = 0.5\n\n[[levels]]'
    text = MINIMAL.replace("[conventions]", '[conventions]\nmode = "editable"').replace("[[levels]]", review, 1)

    scheme = load(text)

    assert scheme.conventions.mode is Mode.EDITABLE
    assert scheme.review == Review(Counting.FINAL_STAGE, Decimal("0.5"))
    assert load(MINIMAL).review == Review(Counting.SELF, Decimal(0))
    assert load(MINIMAL).conventions.mode is Mode.LOCKED


def test_unknown_mode_and_counting_are_named():
    found = problems_of(
        ("[conventions]", '[conventions]\nmode = "free"'),
        ("[[outline]]", '[review]\ncounts = "best"\ntolerance = -1\n\n[[outline]]'),
    )

    assert [path for path, _ in found] == ["conventions.mode", "review.counts", "review.tolerance"]


def test_points_and_caps_have_at_most_the_decimals_of_a_score():
    changes = (
        ("[conventions]", "[conventions]\ndecimals = 1\ncaps = [{ low = 0, high = 60, maximum = 89.99 }]"),
        ("points = 10", "points = 9.55"),
        ("points = 90", "points = 90.45"),
        ("points = 45.5", "points = 45.95"),
    )

    assert problems_of(*changes) == [
        ("conventions.caps[0].maximum", "封顶分数 89.99 应当最多有 1 位小数，请改正。"),
        ("levels[0].points", "分值 9.55 应当最多有 1 位小数，请改正。"),
        ("levels[1].points", "分值 90.45 应当最多有 1 位小数，请改正。"),
        ("levels[1].children[0].points", "分值 45.95 应当最多有 1 位小数，请改正。"),
    ]


def test_two_decimals_are_the_usual_limit():
    [problem, *_] = problems_of(("points = 45.5", "points = 45.495"), ("points = 44.5", "points = 44.505"))

    assert problem == ("levels[1].children[0].points", "分值 45.495 应当最多有 2 位小数，请改正。")
