"""C01: the figures of budget and execution are filled in; none is 0, not empty."""

from collections.abc import Iterator

from departments.figures import FUNDS, NATURES, THREE_PUBLIC
from reports.snapshot import Snapshot

from .completeness import missing, required
from .edits import changing_budget, changing_line
from .findings import Context, Fault

COLUMNS = {"initial": "年初预算数", "executed": "全年执行数"}
BALANCES = {
    "carryover": "年末结转结余",
    "carryover_previous": "上年末结转结余",
    "payment_as_of": "支付进度时点",
    "payment_actual": "实际支付进度",
    "payment_planned": "既定支付进度",
    "assets_in_use": "在用固定资产",
    "assets_total": "固定资产总额",
}
REMEDY = "在“预算与执行”中补填；没有发生的填0。"


def _gaps(snapshot: Snapshot, categories: tuple[str, ...], columns: dict[str, str]) -> Iterator[Fault]:
    for category in categories:
        line = snapshot.budget.line(category)
        for column, name in columns.items():
            if getattr(line, column) is None:
                yield missing(f"{line.name}—{name}", column, category)


@required(
    "C01-expenditure",
    part="budget",
    explanation="预算完成率、预算执行得分都从收入、支出的年初预算数和全年执行数计算。",
    remedy=REMEDY,
    bad=changing_line("income", executed=None),
)
def expenditure_is_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """收入和按性质、按资金来源的支出已填写年初预算数和全年执行数。"""
    yield from _gaps(snapshot, ("income", *NATURES, *FUNDS), COLUMNS)


@required(
    "C01-control",
    part="budget",
    explanation="公用经费、“三公”经费和政府采购各有控制率或执行率，缺数就不能计算。",
    remedy=REMEDY,
    bad=changing_line("operating", initial=None),
)
def controlled_lines_are_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """公用经费、“三公”经费和政府采购已填写年初预算数和全年执行数。"""
    yield from _gaps(snapshot, ("operating", *THREE_PUBLIC, "procurement"), COLUMNS)


@required(
    "C01-previous",
    part="budget",
    explanation="“三公”经费变动率要与上年支出数比较。",
    remedy=REMEDY,
    bad=changing_line("reception", previous=None),
)
def three_public_has_last_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """“三公”经费各项已填写上年执行数。"""
    yield from _gaps(snapshot, THREE_PUBLIC, {"previous": "上年执行数"})


@required(
    "C01-balances",
    part="budget",
    explanation="结转结余率、支付进度率和固定资产利用率从这些数计算。",
    remedy=REMEDY,
    bad=changing_budget(assets_total=None),
)
def balances_are_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """结转结余、支付进度和固定资产已填写。"""
    for field, name in BALANCES.items():
        if getattr(snapshot.budget, field) is None:
            yield missing(name, field)
