import doctest
from decimal import Decimal

import pytest

import indicators.schemes
from indicators.schemes import NATIONAL, Kind, load, preset, preset_names, preset_text
from indicators.scoring import Measurement, Node, points_gaps, score_tree

LEVELS = {
    "donghu": {"预算执行": 10, "产出指标": 40, "效益指标": 40, "满意度指标": 10},
    "hunan": {"预算执行": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10},
    "chongqing": {"预算执行": 10, "绩效指标": 90},
    "framework-2013": {"投入": 15, "过程": 35, "产出": 30, "效果": 20},
    "national-project": {"预算执行": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10},
    "national-project-cost": {"预算执行": 10, "成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10},
    "hubei-project": {"预算执行": 20, "年度绩效目标": 80},
    "sichuan-project": {"预算执行": 10, "绩效指标": 90},
}
PROJECTS = {"national-project", "national-project-cost", "hubei-project", "sichuan-project"}

every_preset = pytest.mark.parametrize("name", preset_names())


def test_docstring_tells_the_truth():
    assert doctest.testmod(indicators.schemes).failed == 0


def test_all_agreed_presets_are_there():
    assert set(preset_names()) == set(LEVELS)
    assert NATIONAL in LEVELS


@every_preset
def test_preset_has_its_points(name):
    scheme = load(preset_text(name))

    assert scheme.name == name
    assert scheme.kind is (Kind.PROJECT if name in PROJECTS else Kind.WHOLE)
    assert {level.name: level.points for level in scheme.levels} == LEVELS[name]


def full(level):
    children = tuple(map(full, level.children))
    measurement = Measurement("yes_no", level.points, actual=Decimal(1))
    return Node(level.name, level.points, children, None if children else measurement)


@every_preset
def test_preset_adds_up_to_100_and_excellent_when_all_is_done(name):
    scheme = preset(name)
    root = Node("总分", Decimal(100), tuple(map(full, scheme.levels)))

    tree = score_tree(root, scheme.conventions)

    assert points_gaps(root) == ()
    assert (str(tree.total), tree.grade) == ("100.00", "优")


@every_preset
def test_preset_reports_every_level_but_the_execution_block(name):
    scheme = preset(name)

    reported = [section.level for section in scheme.sections() if section.source == "indicators"]

    assert reported == [level.name for level in scheme.levels if not level.rule]


@every_preset
def test_preset_has_the_chapters_every_report_needs(name):
    sources = {section.source for section in preset(name).sections()}

    assert {"goal", "budget", "indicators", "problems", "measures", "text"} <= sources


@every_preset
def test_form_shows_what_is_scored_and_fills_the_page(name):
    form = preset(name).form

    assert {"name", "target", "actual", "points", "score"} <= {column.key for column in form.columns}
    assert form.width == (225 if form.orientation == "landscape" else 156)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("framework-2013", "全部分值由本系统设定"),
        ("national-project", "二级指标分值为本系统建议值"),
        ("donghu", "本系统设定"),
    ],
)
def test_preset_says_which_points_are_ours(name, words):
    assert words in preset(name).points_basis


def test_hubei_has_its_own_qualitative_bands():
    assert [grade.low for grade in preset("hubei-project").conventions.qualitative] == [80, 50, 0]


def test_level_two_of_donghu_is_that_of_the_seed():
    scheme = preset("donghu")

    assert [(level.name, level.points) for level in scheme.level("产出指标").children] == [
        ("数量指标", 10),
        ("质量指标", 15),
        ("时效指标", 10),
        ("成本指标", 5),
    ]
    assert [level.points for level in scheme.level("效益指标").children] == [5, 15, 10, 10]
    assert scheme.level("满意度指标").children == ()
    assert scheme.execution.name == "预算执行"


def test_a_scheme_may_have_no_execution_block():
    assert preset("framework-2013").execution is None


def test_outline_of_donghu_has_the_chapters_of_the_seed():
    def titles(nodes):
        return [(node.title, titles(node.children)) if node.children else node.title for node in nodes]

    assert titles(preset("donghu").outline) == [
        "前言",
        (
            "部门概况",
            [
                ("基本情况", ["部门职能", "组织架构", "人员情况"]),
                ("部门履职总体目标、工作任务", ["年度总体目标", "年度工作任务"]),
                (
                    "部门年度整体支出绩效目标",
                    ["预算执行管理", "结转结余资金管理", "资产与政府采购管理", "部门预算管理"],
                ),
                "部门预算绩效管理开展情况",
                "部门预算及执行情况",
            ],
        ),
        ("部门整体支出绩效实现情况", ["产出指标", "效益指标", "满意度指标"]),
        ("部门整体支出绩效中存在的问题及改进措施", ["主要问题及原因分析", "改进的方向和具体措施"]),
        ("绩效自评结果拟应用和公开情况", ["拟应用情况", "公开情况"]),
    ]


def test_headings_print_the_points_of_their_level():
    scheme = preset("donghu")

    assert scheme.heading(scheme.outline_node("产出指标")) == "产出指标（40分）"
    assert scheme.heading(scheme.outline_node("budget")) == "部门预算及执行情况（10分）"
    assert scheme.heading(scheme.outline_node("goal")) == "年度总体目标"
    assert scheme.points_of("没有") is None


@pytest.mark.parametrize("ask", [preset, preset_text])
def test_an_unknown_preset_is_a_key_error(ask):
    with pytest.raises(KeyError):
        ask("atlantis")


def test_an_unknown_chapter_is_a_key_error():
    with pytest.raises(KeyError):
        preset("donghu").outline_node("atlantis")
