"""是否 and 清单: yes or no, once or item by item."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from indicators.scoring import parameters as read
from indicators.scoring.explanation import Input
from indicators.scoring.measurement import NotScored, Outcome
from indicators.scoring.parameters import Item
from indicators.scoring.registry import Case, Parameter, Text, Working, rule
from indicators.scoring.working import everything, nothing
from perfeval.lib.decimals import ONE, ZERO, plain


@rule(
    "yes_no",
    title="是否指标（直接赋分）",
    basis="财预〔2021〕101号：直接赋分，符合得满分，不符合不得分",
    example={"points": "5", "actual": "1"},
    needs_target=False,
    is_signed=True,
    actual_label="是否完成（1为是，0为否）",
)
def yes_no(case: Case) -> Working:
    """All or nothing (财预〔2021〕101号)."""
    if case.actual not in (ZERO, ONE):
        raise read.invalid("actual", f"“{plain(case.actual)}”不是“是”（1）或“否”（0），请改正。")
    return everything(case, "已完成") if case.actual == ONE else nothing(case, "未完成", "完成该项工作")


@rule(
    "checklist",
    title="清单指标（逐项计分）",
    basis="财预〔2013〕53号：管理制度健全性、资金使用合规性、预决算信息公开性等按要点逐项评价",
    parameters=(Parameter("items", "评价要点", read.items),),
    example={
        "points": "3",
        "items": [
            {"name": "制度已制定", "points": "1", "done": True},
            {"name": "合法、合规、完整", "points": "1", "done": True},
            {"name": "有效执行", "points": "1", "done": False},
        ],
    },
    needs_target=False,
    is_signed=True,
    needs_actual=False,
    target_label="要点数",
    actual_label="达到要点数",
)
def checklist(case: Case) -> Working:
    """The points of the items that hold, or `actual` of `target` items (财预〔2013〕53号)."""
    items = case.parameters["items"]
    if items is None:
        return _counted(case)
    open_items = [entry.name for entry in items if entry.done is None]
    if open_items:
        raise NotScored.because(Outcome.MISSING, "items", f"以下要点尚未判断：{'、'.join(open_items)}。")
    missed = "、".join(entry.name for entry in items if not entry.done)
    needed = f"同时达到：{missed}" if missed else ""
    done = [entry for entry in items if entry.done]
    note = f"{len(items)} 项要点达到 {len(done)} 项"
    inputs = partial(_answers, items)
    if items[0].points is None:
        return _equal_shares(case, len(done), len(items), note, needed, inputs)
    _check(case, items)
    points = [entry.points for entry in done]
    return Working(sum(points, ZERO), lambda: " + ".join(map(plain, points)) or "0", note, needed, inputs)


def _answers(items: Sequence[Item]) -> tuple[Input, ...]:
    """Return every item with its answer."""
    return tuple(Input(entry.name, "是" if entry.done else "否") for entry in items)


def _equal_shares(
    case: Case,
    done: int | Decimal,
    count: int | Decimal,
    note: Text,
    needed: Text,
    inputs: Callable[[], tuple[Input, ...]] = tuple,
) -> Working:
    """Return the share of items that hold."""
    return Working(
        done * case.points / count,
        lambda: f"{plain(Decimal(done))} 项 ÷ {plain(Decimal(count))} 项 × {case.points_text}",
        note,
        needed,
        inputs,
    )


def _counted(case: Case) -> Working:
    """Return `actual` of `target` items, for lists that are only counted."""
    given, count = case.measurement.actual, case.target
    if given is None:
        raise NotScored.because(Outcome.MISSING, "actual", "尚未填写评价要点或达到的要点数，暂不计分。")
    if count <= 0:
        raise read.invalid("target", "尚未填写要点数，请补充。")
    if not 0 <= given <= count:
        raise read.invalid("actual", f"达到要点数 {plain(given)} 应当在 0 至 {plain(count)} 之间，请改正。")
    return _equal_shares(
        case,
        given,
        count,
        lambda: f"{plain(count)} 项要点达到 {plain(given)} 项",
        lambda: f"{plain(count)} 项要点全部达到",
    )


def _check(case: Case, items: Sequence[Item]) -> None:
    """Refuse items whose points do not add up to the indicator's."""
    total = sum((entry.points or ZERO for entry in items), ZERO)
    if total != case.points:
        message = f"各要点分值合计 {plain(total)}，应当等于分值 {plain(case.points)}，请改正。"
        raise read.invalid("items", message)
