"""F01 to F03: bound figures (绑定数字) in texts can be put into words."""

from collections.abc import Iterator
from functools import partial

from perfeval.lib.bound import may_hold
from reports.figures import problems_in
from reports.figures.problems import Trouble
from reports.snapshot import Snapshot

from .edits import adding_text, changing_line
from .findings import Category, Context, Fault, Severity
from .registry import check
from .texts import Text, figures_for, public_texts

bound = partial(
    check, severity=Severity.BLOCK, part="results", category=Category.CONSISTENCY, basis="本系统的绑定数字写法"
)


def _unknown_figure(snapshot: Snapshot) -> Snapshot:
    """Bind a text to last year's purchases, which nobody has entered."""
    return adding_text("上年采购{{ 政府采购上年执行数 }}。")(changing_line("procurement", previous=None)(snapshot))


def _may_be_bound(text: Text) -> bool:
    return may_hold(text.typed)


def _faults(snapshot: Snapshot, trouble: Trouble) -> Iterator[Fault]:
    for text in filter(_may_be_bound, public_texts(snapshot)):
        for problem in problems_in(text.typed, figures_for(text, snapshot)):
            if problem.trouble is trouble:
                start, end = problem.span
                values = {"expected": problem.expected, "replacement": problem.replacement}
                yield text.typed_fault(problem.message, problem.span, actual=text.typed[start:end], **values)


@bound(
    "F01",
    explanation="绑定的名称查不到，正文就没有数字可写。",
    remedy="改为提示的名称，或者删去双花括号。",
    bad=adding_text("全年预算完成率为{{ 预算完成律 }}。"),
    good=adding_text("全年预算完成率为{{ 预算完成率 }}。"),
)
def bound_names_are_known(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中绑定的数字都有这个名称。"""
    yield from _faults(snapshot, Trouble.UNKNOWN)


@bound(
    "F02",
    explanation="金额写成分、比率写成万元，或者数字自带单位后面又写一遍，公开后就是明显的差错。",
    remedy="按提示改正单位或者小数位数。",
    bad=adding_text("全年支出{{ 全年执行数|分 }}。"),
    good=adding_text("全年支出{{ 全年执行数|万元:2 }}，合{{ 全年执行数|亿元:4 }}。"),
)
def bound_figures_are_written_in_their_units(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中绑定的数字，单位和小数位数都对。"""
    yield from _faults(snapshot, Trouble.MISFIT)


@bound(
    "F03",
    explanation="绑定的数字还没有填写，正文只能显示“—”。",
    remedy="填写该数值，或者删去绑定。",
    bad=_unknown_figure,
    good=adding_text("上年采购{{ 政府采购上年执行数 }}。"),
)
def bound_figures_are_known(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中绑定的数字都有数值。"""
    yield from _faults(snapshot, Trouble.MISSING)
