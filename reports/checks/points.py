"""A01 to A04, A15, Q08: points, scores, total and grade agree with one another."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from indicators.scoring import Measurement, Node, grade, points_gaps
from perfeval.lib.decimals import HUNDRED, ZERO, plain
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, Snapshot

from .edits import changing, changing_leaf, with_nodes
from .findings import Category, Context, Fault, Severity
from .leaves import fault, is_own, is_short_of_points, own_leaves
from .registry import check
from .rescoring import rescored

arithmetic = partial(check, part="indicators", category=Category.ARITHMETIC)
TOTAL_BASIS = "财预〔2020〕10号：总分100分，由各项指标得分汇总"


@arithmetic(
    "A01",
    Severity.BLOCK,
    of_originals=True,
    basis=TOTAL_BASIS,
    explanation="三级指标分值之和要等于二级指标分值，逐级汇总到100分。",
    remedy="调整三级指标的分值，使各级合计一致。",
    bad=lambda snapshot: with_nodes(
        snapshot, lambda node: node if node.is_leaf or len(node.path) < 2 else replace(node, points=node.points + 1)
    ),
)
def points_add_up(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """各级指标分值逐级相加等于100分。"""
    nodes = {node.path: node for root in snapshot.indicators for node in root.walk()}
    for gap in points_gaps(Node("总分", HUNDRED, tuple(map(_as_node, snapshot.indicators)))):
        expected, given = plain(gap.expected), plain(gap.actual)
        node = nodes.get(gap.path[1:])
        if node:
            message = f"分值{expected}分，下级指标合计{given}分，{gap.difference}，请调整。"
            yield fault(node, "points", message, expected=expected, actual=given)
        else:
            message = f"一级指标分值合计{given}分，应为100分，{gap.difference}，请联系管理员核对指标体系方案。"
            yield Fault(message, "points", expected=expected, actual=given)


def _as_node(node: IndicatorFacts) -> Node:
    """Return a branch or leaf with its points, as the scoring core adds them up."""
    measurement = Measurement(node.rule, node.points) if node.is_leaf else None
    return Node(node.name, node.points, tuple(map(_as_node, node.children)), measurement)


@arithmetic(
    "A02",
    Severity.BLOCK,
    basis=TOTAL_BASIS,
    explanation="自评得分只能由各项指标得分相加得出。",
    remedy="重新计算得分；仍不一致的，请联系系统管理员。",
    bad=changing(raw_total=Decimal("94.00")),
)
def total_is_the_sum(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """得分合计等于各项指标得分之和。"""
    open_leaves = [leaf for leaf in snapshot.leaves() if leaf.score is None and rescored(snapshot, leaf).is_applicable]
    given = sum((leaf.score for leaf in snapshot.leaves() if leaf.score is not None), ZERO)
    if not open_leaves and snapshot.raw_total is not None and snapshot.raw_total != given:
        message = f"得分合计为{plain(snapshot.raw_total)}分，各项指标得分相加为{plain(given)}分，请重新计算。"
        yield Fault(message, expected=plain(given), actual=plain(snapshot.raw_total))


@arithmetic(
    "A03",
    Severity.BLOCK,
    of_originals=True,
    basis=TOTAL_BASIS,
    explanation="一项指标最低0分，最高为其分值。",
    remedy="核对该指标的分值和评分设置。",
    bad=lambda snapshot: replace(
        changing_leaf(is_short_of_points, score=Decimal(11))(snapshot), raw_total=Decimal(101), total=Decimal(101)
    ),
)
def scores_lie_within_points(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每项得分不小于0，不超过分值。"""
    for leaf in snapshot.leaves():
        if leaf.score is not None and not 0 <= leaf.score <= leaf.points:
            message = f"得{plain(leaf.score)}分，应在0至{plain(leaf.points)}分之间，请核对。"
            yield fault(leaf, "points", message, expected=f"0至{plain(leaf.points)}", actual=plain(leaf.score))


@arithmetic(
    "A04",
    Severity.BLOCK,
    basis="财预〔2020〕10号：定量指标按完成比例计分，定性指标按档次计分",
    explanation="得分要与评分方法算出的结果一致；定性指标的评定分要在所选档次之内。",
    remedy="保存该指标使其重新计分；定性指标请改选档次或评定分。",
    bad=changing_leaf(is_own, actual=Decimal(90), reason="进度偏慢，已按季度调整安排。", measure="按月调度进度。"),
)
def scores_follow_the_rule(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每项得分与评分方法计算的结果一致。"""
    for leaf in snapshot.leaves():
        result = rescored(snapshot, leaf)
        if leaf.score is not None and 0 <= leaf.score <= leaf.points and result.score != leaf.score:
            expected = "不计分" if result.score is None else plain(result.score)
            message = f"得{plain(leaf.score)}分，按评分方法应为{expected}，请重新计分。"
            yield fault(leaf, "rule", message, expected=expected, actual=plain(leaf.score))


@arithmetic(
    "A15",
    Severity.BLOCK,
    basis="财预〔2020〕10号：90（含）至100分为优，80（含）至90分为良，60（含）至80分为中，60分以下为差",
    explanation="等级由总分按方案的分数段得出，界限上的分数归入较高的等级；分值合计不等于100分的，不评定等级。",
    remedy="重新计算得分；仍不一致的，请联系系统管理员。",
    bad=changing(grade="良"),
)
def grade_fits_the_total(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """等级与总分相符。"""
    points = sum((leaf.points for leaf in snapshot.leaves()), ZERO)
    if snapshot.total is None or points != HUNDRED:
        return
    conventions = scheme_of(snapshot).conventions
    expected = grade(snapshot.total, conventions.cutoffs, conventions.decimals)
    if snapshot.grade != expected:
        message = f"总分{plain(snapshot.total)}分应为“{expected}”，现为“{snapshot.grade}”，请重新计算。"
        yield Fault(message, expected=expected, actual=snapshot.grade)


@arithmetic(
    "Q08",
    Severity.EXPLAIN,
    of_originals=True,
    basis="财政复核常见问题：全部指标满分，自评流于形式",
    explanation="全部指标都恰好满分，往往说明目标定得偏低或评分不严。",
    remedy="复核指标值和评分；确实全部达到的，说明依据。",
    bad=lambda snapshot: replace(
        with_nodes(snapshot, lambda node: _full(node) if node.is_leaf else node),
        raw_total=HUNDRED,
        total=HUNDRED,
    ),
)
def not_everything_is_full(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """并非所有指标都得满分。"""
    leaves = tuple(own_leaves(snapshot))
    if leaves and all(leaf.score == leaf.points for leaf in leaves):
        yield Fault(f"{len(leaves)}项指标全部得满分，请复核，并说明评分依据。", "score")


def _full(node: IndicatorFacts) -> IndicatorFacts:
    return replace(node, score=node.points, actual=node.target, reason="", measure="")
