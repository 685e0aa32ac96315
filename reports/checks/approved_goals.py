"""K06, T02: goals are approved, and what is set aside or decided by a person is explained."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from indicators.scoring import Mode
from perfeval.lib.decimals import plain
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, Snapshot, of_project

from .edits import changing, changing_leaf
from .examples import editable, idle
from .findings import PROJECTS, Category, Context, Fault, Severity
from .leaves import fault, is_own, own_leaves
from .reasons import says_little
from .registry import check
from .rescoring import computed

APPROVAL_BASIS = "财预〔2015〕88号：绩效目标随预算批复，确定后一般不予调整，确需调整的按程序报批"

adjusting = partial(changing_leaf, is_own, approved_target=Decimal(120), adjustment_document="东财绩〔2022〕15号")


def _is_adjusted(leaf: IndicatorFacts) -> bool:
    return leaf.target != leaf.approved_target or leaf.points != leaf.approved_points


@check(
    "K06-approval",
    Severity.HINT,
    part="goals",
    category=Category.CONSISTENCY,
    basis=APPROVAL_BASIS,
    explanation="指标值和分值应当来自批复的绩效目标；没有登记批复，就看不出依据。批复登记以后新增的项目，批复单独登记。",
    remedy="在“指标”中登记绩效目标批复文件和批复日期；批复登记以后新增的项目，在该项目的指标页登记。",
    bad=changing(approval=None),
)
def goals_are_approved(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """绩效目标批复已登记，包括批复以后新增的项目。"""
    if _is_unapproved(snapshot):
        yield Fault("尚未登记绩效目标批复，建议登记批复文件和日期。", "approval", part="indicators")
    for project in snapshot.projects if snapshot.approval else ():
        if _is_unapproved(of_project(snapshot, project)):
            message = f"项目“{project.name}”尚未登记绩效目标批复，建议登记批复文件和日期。"
            yield Fault(message, "approval", "", project.name, part=PROJECTS, project=str(project.pk))


def _is_unapproved(snapshot: Snapshot) -> bool:
    """Return whether a tree has no approval; where it was adjusted all the same, another check says so."""
    return snapshot.approval is None and not any(map(_is_adjusted, own_leaves(snapshot)))


@check(
    "K06-adjusted",
    Severity.EXPLAIN,
    part="indicators",
    category=Category.CONSISTENCY,
    basis=APPROVAL_BASIS,
    explanation="调整的前提是已有批复；没有登记批复，就不知道从什么调整而来。",
    remedy="先登记绩效目标批复，再填写调整后的数值和调整批复文件。",
    bad=lambda snapshot: replace(adjusting()(snapshot), approval=None),
    good=adjusting(),
)
def adjustments_follow_an_approval(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """调整指标值或分值的，已登记绩效目标批复。"""
    for leaf in own_leaves(snapshot) if snapshot.approval is None else ():
        if _is_adjusted(leaf):
            yield fault(leaf, "adjustment_document", "调整了指标值或分值，但没有登记绩效目标批复，请登记或说明。")


@check(
    "T02-idle",
    Severity.EXPLAIN,
    part="indicators",
    category=Category.REASONS,
    basis="财预〔2020〕10号：绩效自评应当覆盖批复的全部绩效目标",
    explanation="不考核的指标不参与计分，理由要让人看得懂为什么当年不适用。",
    remedy="写明具体理由，一般不少于10个字，如任务取消的文件。",
    bad=partial(idle, reason="取消"),
    good=partial(idle, reason="该项工作按区里部署移交其他单位承担。"),
)
def setting_aside_is_explained(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """本年度不考核的指标，理由写得具体。"""
    for leaf in snapshot.leaves():
        if not leaf.is_applicable and says_little(leaf.inapplicable_reason):
            message = f"不考核的理由“{leaf.inapplicable_reason.strip()}”不够具体，请补充。"
            yield fault(leaf, "inapplicable_reason", message, actual=leaf.inapplicable_reason)


@check(
    "T02-own",
    Severity.EXPLAIN,
    part="indicators",
    category=Category.REASONS,
    basis="财预〔2020〕10号：自评结果应当客观，有据可查",
    explanation="自定得分与计算得分不同，理由要让人看得懂差在哪里。",
    remedy="写明具体理由，一般不少于10个字；没有理由的，采用计算得分。",
    bad=lambda snapshot: _decided(snapshot, "应当满分"),
    good=lambda snapshot: _decided(snapshot, "年末验收后补报的进度未计入台账。"),
)
def own_scores_are_explained(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """自定得分与计算得分不同的，理由写得具体。"""
    if scheme_of(snapshot).conventions.mode is Mode.LOCKED:
        return
    for leaf in own_leaves(snapshot):
        ruled = computed(snapshot, leaf).score
        if leaf.own_score is not None and leaf.own_score != ruled and says_little(leaf.own_reason):
            given = "没有得分" if ruled is None else f"{plain(ruled)}分"
            message = f"自定得分{plain(leaf.own_score)}分，计算得分{given}，理由不够具体，请补充。"
            yield fault(leaf, "own_reason", message, expected=given, actual=plain(leaf.own_score))


def _decided(snapshot: Snapshot, reason: str) -> Snapshot:
    """Return the snapshot with one score that a person has raised to all points."""
    first = next(own_leaves(snapshot))
    changes = {"actual": Decimal(90), "own_score": first.points, "own_reason": reason}
    return changing_leaf(is_own, **changes)(editable(snapshot))
