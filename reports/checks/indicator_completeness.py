"""C01, C03, C04, C10: every indicator is planned, measured, described and scored."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reports.snapshot import IndicatorFacts, Snapshot

from .completeness import required
from .edits import changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import fault, is_own, is_quantitative, own_leaves
from .registry import check
from .rescoring import rescored

DESCRIPTIONS = {"standard": "评分标准", "source": "数据来源", "method": "取数方法", "narrative": "完成情况"}
EMPTY_BRANCH = IndicatorFacts(0, ("成本指标",), "成本指标", Decimal(0), is_leaf=False)


@required(
    "C01-target",
    part="indicators",
    explanation="没有年度指标值，就无从判断是否完成。",
    remedy="在该指标中填写年度指标值；定性指标填写文字。",
    bad=changing_leaf(is_own, target=None, approved_target=None, rule="bands"),
    good=changing_leaf(is_own, target=None, approved_target=None, rule="bands", target_text="达到90以上"),
)
def targets_are_set(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每项指标都有年度指标值。"""
    for leaf in own_leaves(snapshot):
        if leaf.target is None and not leaf.target_text.strip():
            yield fault(leaf, "target", "尚未填写年度指标值，请补充。")


@required(
    "C01-actual",
    part="indicators",
    explanation="没有实际完成值就不能计分；空着不等于0。",
    remedy="在该指标中填写实际完成值。",
    bad=changing_leaf(is_own, actual=None, score=None),
)
def actuals_are_given(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每项指标都有实际完成值。"""
    for leaf in own_leaves(snapshot):
        if leaf.actual is None and not leaf.actual_text.strip() and leaf.score is None:
            yield fault(leaf, "actual", "尚未填写实际完成值，请补充。")


@required(
    "C01-description",
    part="indicators",
    explanation="得分要能够复核：按什么标准评、数从哪里来、怎样取得、做了什么。",
    remedy="在该指标中补填。",
    bad=changing_leaf(is_own, source=""),
)
def indicators_are_described(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每项指标都写明评分标准、数据来源、取数方法和完成情况。"""
    for leaf in own_leaves(snapshot):
        for field, name in DESCRIPTIONS.items():
            if not getattr(leaf, field).strip():
                yield fault(leaf, field, f"尚未填写{name}，请补充。")


@check(
    "C03",
    Severity.BLOCK,
    part="indicators",
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号：总分由各项指标得分汇总",
    explanation="已有实际完成值而没有得分，多半是评分方法的设置不完整，总分也就不能计算。",
    remedy="查看该指标的得分依据，按提示补全评分设置或重新评定。",
    bad=changing_leaf(is_own, score=None),
)
def indicators_are_scored(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """有实际完成值的指标都已得出分数。"""
    for leaf in snapshot.leaves():
        is_measured = leaf.actual is not None or (leaf.actual_text and not is_quantitative(leaf))
        result = rescored(snapshot, leaf)
        if is_measured and leaf.score is None and result.is_applicable:
            why = "请重新计分。" if result.is_settled else result.explanation.sentence
            yield fault(leaf, "rule", f"没有得分：{why}")


@check(
    "C04",
    Severity.EXPLAIN,
    part="indicators",
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号附件：产出、效益、满意度各设二级指标",
    explanation="方案给了分值的二级指标下面没有三级指标，这一块就没有被评价。",
    remedy="在该二级指标下增设三级指标；确实不涉及的，说明原因。",
    bad=lambda snapshot: replace(snapshot, indicators=(*snapshot.indicators, EMPTY_BRANCH)),
)
def branches_have_indicators(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """有分值的一级、二级指标下面都设有三级指标。"""
    for node in (node for root in snapshot.indicators for node in root.walk()):
        if not node.is_leaf and not node.children:
            yield fault(node, "name", "下没有三级指标，请增设。", actual="0项")


@check(
    "C10",
    Severity.HINT,
    part="indicators",
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号：自评数据应当真实，有据可查",
    explanation="得满分的指标没有佐证材料，复核时难以认定。",
    remedy="上传能证明实际完成值的材料。",
    bad=changing_leaf(is_own, evidence=()),
)
def full_scores_have_evidence(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """得满分的指标有佐证材料。"""
    for leaf in own_leaves(snapshot):
        if leaf.score == leaf.points and not leaf.evidence:
            yield fault(leaf, "evidence", "得满分但没有佐证材料，建议上传。")
