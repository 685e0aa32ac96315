"""K17, T06: what reads nearly the same inside the report, as its duties, as last year's and as another unit's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from perfeval.lib.decimals import HUNDRED, plain, round_half_up
from reports.similarity import Index, Paragraph, near_pairs, shared_percent, shingles
from reports.snapshot import DepartmentFacts, IndicatorFacts, SchemeFacts, Snapshot

from .edits import with_nodes
from .findings import INDICATORS, Alike, Category, Context, Cost, Fault, Severity
from .leaves import fault, own_leaves
from .registry import check

SHORTEST = 40
ALMOST_ALL = 90
SAME_AS_BEFORE = (
    "坚持问题导向，细化工作措施，逐级落实责任，逐户上门走访，逐项核对台账，各项工作有序推进，年末经区级验收合格。"
)
UNLIKE = "新建口袋公园2处，整修沿街立面1200平方米，更换老旧路灯86盏，居民出行和休闲的条件得到改善。"

BASIS = "已公开报告的常见错误：不同内容使用同一段文字"
alike = partial(check, severity=Severity.EXPLAIN, part=INDICATORS, category=Category.TEXT, basis=BASIS)


@dataclass(frozen=True)
class Others:
    """The index of other reports as the checks ask it, for one unit."""

    index: Index
    unit: str

    def alike(self, paragraph: str) -> list[Alike]:
        """Return the paragraphs of other units that read nearly the same, the nearest first."""
        found = self.index.near(paragraph, but=self.unit)
        return [Alike(other.unit, other.year, other.text, share / HUNDRED) for share, other in found]


def written(snapshot: Snapshot) -> list[IndicatorFacts]:
    """Return the indicators whose story is long enough to be compared."""
    return [leaf for leaf in own_leaves(snapshot) if len(leaf.narrative) >= SHORTEST]


def _same(leaf: IndicatorFacts, share: Decimal, source: str) -> Fault:
    message = f"的完成情况有{plain(round_half_up(share, 0))}%{source}。"
    return fault(leaf, "narrative", message, content=leaf.narrative)


def _telling(snapshot: Snapshot, *narratives: str) -> Snapshot:
    """Return the snapshot with other stories for its first indicators."""
    told = dict(zip((leaf.pk for leaf in own_leaves(snapshot)), narratives, strict=False))
    return with_nodes(
        snapshot, lambda node: replace(node, narrative=told[node.pk]) if node.is_leaf and node.pk in told else node
    )


def _telling_a_duty(snapshot: Snapshot) -> Snapshot:
    duty = replace(snapshot.duties[0], text=SAME_AS_BEFORE)
    return _telling(replace(snapshot, duties=(duty, *snapshot.duties[1:])), SAME_AS_BEFORE)


def _with_last_year(context: Context) -> Context:
    leaf = IndicatorFacts(1, ("产出指标", "走访户数"), "走访户数", HUNDRED, is_leaf=True, narrative=SAME_AS_BEFORE)
    before = Snapshot(2021, DepartmentFacts("街道办事处", "", "", ""), SchemeFacts("", 1, "", ""), indicators=(leaf,))
    return replace(context, previous=before)


def _with_another_unit(context: Context) -> Context:
    index = Index()
    index.add([Paragraph("滨江街道办事处", 2022, f"{SAME_AS_BEFORE}群众满意。")])
    return replace(context, others=Others(index, "公园街道办事处"))


@alike(
    "T06",
    of_originals=True,
    explanation="几项指标的完成情况基本相同，说明没有按指标分别总结。",
    remedy="按各自的指标分别改写完成情况。",
    bad=lambda snapshot: _telling(snapshot, SAME_AS_BEFORE, f"{SAME_AS_BEFORE}群众反映良好。"),
    good=lambda snapshot: _telling(snapshot, SAME_AS_BEFORE, UNLIKE),
)
def narratives_differ(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """各项指标的完成情况分别撰写，没有大段重复。"""
    leaves = written(snapshot)
    for first, second, share in near_pairs([leaf.narrative for leaf in leaves]):
        yield _same(leaves[second], share, f"与指标“{leaves[first].name}”相同，请分别撰写")


@alike(
    "T06-duties",
    of_originals=True,
    explanation="把职责抄作完成情况，没有说明当年做了什么。",
    remedy="写明当年的做法和结果。",
    bad=_telling_a_duty,
)
def narratives_are_no_duties(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标的完成情况不是职责的照抄。"""
    duties = [text for text in _duties(snapshot) if len(text) >= SHORTEST]
    leaves = written(snapshot)
    for first, second, share in near_pairs([*duties, *(leaf.narrative for leaf in leaves)]):
        if first < len(duties) <= second:
            yield _same(leaves[second - len(duties)], share, "抄自主要职责，请写当年的做法和结果")


def _duties(snapshot: Snapshot) -> Sequence[str]:
    """Return the duties; of an old report the numbered sentences above its indicators."""
    if not snapshot.original:
        return [duty.text for duty in snapshot.duties]
    first = min((leaf.line for leaf in snapshot.original.indicators), default=0)
    return [item.title for item in snapshot.original.headings if not item.is_heading and item.line < first]


@alike(
    "K17",
    cost=Cost.SLOW,
    explanation="与上年的文字几乎相同，多半没有按当年的情况撰写。",
    remedy="按当年的情况改写；情况确实未变的，说明原因。",
    bad=lambda snapshot: _telling(snapshot, SAME_AS_BEFORE),
    knowing=_with_last_year,
)
def narratives_are_of_this_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标的完成情况与上年的不雷同。"""
    before = [shingles(leaf.narrative) for leaf in written(context.previous)] if context.previous else []
    for leaf in written(snapshot):
        share = max((shared_percent(shingles(leaf.narrative), other) for other in before), default=Decimal(0))
        if share >= ALMOST_ALL:
            yield _same(leaf, share, "与上年报告相同，请按当年的情况撰写或说明")


@alike(
    "T06-others",
    cost=Cost.SLOW,
    explanation="与其他单位的文字几乎相同，多半是套用来的。",
    remedy="按本单位的情况改写；使用统一口径的，说明原因。",
    bad=lambda snapshot: _telling(snapshot, SAME_AS_BEFORE),
    knowing=_with_another_unit,
)
def narratives_are_ones_own(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标的完成情况与其他单位的不雷同。"""
    if context.others is None:
        return
    for leaf in written(snapshot):
        found = next(iter(context.others.alike(leaf.narrative)), None)
        if found:
            source = f"与“{found.unit}”{found.year}年度的报告相同，请按本单位的情况撰写或说明"
            yield _same(leaf, found.share * HUNDRED, source)
