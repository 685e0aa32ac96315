"""F04 to F08: what the system calculates is bound, not typed; other numbers have a source (自由数字)."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from perfeval.lib.decimals import ZERO, plain
from reports.figures.typed import Typed, own_rates, typed_names, typed_rates, typed_total
from reports.snapshot import FreeFigureFacts, Snapshot

from .edits import adding_text, changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import is_satisfaction
from .registry import check
from .texts import PROMISED, Text, figures_for, own_leaf, public_texts
from .unbound import State, readings

typed = partial(check, part="results", category=Category.CONSISTENCY)
LAST = "已公开报告的常见错误：同一个数前后不一"
NAMED = {"implementer"}
MANY = 10
"""A text of a few numbers needs no ledger; from ten without a source on, a reviewer cannot follow them any more."""
VISITS = "".join(f"{month}月走访{month + 14}户。" for month in range(1, 11))


def _told(snapshot: Snapshot) -> Iterator[Text]:
    """Yield the texts that tell of this year; what the year before has promised is quoted as it was."""
    return (text for text in public_texts(snapshot) if text.field != PROMISED)


def _fault(text: Text, found: Typed, what: str) -> Fault:
    start, end = found.span
    words = text.typed[start:end]
    says = f"“{words}”由手工录入" if found.is_same else f"“{words}”由手工录入，与系统的“{found.value}”不一致"
    message = f"{what}{says}，请改为绑定“{found.figure.name}”。"
    return text.typed_fault(
        message, found.span, expected=found.value, actual=words, replacement=found.replacement, content=words
    )


@typed(
    "F04",
    Severity.BLOCK,
    basis=LAST,
    explanation="总分和等级只由系统计算。手工写的总分现在是对的，分数变动后却不会跟着变，公开报告里就会出现两个总分。",
    remedy="点“绑定”，用“{{ 总得分 }}”“{{ 等级 }}”代替手工写的数。",
    bad=adding_text("全年自评得分96分。"),
    good=adding_text("全年自评得分{{ 总得分 }}，等级为“{{ 等级 }}”，上年自评得分92分。"),
)
def totals_and_grades_are_bound(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的总分和等级是绑定的，不是手工写的。"""
    for text in _told(snapshot):
        for found in typed_total(text.typed, figures_for(text, snapshot)):
            if found.is_same:
                yield _fault(text, found, "总分和等级由系统计算，")


@typed(
    "F05",
    Severity.BLOCK,
    basis=LAST,
    explanation="预算完成率等比率和指标得分由系统计算，手工写的数在数据变动后不会跟着变。",
    remedy="点“绑定”，或者改为提示的名称。",
    bad=adding_text("全年预算完成率为100%。"),
    good=adding_text("全年预算完成率为{{ 预算完成率 }}，上年预算完成率为97.2%，调解成功率96%。"),
)
def rates_and_scores_are_bound(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的比率和指标得分是绑定的，不是手工写的。"""
    for text in _told(snapshot):
        for found in typed_rates(text.typed, figures_for(text, snapshot)):
            yield _fault(text, found, "")


def _surveyed(snapshot: Snapshot) -> Snapshot:
    """Type in what the satisfaction is."""
    reached = next(leaf.actual for leaf in snapshot.leaves() if is_satisfaction(leaf))
    said = f"随机入户调查辖区居民，满意度{plain(reached or ZERO)}%。"
    return changing_leaf(is_satisfaction, narrative=said)(snapshot)


@typed(
    "F06",
    Severity.EXPLAIN,
    basis=LAST,
    explanation="完成情况里的比率与实际完成值是同一个数，绑定以后改一处即可。",
    remedy="点“绑定”；确属另一个数的，说明理由。",
    bad=_surveyed,
    good=changing_leaf(is_satisfaction, narrative="随机入户调查辖区居民，满意度{{ 居民满意度 }}，目标75%。"),
)
def reached_rates_are_bound(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标完成情况中的比率是绑定的，不是手工写的。"""
    for text in _told(snapshot):
        leaf = own_leaf(text, snapshot) if text.field in ("narrative", "reason") else None
        figure = figures_for(text, snapshot).find(leaf.name) if leaf else None
        for found in own_rates(text.typed, figure) if figure else ():
            yield replace(_fault(text, found, "与实际完成值是同一个数，"), label=leaf.name if leaf else "")


@typed(
    "F07",
    Severity.BLOCK,
    basis="自评报告由本单位公开，单位名称以机构登记为准",
    explanation="手工写的单位名称容易写错，机构更名或者由别的单位沿用时不会跟着变。",
    remedy="点“绑定”，用“{{ 单位名称 }}”代替。",
    bad=adding_text("南昌市东湖区公园街道办事处各项任务全部完成。"),
    good=adding_text("{{ 单位名称 }}修订了《南昌市东湖区公园街道办事处财务管理制度》。"),
)
def own_name_is_bound(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的单位名称是绑定的，不是手工写的。"""
    for text in _told(snapshot):
        if text.field not in NAMED:
            for found in typed_names(text.typed, figures_for(text, snapshot)):
                yield _fault(text, found, "单位名称")


@typed(
    "F08",
    Severity.HINT,
    basis="财预〔2020〕10号：自评结果应当真实、可核实",
    explanation="没有出处的数字，复核和审计时说不清从哪里来。指标的文字以该指标的“数据来源”为出处。",
    remedy="在“数字核对”页面绑定已有的数字，或者登记为自由数字并写明来源。",
    bad=adding_text(VISITS),
    good=lambda snapshot: adding_text(VISITS)(replace(snapshot, free_figures=(FreeFigureFacts("15 户", "走访记录"),))),
)
def numbers_have_a_source(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的数字已经绑定，或者写明了来源。"""
    found = [reading.number.words for reading in readings(snapshot) if reading.state is State.OPEN]
    if len(found) >= MANY:
        named = "、".join(dict.fromkeys(found[:5]))
        message = f"文字中有{len(found)}个数字没有绑定，也没有写明来源（{named}），请在“数字核对”中处理。"
        yield Fault(message, "free_figures", actual="、".join(sorted(found)))
