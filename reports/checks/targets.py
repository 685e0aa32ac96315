"""K06, Q01, Q02, Q06, Q07, Q10 to Q14: indicators say what is to be reached, in numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from reports.snapshot import Snapshot

from .edits import changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import fault, figure, is_own, is_quantitative, own_leaves
from .registry import check
from .rescoring import rescored

designed = partial(check, part="indicators", category=Category.DESIGN)

RATE = re.compile(r"率(?:[（(].*[)）])?$")
VAGUE = re.compile(r"效果(?:明显|显著|较好|良好)|有所|较好|明显(?:提高|提升|改善)|不断|进一步|良好")
UNWANTED = re.compile(r"投诉|事故|差错|违规|超时|发案|成本|变质")


@check(
    "K06",
    Severity.BLOCK,
    part="indicators",
    category=Category.CONSISTENCY,
    basis="财预〔2015〕88号：绩效目标确定后一般不予调整，确需调整的按程序报批",
    explanation="指标值或分值与批复不一致，应当有调整批复文件。",
    remedy="恢复批复的指标值和分值，或者填写调整批复文件。",
    bad=changing_leaf(is_quantitative, approved_target=Decimal(120)),
    good=changing_leaf(is_quantitative, approved_target=Decimal(120), adjustment_document="东财绩〔2022〕15号"),
)
def changes_have_a_document(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标值和分值与批复一致，调整的有批复文件。"""
    for leaf in own_leaves(snapshot):
        for name, field, now, approved in (
            ("指标值", "adjusted_target", leaf.target, leaf.approved_target),
            ("分值", "adjusted_points", leaf.points, leaf.approved_points),
        ):
            if now != approved and approved is not None and now is not None and not leaf.adjustment_document:
                message = f"{name}由{figure(approved)}改为{figure(now)}，请填写调整批复文件。"
                yield fault(leaf, field, message, expected=figure(approved), actual=figure(now))


