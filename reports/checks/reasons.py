"""C06, C07, Q09, T01 to T03: lost points have reasons, problems have measures, a survey has a sample."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from perfeval.lib.decimals import HUNDRED, plain
from reports.snapshot import ProblemFacts, Snapshot, SurveyFacts

from .edits import changing, changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import fault, is_own, is_satisfaction, is_short_of_points, own_leaves
from .registry import check

reasoned = partial(check, category=Category.REASONS)

EMPTY_REASON = re.compile(r"(?:因|由于|受)?(?:工作需要|疫情(?:影响)?|客观原因|其他原因|人员变动|政策原因)[。]?")
NOT_DONE = re.compile(r"(?:未|没有|尚未|不能)(?:能)?(?:完成|达到|实现|完全)")
SURVEY_FIELDS = {
    "surveyed": "调查对象",
    "method": "调查方式",
    "sample": "样本数",
    "valid_replies": "有效问卷数",
    "starts_on": "调查开始日期",
    "ends_on": "调查结束日期",
}
SHORTEST_REASON = 10


@reasoned(
    "T01",
    Severity.BLOCK,
    part="indicators",
    of_originals=True,
    basis="财预〔2020〕10号：未完成绩效目标的，要分析原因并研究提出改进措施",
    explanation="扣了分就要说明原因，并提出改进措施。",
    remedy="在该指标中填写偏差原因分析和改进措施。",
    bad=changing_leaf(is_short_of_points, reason=""),
)
def lost_points_have_a_reason(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """没有得满分的指标写明偏差原因和改进措施。"""
    for leaf in filter(is_short_of_points, own_leaves(snapshot)):
        lost = plain(leaf.points - (leaf.score or 0))
        for field, name in (("reason", "偏差原因分析"), ("measure", "改进措施")):
            if not getattr(leaf, field).strip():
                yield fault(leaf, field, f"扣{lost}分，尚未填写{name}，请补充。")


@reasoned(
    "T02",
    Severity.EXPLAIN,
    part="indicators",
    basis="财政复核常见问题：偏差原因空泛",
    explanation="只写“工作需要”“疫情影响”，看不出为什么没有完成。",
    remedy="写明具体原因，一般不少于10个字。",
    bad=changing_leaf(is_short_of_points, reason="受疫情影响。"),
)
def reasons_say_something(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """偏差原因写得具体。"""
    for leaf in filter(is_short_of_points, own_leaves(snapshot)):
        reason = leaf.reason.strip()
        if reason and says_little(reason):
            yield fault(leaf, "reason", f"的偏差原因“{reason}”不够具体，请补充。", actual=reason)


def says_little(reason: str) -> bool:
    """Return whether a reason is no more than a word or a phrase that fits everything."""
    written = reason.strip()
    return len(written) < SHORTEST_REASON or EMPTY_REASON.fullmatch(written) is not None


@reasoned(
    "T03",
    Severity.EXPLAIN,
    part="indicators",
    of_originals=True,
    basis="财政复核常见问题：得分与说明矛盾",
    explanation="得了满分，说明里却写没有完成，两者必有一误。",
    remedy="核对实际完成值和说明。",
    bad=changing_leaf(is_own, reason="受场地限制，有两项任务未完成。"),
)
def full_scores_are_not_contradicted(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """得满分的指标没有写着未完成。"""
    for leaf in own_leaves(snapshot):
        found = NOT_DONE.search(leaf.reason)
        if leaf.score == leaf.points and found:
            yield fault(leaf, "reason", f"得满分，偏差原因却写有“{found[0]}”，请核对。", actual=found[0])


@reasoned(
    "Q09",
    Severity.EXPLAIN,
    part="indicators",
    basis="财预〔2020〕10号附件：满意度通过问卷调查等方式取得",
    explanation="满意度没有调查对象、方式、样本和时间，数值就没有来源。",
    remedy="在该指标中补填满意度调查情况。",
    bad=changing_leaf(is_satisfaction, survey=SurveyFacts("居民", "问卷")),
)
def satisfaction_has_a_survey(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """满意度有调查对象、方式、样本数、有效问卷数和调查日期。"""
    for leaf in filter(is_satisfaction, own_leaves(snapshot)):
        survey = leaf.survey or SurveyFacts()
        gaps = [name for field, name in SURVEY_FIELDS.items() if not getattr(survey, field)]
        if gaps:
            yield fault(leaf, "surveyed", f"缺少{'、'.join(gaps)}，请补充满意度调查情况。")


def _about_another_indicator(snapshot: Snapshot) -> ProblemFacts:
    other = next(leaf for leaf in own_leaves(snapshot) if not is_short_of_points(leaf))
    return replace(snapshot.problems[0], indicators=(other.path,))


def _with_another_problem(snapshot: Snapshot, **changes: Any) -> Snapshot:
    another = replace(snapshot.problems[0], title="回访不够及时", **changes)
    return replace(snapshot, problems=(*snapshot.problems, another))


@reasoned(
    "C06",
    Severity.EXPLAIN,
    part="problems",
    of_originals=True,
    basis="财预〔2020〕10号：自评发现问题应当及时整改",
    explanation="没有得满分就有不足，应当写明存在的问题。",
    remedy="在“问题与改进”中填写存在问题，并与扣分的指标对应。",
    bad=changing(problems=()),
)
def problems_are_named(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """总分不满100分的，写明存在问题。"""
    if snapshot.total is not None and snapshot.total < HUNDRED and not snapshot.problems:
        yield Fault(f"自评得分{plain(snapshot.total)}分，尚未填写存在问题，请补充或说明。", "problems")


@reasoned(
    "C07",
    Severity.EXPLAIN,
    part="problems",
    basis="财预〔2020〕10号：针对问题提出改进措施",
    explanation="每个问题都要有改进措施、责任机构和完成时限，才能跟踪整改。",
    remedy="在“问题与改进”中为该问题补填改进措施。",
    bad=lambda snapshot: replace(snapshot, problems=(replace(snapshot.problems[0], measures=()),)),
)
def problems_have_measures(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每个问题都有改进措施、责任机构和完成时限。"""
    for row, problem in enumerate(snapshot.problems):
        if not problem.measures:
            yield Fault(f"问题“{problem.title}”没有改进措施，请补充。", "measures", str(row), problem.title)
        for measure in problem.measures:
            if not measure.office or not measure.due_on:
                message = f"问题“{problem.title}”的改进措施缺少责任机构或完成时限，请补充。"
                yield Fault(message, "measures", str(row), problem.title)


