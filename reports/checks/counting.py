"""A11, A16, A17: what is counted in texts is possible, and as long as its list."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval.lib.decimals import HUNDRED, plain
from reports.proofreading import counts
from reports.snapshot import IndicatorFacts, Snapshot

from .edits import adding_text, changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import fault, own_leaves
from .marking import marked
from .registry import check
from .texts import public_texts

counted = partial(check, severity=Severity.EXPLAIN, category=Category.ARITHMETIC, of_originals=True)

WRONG_UNITS = ("百分比", "百分点", "个百分点", "百分率")


@counted(
    "A11",
    part="results",
    basis="已公开自评表的常见错误：“≥100百分比”“100个百分点”、漏写“%”",
    explanation="合格率、覆盖率一类的比率不会超过100%；百分点是两个百分比的差，不是比率的单位。",
    remedy="核对数值，以“%”作单位。",
    bad=adding_text("民生补贴发放准确率为100个百分点。"),
    good=adding_text("任务完成率为120%，较上年提高3.5个百分点。"),
)
def percentages_are_written_as_such(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的比率不超过100%，以“%”为单位。"""
    yield from marked(public_texts(snapshot), counts.percentages)


@counted(
    "A11-unit",
    part="indicators",
    basis="已公开自评表的常见错误：以“百分比”“百分点”作计量单位",
    explanation="以“率”命名而不会超过100%的指标，指标值和完成值不能大于100；单位写作“%”。",
    remedy="核对指标值、实际完成值和计量单位。",
    bad=changing_leaf(lambda leaf: leaf.unit == "%", unit="百分比"),
)
def shares_do_not_exceed_the_whole(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """比率指标的数值不超过100，单位为“%”。"""
    for leaf in own_leaves(snapshot):
        if leaf.unit.strip() in WRONG_UNITS:
            yield fault(leaf, "unit", f"的单位写作“{leaf.unit}”，请改为“%”。", expected="%", actual=leaf.unit)
        for field, value in (("target", leaf.target), ("actual", leaf.actual)) if leaf.unit == "%" else ():
            if _is_too_much(leaf, value):
                given = f"{plain(value or HUNDRED)}%"
                yield fault(leaf, field, f"写作{given}，这样的比率不会超过100%，请核对。", actual=given)


def _is_too_much(leaf: IndicatorFacts, value: Decimal | None) -> bool:
    """Whether a share of a whole is larger than the whole."""
    return value is not None and value > HUNDRED and counts.ABOVE_ALL.search(f"{leaf.name}101%") is not None


@counted(
    "A16-retired",
    part="results",
    basis="财预〔2013〕53号：在职人员控制率以在编在职人员计算",
    explanation="把离退休人员计入实有人数，在职人员控制率就不对。",
    remedy="实有人数只写在编在职人员，离退休人员另行说明。",
    bad=adding_text("年末实有人数205人，其中退休人员77人。"),
    good=adding_text("年末实有人数128人，另有退休人员77人。"),
)
def retired_staff_is_counted_apart(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """离退休人员没有计入编制和实有人数。"""
    yield from marked(public_texts(snapshot), counts.retired_on_posts)


@counted(
    "A17",
    part="results",
    basis="已公开报告的常见错误：写有“5个职能机构”，只列了4个",
    explanation="写出的个数与所列的个数不同，不是漏列就是多算。",
    remedy="核对个数和所列的内容。",
    bad=adding_text("街道下设3个中心：便民服务中心、综治中心、退役军人服务站、文化站。"),
    good=adding_text("街道下设4个中心：便民服务中心（窗口）、综治中心、退役军人服务站和文化站。"),
)
def lists_are_as_long_as_stated(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """写出的个数与所列的个数一致。"""
    yield from marked(public_texts(snapshot), counts.lists)