@designed(
    "Q01",
    Severity.BLOCK,
    basis="财预〔2015〕88号：绩效指标应当细化量化",
    explanation="以“率”命名的指标必须有数值，只写文字不能复核。",
    remedy="填写实际完成的百分比。",
    bad=changing_leaf(lambda leaf: "率" in leaf.name, actual=None, actual_text="较好", score=None),
)
def rates_have_a_figure(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """以“率”命名的指标有数值。"""
    for leaf in own_leaves(snapshot):
        if RATE.search(leaf.name) and leaf.actual is None and leaf.actual_text:
            yield fault(
                leaf, "actual", f"的实际完成值“{leaf.actual_text}”不是数值，请填写百分比。", actual=leaf.actual_text
            )


@designed(
    "Q02",
    Severity.EXPLAIN,
    basis="财预〔2015〕88号：绩效指标应当细化量化，难以量化的采用可衡量的定性表述",
    explanation="产出指标用“效果明显”“较好”作指标值，无法衡量是否完成。",
    remedy="改用数值；确实不能量化的，写明可核查的标志。",
    bad=changing_leaf(
        lambda leaf: leaf.path[0] == "产出指标", target=None, approved_target=None, target_text="效果明显", rule="bands"
    ),
    good=changing_leaf(
        lambda leaf: leaf.path[0] == "产出指标", target=None, approved_target=None, target_text="通过验收", rule="bands"
    ),
)
def outputs_are_quantified(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """产出指标的年度指标值可衡量。"""
    for leaf in own_leaves(snapshot):
        if leaf.path[0].startswith("产出") and leaf.target is None and VAGUE.search(leaf.target_text):
            yield fault(
                leaf, "target", f"的年度指标值“{leaf.target_text}”无法衡量，请量化或说明。", actual=leaf.target_text
            )


@designed(
    "Q06",
    Severity.BLOCK,
    basis="财预〔2020〕10号：定量指标按实际完成数计分",
    explanation="定量指标的实际完成值写成“完成”“已达到”，不能计分。",
    remedy="填写数值；确属定性的，把指标性质改为定性。",
    bad=changing_leaf(
        lambda leaf: is_quantitative(leaf) and "率" not in leaf.name, actual=None, actual_text="已完成", score=None
    ),
)
def quantities_have_a_figure(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """定量指标的实际完成值是数值。"""
    for leaf in filter(is_quantitative, snapshot.leaves()):
        if leaf.actual is None and leaf.actual_text and not RATE.search(leaf.name):
            yield fault(
                leaf, "actual", f"是定量指标，实际完成值“{leaf.actual_text}”不是数值，请改正。", actual=leaf.actual_text
            )


@designed(
    "Q07",
    Severity.EXPLAIN,
    basis="财预〔2020〕10号：完成值明显高于指标值的，要分析原因，指标值偏低的适度调减分值",
    explanation="实际完成值超过指标值的幅度达到方案规定的界限（一般为130%），往往说明目标定得偏低。",
    remedy="在偏差原因中说明超额完成的原因，下一年度据此调整指标值。",
    bad=changing_leaf(is_quantitative, actual=Decimal(190)),
    good=changing_leaf(is_quantitative, actual=Decimal(190), reason="上级年中新增任务，经费随任务下达。"),
)
def large_surpluses_are_explained(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """实际完成值明显高于指标值的，有原因说明。"""
    for leaf in own_leaves(snapshot):
        if rescored(snapshot, leaf).is_overfulfilled and not leaf.reason.strip():
            actual, target = figure(leaf.actual), figure(leaf.target)
            message = f"完成{actual}，指标值{target}，明显超额，请说明原因。"
            yield fault(leaf, "reason", message, expected=target, actual=actual)


@designed(
    "Q10",
    Severity.BLOCK,
    of_originals=True,
    basis="财政一体化系统填报校验：三级指标名称不得重复",
    explanation="两项指标同名，说明重复设置，或者名称没有写清楚。",
    remedy="删去重复的指标，或者改写名称。",
    bad=lambda snapshot: changing_leaf(is_own, name=tuple(own_leaves(snapshot))[1].name)(snapshot),
)
def names_are_unique(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """三级指标名称不重复。"""
    seen = set()
    for leaf in own_leaves(snapshot):
        if leaf.name in seen:
            yield fault(leaf, "name", "重名，请改写名称或删去重复的指标。", actual=leaf.name)
        seen.add(leaf.name)


@designed(
    "Q11",
    Severity.EXPLAIN,
    basis="财预〔2020〕10号：反向指标越低越好",
    explanation="投诉、事故、成本一类的指标应当越低越好，却设成了越高越好。",
    remedy="把符号改为“≤”，并选用反向指标的评分方法；设置无误的，说明理由。",
    bad=changing_leaf(is_quantitative, name="群众有效投诉件数"),
    good=changing_leaf(is_quantitative, name="群众有效投诉件数", sign="≤", rule="reverse_ratio"),
)
def unwanted_things_count_down(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """投诉、事故、成本类指标设为越低越好。"""
    for leaf in filter(is_quantitative, snapshot.leaves()):
        if UNWANTED.search(leaf.name) and leaf.sign in ("≥", ">") and not RATE.search(leaf.name):
            yield fault(leaf, "sign", f"的符号为“{leaf.sign}”，请核对是否应为“≤”。", expected="≤", actual=leaf.sign)


@designed(
    "Q12",
    Severity.BLOCK,
    basis="财预〔2015〕88号：绩效指标应当明确计量单位",
    explanation="数值没有计量单位，指标值和完成值无从比较。",
    remedy="填写计量单位。",
    bad=changing_leaf(is_quantitative, unit=""),
)
def quantities_have_a_unit(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """定量指标有计量单位。"""
    for leaf in filter(is_quantitative, snapshot.leaves()):
        if leaf.target is not None and not leaf.unit.strip() and leaf.rule not in ("yes_no", "checklist"):
            yield fault(leaf, "unit", "没有计量单位，请补充。")


@designed(
    "Q14",
    Severity.EXPLAIN,
    basis="已公开自评表的常见错误：目标为0的事件数按正向指标计分",
    explanation="指标值为0又设为“大于等于”，任何结果都是满分。",
    remedy="把符号改为“≤”或“=”，并核对评分方法。",
    bad=changing_leaf(is_quantitative, target=Decimal(0), approved_target=Decimal(0)),
    good=changing_leaf(
        is_quantitative, target=Decimal(0), approved_target=Decimal(0), sign="=", rule="equal", actual=Decimal(0)
    ),
)
def zero_targets_count_down(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标值为0的指标不设为越高越好。"""
    for leaf in filter(is_quantitative, snapshot.leaves()):
        if leaf.target == 0 and leaf.sign in ("≥", ">"):
            yield fault(leaf, "sign", f"的指标值为0而符号为“{leaf.sign}”，请核对。", expected="≤", actual=leaf.sign)
