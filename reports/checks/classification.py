"""Q03, Q04, Q16: indicators stand where they belong and are named as things to be measured."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from reports.snapshot import IndicatorFacts, Snapshot

from .edits import changing_leaf, with_nodes
from .findings import Category, Context, Fault, Severity
from .leaves import SATISFACTION, fault, is_own, is_satisfaction, own_leaves
from .registry import check

designed = partial(check, severity=Severity.EXPLAIN, part="indicators", category=Category.DESIGN)

RATE = re.compile(r"率(?:[（(].*[)）])?$")
ACTIVITY = re.compile(
    r"^(?:大力|积极|坚决|深入|扎实|全面|持续|切实|认真)?(?:推进|推动|开展|加强|打赢|落实|做好|抓好|完善|强化|提升|加快|实施)"
    r"(?!.*(?:率|数|量|度|次|户|人|个|值|额|性|情况)$)"
)


def _has_block_of_satisfaction(snapshot: Snapshot) -> bool:
    """Whether the scheme keeps satisfaction apart; an undivided list (四川、重庆) does not."""
    return any(root.name.startswith(SATISFACTION) for root in snapshot.indicators)


def _wrong_group(leaf: IndicatorFacts, *, is_satisfaction_apart: bool) -> str:
    """Return where the indicator belongs instead, empty when it is in the right place."""
    group, name = leaf.path[1] if len(leaf.path) > 2 else "", leaf.name
    if group.startswith("数量") and RATE.search(name):
        return "质量指标或时效指标"
    if group.startswith("质量") and re.search("及时|按时|时限", name):
        return "时效指标"
    if is_satisfaction_apart and not is_satisfaction(leaf) and SATISFACTION in name:
        return "满意度指标"
    return ""


@designed(
    "Q03",
    of_originals=True,
    basis="财预〔2020〕10号附件：数量、质量、时效、成本指标各有所指",
    explanation="“率”不是数量，“及时率”说的是时效；放错位置，分值就失去意义。",
    remedy="把指标移到所属的二级指标下；按批复不能移动的，说明原因。",
    bad=changing_leaf(lambda leaf: "数量指标" in leaf.path, name="困难家庭走访覆盖率"),
)
def indicators_stand_in_their_group(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标归入所属的二级指标。"""
    is_apart = _has_block_of_satisfaction(snapshot)
    for leaf in own_leaves(snapshot):
        wanted = _wrong_group(leaf, is_satisfaction_apart=is_apart)
        if wanted:
            place = "—".join(leaf.path[:-1])
            yield fault(leaf, "name", f"列在“{place}”下，宜归入{wanted}，请调整或说明。", expected=wanted, actual=place)


@designed(
    "Q04",
    of_originals=True,
    basis="财预〔2015〕88号：绩效指标应当指向明确、可衡量",
    explanation="口号或者工作内容不是指标，无法衡量完成了多少。",
    remedy="改为可衡量的名称，例如“……完成率”“……个数”；按批复不能改的，说明原因。",
    bad=changing_leaf(is_own, name="大力推进特色街区建设"),
    good=changing_leaf(is_own, name="特色街区建设完成数"),
)
def names_are_measurable(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标名称不是口号或者工作内容。"""
    for leaf in own_leaves(snapshot):
        if ACTIVITY.search(leaf.name):
            yield fault(leaf, "name", "像是口号或工作内容，请改为可衡量的名称，或说明怎样衡量。", actual=leaf.name)


@designed(
    "Q16",
    of_originals=True,
    basis="财预〔2020〕10号附件：满意度指标反映服务对象的满意程度",
    explanation="满意度一栏放了与满意程度无关的指标。",
    remedy="改为服务对象满意度；按批复不能改的，说明原因。",
    bad=lambda snapshot: with_nodes(
        snapshot, lambda node: replace(node, name="信访件数") if node.is_leaf and is_satisfaction(node) else node
    ),
)
def satisfaction_is_about_satisfaction(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """满意度指标说的是满意程度。"""
    for leaf in filter(is_satisfaction, own_leaves(snapshot)):
        if "满意" not in leaf.name:
            yield fault(leaf, "name", "列在满意度指标下，但说的不是满意程度，请调整或说明。", actual=leaf.name)
