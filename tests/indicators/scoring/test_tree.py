from decimal import Decimal

import pytest

from indicators.schemes import preset
from indicators.scoring import (
    Cap,
    Conventions,
    Deduction,
    LineKind,
    Measurement,
    Node,
    Overfulfilment,
    Redistribution,
    ZeroPolicy,
    cutoffs,
    grade,
    points_gaps,
    redistributed,
    score_tree,
)


def leaf(name, points, share="100", **node):
    return Node(
        name,
        Decimal(points),
        measurement=Measurement("positive", Decimal(points), Decimal(100), Decimal(share)),
        **node,
    )


def unmeasured(name, points):
    return Node(name, Decimal(points), measurement=Measurement("positive", Decimal(points), Decimal(100)))


def execution(points, budget, executed):
    return Node(
        "预算执行",
        Decimal(points),
        measurement=Measurement("execution", Decimal(points), Decimal(budget), Decimal(executed)),
    )


def branch(name, *children, points=None):
    return Node(name, Decimal(points) if points else sum(child.points for child in children), children)


def seed_tree():
    """The seed's 18 leaves, all full but satisfaction, which a band table puts at 6 of 10."""
    points = {
        "产出指标": [["2.5"] * 4, ["2.5", "2.5", "5", "5"], ["5", "5"], ["5"]],
        "效益指标": [["5"], ["5", "5", "5"], ["10"], ["10"]],
    }
    blocks = [
        branch(name, *(branch(f"{name}{i}", *(leaf("指标", p) for p in group)) for i, group in enumerate(groups)))
        for name, groups in points.items()
    ]
    satisfaction = Node("满意度指标", Decimal(10), measurement=Measurement("bands", Decimal(10), actual=Decimal(75)))
    return branch("总分", execution("10", "18681700", "18681700"), *blocks, satisfaction)


def test_g11_the_seed_scores_96_and_is_excellent():
    tree = score_tree(seed_tree(), preset("donghu").conventions)

    assert (str(tree.raw_total), str(tree.total), tree.grade) == ("96.00", "96.00", "优")
    assert [str(block.score) for block in tree.root.children] == ["10.00", "40.00", "40.00", "6.00"]
    assert len(list(tree.root.leaves())) == 19
    assert tree.lines == ()


def test_parents_are_the_sums_of_rounded_children():
    tree = score_tree(branch("总分", branch("产出", leaf("a", "5", "33.33"), leaf("b", "5", "33.33")), leaf("c", "90")))

    assert str(tree.root.children[0].score) == "3.34"
    assert str(tree.total) == "93.34"


def test_an_unscored_leaf_leaves_no_total_but_the_subtotals_of_what_is_there():
    tree = score_tree(branch("总分", branch("产出", leaf("a", "50"), unmeasured("b", "10")), leaf("c", "40", "50")))

    output, benefit = tree.root.children
    assert (tree.raw_total, tree.total, tree.grade) == (None, None, "")
    assert (output.score, output.subtotal) == (None, Decimal(50))
    assert benefit.score == 20
    assert tree.root.subtotal == 70
    assert [node.name for node in tree.unscored] == ["b"]


def test_a_branch_without_children_is_unscored():
    tree = score_tree(branch("总分", leaf("a", "50"), Node("效益", Decimal(50), key="benefit")))

    [node] = tree.unscored
    assert (node.name, node.key) == ("效益", "benefit")
    assert node.result.explanation.sentence == "“效益”下尚未设置三级指标，请补充。"


def test_the_tree_decides_about_the_points():
    node = Node("a", Decimal(10), measurement=Measurement("positive", Decimal(5), Decimal(2), Decimal(1)))

    assert score_tree(branch("总分", node)).total == 5


def test_g17_what_does_not_apply_is_shared_by_the_whole():
    tree = score_tree(branch("总分", leaf("a", "95", "97.894737"), leaf("b", "5", is_applicable=False)))

    [line] = tree.lines
    assert (str(tree.raw_total), str(tree.total), tree.grade) == ("93.00", "97.89", "优")
    assert line.reason == "93 × 100 ÷ 适用分值 95 = 97.89"
    assert line.amount == Decimal("4.89")
    assert tree.root.children[1].score is None


def test_what_does_not_apply_is_shared_inside_its_parent():
    root = branch(
        "总分",
        branch("产出", leaf("a", "10"), leaf("b", "20", "50"), leaf("c", "5", is_applicable=False)),
        leaf("d", "65", "80"),
    )

    tree = score_tree(root, Conventions(redistribution=Redistribution.PARENT))

    parts = redistributed(tree.root)
    assert [str(part.points) for part in parts] == ["11.67", "23.33", "65.00"]
    assert [str(part.score) for part in parts] == ["11.67", "11.67", "52.00"]
    assert (tree.raw_total, str(tree.total)) == (Decimal("72.00"), "75.34")


def test_a_parent_with_nothing_left_hands_its_points_to_its_siblings():
    idle = branch("成本", leaf("a", "5", is_applicable=False))
    root = branch("总分", branch("产出", idle, branch("数量", leaf("b", "35", "50"))), leaf("c", "60"))

    tree = score_tree(root, Conventions(redistribution=Redistribution.PARENT))

    assert [(part.leaf.name, part.points) for part in redistributed(tree.root)] == [("b", 40), ("c", 60)]
    assert str(tree.total) == "80.00"


def test_a_branch_that_does_not_apply_takes_its_children_along():
    idle = Node("生态", Decimal(20), (leaf("a", "10"), unmeasured("b", "10")), is_applicable=False)

    tree = score_tree(branch("总分", leaf("c", "80"), idle))

    assert tree.unscored == ()
    assert str(tree.total) == "100.00"