@reasoned(
    "C07-indicators",
    Severity.EXPLAIN,
    part="problems",
    basis="财预〔2020〕10号：针对未完成的绩效目标分析原因",
    explanation="扣了分的指标要有对应的问题，问题要说明与哪些指标有关。",
    remedy="在“问题与改进”中为问题选择相关指标。",
    bad=lambda snapshot: replace(snapshot, problems=(_about_another_indicator(snapshot),)),
)
def lost_points_belong_to_a_problem(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """没有得满分的指标都有对应的问题。"""
    if not snapshot.problems:
        return
    covered = {path for problem in snapshot.problems for path in problem.indicators}
    for leaf in filter(is_short_of_points, own_leaves(snapshot)):
        if leaf.path not in covered:
            message = f"指标“{leaf.name}”没有得满分，但没有对应的问题，请在问题中选择该指标。"
            yield Fault(message, "indicators", label=leaf.name)


@reasoned(
    "C07-problems",
    Severity.BLOCK,
    part="problems",
    basis="财预〔2020〕10号：针对未完成的绩效目标分析原因",
    explanation="问题要说明与哪些指标有关；指标删除后，问题不能没有着落。",
    remedy="在“问题与改进”中为该问题选择相关指标，或删除该问题。",
    bad=partial(_with_another_problem, indicators=()),
    good=_with_another_problem,
)
def problems_name_an_indicator(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每个问题都至少对应一项指标。"""
    for row, problem in enumerate(snapshot.problems):
        if not problem.indicators:
            message = f"问题“{problem.title}”没有对应的指标，请选择相关指标或删除该问题。"
            yield Fault(message, "indicators", str(row), problem.title)
