"""C10: what was promised the year before is answered for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reports.snapshot import RectificationFacts, Snapshot

from .findings import Category, Context, Fault, Severity
from .registry import check

DONE = RectificationFacts(
    problem="窗口排队时间长",
    measure="增设自助终端。",
    office="公共服务办公室",
    due_on=date(2022, 9, 30),
    state="done",
    done_on=date(2022, 9, 1),
    progress="已增设两台。",
    proof="验收单",
)


def _with(snapshot: Snapshot, row: RectificationFacts) -> Snapshot:
    return replace(snapshot, rectifications=(row,))


@check(
    "C10-rectification",
    Severity.BLOCK,
    part="problems",
    category=Category.REASONS,
    basis="中发〔2018〕34号：绩效评价结果反馈和整改责任制",
    explanation="上年报告承诺的改进措施，要说明完成到什么程度；已完成的要有证明，未完成的要说明原因。",
    remedy="在“问题与改进”的“上年整改情况”中补填进展说明；已完成的补填证明材料。",
    bad=lambda snapshot: _with(snapshot, replace(DONE, state="doing", done_on=None, progress="", proof="")),
    good=lambda snapshot: _with(snapshot, DONE),
)
def last_measures_are_answered_for(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """上年的改进措施都说明了整改情况，已完成的有证明材料。"""
    for row, item in enumerate(snapshot.rectifications):
        label = f"上年整改情况第{row + 1}项"
        if not item.progress.strip():
            yield Fault(f"{label}没有进展说明，请补充。", "rectifications", str(row), label)
        if item.is_done and not item.proof.strip():
            yield Fault(f"{label}已完成，但没有证明材料，请补充。", "rectifications", str(row), label)
