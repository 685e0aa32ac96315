"""C01, C03, C04, C10: every indicator is planned, measured, described and scored."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reports.schemes import scheme_of
from reports.snapshot import Snapshot

from .completeness import required
from .edits import changing_leaf, with_nodes
from .findings import Category, Context, Fault, Severity
from .leaves import fault, is_own, is_quantitative, own_leaves
from .registry import check
from .rescoring import rescored

DESCRIPTIONS = {"standard": "评分标准", "source": "数据来源", "method": "取数方法", "narrative": "完成情况"}
WORTH_PROVING = Decimal(5)


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
    explanation="方案设置的一级、二级指标没有全部列入，缺的那一块就没有被评价。",
    remedy="补列缺少的指标；确实不涉及的，说明原因。",
    bad=lambda snapshot: with_nodes(
        snapshot, lambda node: replace(node, name=f"其他{node.name}") if len(node.path) == 2 else node
    ),
)
def levels_of_the_scheme_are_there(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """方案设置的一级、二级指标都已列入。"""
    names = {node.name for root in snapshot.indicators for node in root.walk()}
    for level in scheme_of(snapshot).levels:
        for wanted in (level, *level.children):
            if wanted.name not in names:
                yield Fault(f"没有列入“{wanted.name}”，请补列或说明。", "name", label=wanted.name, expected=wanted.name)


@check(
    "C10",
    Severity.HINT,
    part="indicators",
    category=Category.COMPLETENESS,
    basis="财预〔2020〕10号：自评数据应当真实，有据可查",
    explanation="5分以上的指标得满分而没有佐证材料，复核时难以认定。",
    remedy="上传能证明实际完成值的材料。",
    bad=changing_leaf(is_own, evidence=()),
)
def full_scores_have_evidence(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """5分以上的指标得满分的，有佐证材料。"""
    for leaf in own_leaves(snapshot):
        if leaf.score == leaf.points >= WORTH_PROVING and not leaf.evidence:
            yield fault(leaf, "evidence", "得满分但没有佐证材料，建议上传。")