@pytest.mark.parametrize(
    ("policy", "total", "titles"),
    [
        (ZeroPolicy.NOT_APPLICABLE, "100.00", ["不适用指标折算"]),
        (ZeroPolicy.FULL, "100.00", []),
        (ZeroPolicy.ZERO, "90.00", []),
        (ZeroPolicy.MANUAL, "None", []),
    ],
)
def test_g7_a_unit_without_money_follows_the_zero_policy(policy, total, titles):
    tree = score_tree(branch("总分", execution("10", "0", "0"), leaf("a", "90")), Conventions(zero_policy=policy))

    assert str(tree.total) == total
    assert [line.title for line in tree.lines] == titles


def test_nothing_applicable_has_no_total():
    tree = score_tree(branch("总分", leaf("a", "100", is_applicable=False)))

    assert (tree.raw_total, tree.total, tree.grade, tree.unscored) == (None, None, "", ())


CAPS = (Cap(Decimal(0), Decimal(60), Decimal(70)), Cap(Decimal(60), Decimal(80), Decimal("89.99")))


@pytest.mark.parametrize(
    ("executed", "total"),
    [
        pytest.param("59.99", "70.00", id="in the lowest interval"),
        pytest.param("60", "89.99", id="the lower bound belongs to the interval"),
        pytest.param("79.99", "89.99", id="just inside"),
        pytest.param("80", "98.00", id="the upper bound does not"),
    ],
)
def test_the_execution_rate_caps_the_total(executed, total):
    tree = score_tree(branch("总分", execution("10", "100", executed), leaf("a", "90")), Conventions(caps=CAPS))

    assert str(tree.total) == total
    assert all("预算执行率" in line.reason for line in tree.lines)


@pytest.mark.parametrize(
    ("executed", "printed"),
    [
        pytest.param("79.99", "79.99% 在 60%（含）至 80%（不含）之间", id="two decimals are enough"),
        pytest.param("79.996", "79.996% 在 60%（含）至 80%（不含）之间", id="a third is needed"),
        pytest.param("59.99996", "59.99996% 在 0%（含）至 60%（不含）之间", id="five are needed"),
        pytest.param("63.3333", "63.33% 在 60%（含）至 80%（不含）之间", id="others are rounded"),
    ],
)
def test_the_printed_rate_lies_in_the_printed_interval(executed, printed):
    tree = score_tree(branch("总分", execution("10", "100", executed), leaf("a", "90")), Conventions(caps=CAPS))

    assert printed in tree.lines[0].reason


def test_a_cap_above_the_total_draws_no_line():
    tree = score_tree(branch("总分", execution("10", "100", "50"), leaf("a", "90", "10")), Conventions(caps=CAPS))

    assert tree.lines == ()


def test_without_a_budget_nothing_is_capped():
    tree = score_tree(branch("总分", execution("10", "0", "0"), leaf("a", "90")), Conventions(caps=CAPS))

    assert [line.kind for line in tree.lines] == [LineKind.REDISTRIBUTION]


def test_lines_follow_in_their_order_each_from_what_the_one_before_left():
    root = branch(
        "总分",
        execution("10", "100", "50"),
        leaf("低目标", "40", "200"),
        leaf("b", "45"),
        leaf("c", "5", is_applicable=False),
    )
    conventions = Conventions(caps=CAPS, overfulfilment=Overfulfilment(Decimal(120), Decimal(10)))

    tree = score_tree(root, conventions, [Deduction("复核扣分", Decimal(2), "佐证材料不全")])

    assert [(line.kind.value, str(line.before), str(line.after)) for line in tree.lines] == [
        ("redistribution", "90.00", "94.74"),
        ("cap", "94.74", "70"),
        ("deduction", "70", "66.00"),
        ("deduction", "66.00", "64.00"),
    ]
    assert "低目标" in tree.lines[2].reason
    assert (str(tree.raw_total), str(tree.total), tree.grade) == ("90.00", "64.00", "中")


def test_deductions_stop_at_zero():
    tree = score_tree(branch("总分", leaf("a", "100", "1")), deductions=[Deduction("扣分", Decimal(5), "虚报")])

    assert str(tree.total) == "0.00"


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("100", "优"),
        ("90.00", "优"),
        ("89.995", "优"),
        ("89.994", "良"),
        ("80.00", "良"),
        ("79.99", "中"),
        ("60.00", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_g10_the_total_is_rounded_first_and_graded_then(total, expected):
    assert grade(Decimal(total)) == expected


@pytest.mark.parametrize(
    ("total", "expected"), [("80", "优"), ("70", "良"), ("60", "中"), ("59.94", "差"), ("59.95", "中")]
)
def test_other_cutoffs_with_one_decimal(total, expected):
    assert grade(Decimal(total), cutoffs(80, 70, 60), decimals=1) == expected


def test_points_that_do_not_add_up_are_found_at_every_level():
    root = branch("总分", branch("产出", leaf("a", "20"), leaf("b", "15"), points="40"), leaf("c", "61"), points="100")

    gaps = points_gaps(root)

    assert [(gap.path, gap.missing) for gap in gaps] == [(("总分",), -1), (("总分", "产出"), 5)]
    assert gaps[0].message == "“总分”分值 100，下级合计 101，多出 1 分，请调整。"
    assert gaps[1].message == "“产出”分值 40，下级合计 35，还差 5 分，请调整。"


def test_g16_four_times_22_5_and_10_are_100():
    assert points_gaps(branch("总分", *(leaf("a", "22.5") for _ in range(4)), leaf("b", "10"), points="100")) == ()
