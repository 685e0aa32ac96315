import pytest

from tests.indicators.commands.sheets import measured, refusals, scored


def branch(name, points, *children):
    return {"name": name, "points": points, "children": list(children)}


def done(name, points):
    return {"id": name, "rule": "yes_no", "points": points, "actual": "是"}


SEED = {
    "scheme": "donghu",
    "tree": [
        measured("execution", 10, "1868.17万元", "1868.17万元", id="预算执行率"),
        branch(
            "产出指标",
            40,
            branch("数量指标", 10, *(done(f"数量{number}", "2.5") for number in range(4))),
            branch("质量指标", 15, done("质量1", 2.5), done("质量2", 2.5), done("质量3", 5), done("质量4", 5)),
            branch("时效指标", 10, done("时效1", 5), done("时效2", 5)),
            branch("成本指标", 5, done("成本", 5)),
        ),
        branch(
            "效益指标",
            "40",
            branch("经济效益指标", 5, done("经济", 5)),
            branch("社会效益指标", 15, done("社会1", 5), done("社会2", 5), done("社会3", 5)),
            branch("生态效益指标", 10, done("生态", 10)),
            branch("可持续影响指标", 10, done("可持续", 10)),
        ),
        branch("满意度指标", 10, measured("bands", 10, "≥90%", "75%", id="满意度")),
    ],
}


def test_the_published_report_comes_to_96(tmp_path):
    found = scored(tmp_path, SEED)

    assert (found["raw_total"], found["total"], found["grade"]) == ("96.00", "96.00", "优")
    assert len(found["scores"]) == 19
    assert [(part["name"], part["score"]) for part in found["subtotals"] if part["path"].count("children") == 0] == [
        ("产出指标", "40.00"),
        ("效益指标", "40.00"),
        ("满意度指标", "6.00"),
    ]


def test_subtotals_say_where_they_belong(tmp_path):
    [_, quantity, *_] = scored(tmp_path, SEED)["subtotals"]

    assert quantity == {"name": "数量指标", "path": "tree[1].children[0]", "points": "10", "score": "10.00"}


def test_measurements_may_be_listed_under_their_own_name(tmp_path):
    tree = [{"name": "产出指标", "points": 100, "measurements": [done("a", 60), done("b", 40)]}]

    assert scored(tmp_path, {"tree": tree})["total"] == "100.00"


def test_a_branch_without_all_scores_has_no_subtotal(tmp_path):
    tree = [branch("产出指标", 60, measured("yes_no", 60)), branch("效益指标", 40, done("b", 40))]

    found = scored(tmp_path, {"tree": tree})

    assert [part["score"] for part in found["subtotals"]] == [None, "40.00"]
    assert (found["total"], found["grade"]) == (None, None)


BROKEN = {
    "points below do not add up": (
        [branch("产出指标", 100, done("a", 60), done("b", 39))],
        {"tree[0].points": "还差 1 分"},
    ),
    "tree does not add up to 100": ([branch("产出指标", 90, done("a", 90))], {"tree": "还差 10 分"}),
    "branch with nothing below": ([branch("产出指标", 100)], {"tree[0].children": "至少有一项"}),
    "branch without name and points": (
        [{"children": [done("a", 100)]}],
        {"tree[0].name": "缺少", "tree[0].points": "缺少"},
    ),
    "branch with points below zero": (
        [branch("产出指标", -1, done("a", 100)), done("b", 101)],
        {"tree[0].points": "不得小于 0"},
    ),
    "branch that is measured too": (
        [branch("产出指标", 100, done("a", 100)) | {"rule": "positive"}],
        {"tree[0].rule": "没有名为"},
    ),
    "leaf without rule": ([{"name": "产出指标", "points": 100}], {"tree[0].rule": "缺少"}),
    "same id in two branches": (
        [branch("产出指标", 50, done("a", 50)), branch("效益指标", 50, done("a", 50))],
        {"tree[1].children[0].id": "重复"},
    ),
}


@pytest.mark.parametrize(("tree", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_tree_is_answered_with_the_place(tmp_path, tree, expected):
    found = refusals(tmp_path, {"tree": tree})

    for place, words in expected.items():
        assert words in found[place]


def test_list_and_tree_together_are_too_much(tmp_path):
    found = refusals(tmp_path, SEED | {"measurements": [done("z", 5)]})

    assert list(found) == ["measurements"]
