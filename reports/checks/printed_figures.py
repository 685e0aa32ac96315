"""A02, A06, A12, A15, A16, K01, K04: the totals, rates and amounts that an old report prints agree with one another."""

from collections.abc import Iterator
from decimal import Decimal

from departments.wording import wan
from perfeval.lib.decimals import HUNDRED, ZERO, plain, round_half_up
from reports.snapshot import OriginalFacts, Snapshot
from reports.snapshot.original import StatedAmount, StatedRatio

from .findings import Category, Context, Fault, Severity
from .printed import at_line, original_of, printed
from .sample_report import reporting

CUTOFFS = ((90, 80, 60), (80, 70, 60))
GRADES = ("优", "良", "中", "差")
SAME_GRADE = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}
TEN_THOUSAND_UNITS = ("元", "万元")


def at_rate(original: OriginalFacts, rate: StatedRatio, message: str, expected: str) -> Fault:
    """Return a fault in a printed rate."""
    span, actual = (rate.start, rate.end), f"{plain(rate.percent)}%"
    return at_line(original, rate.line, message, span, expected=expected, actual=actual)


def _sum(original: OriginalFacts) -> Decimal | None:
    """Return the sum of all printed scores, None where one is missing."""
    blocks = [*original.indicators, *((original.execution,) if original.execution else ())]
    scores = [block.score for block in blocks]
    if not original.indicators or None in scores or sum((block.points or ZERO for block in blocks), ZERO) != HUNDRED:
        return None
    return sum((score for score in scores if score is not None), ZERO)


@printed(
    "K01",
    Severity.BLOCK,
    category=Category.CONSISTENCY,
    basis="自评得分只有一个",
    explanation="同一份报告写有不同的总得分，读者不知道信哪一个。",
    remedy="按各项指标得分之和改正。",
    bad=reporting(
        ("计划60公里，该项指标得8分", "计划60公里"), ("自评总得分为96.8分", "综合得分97.8分，自评总得分为96.8分")
    ),
)
def totals_are_the_same(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """各处的总得分一致。"""
    for original in original_of(snapshot):
        reference = _sum(original) or (original.totals[-1].number if original.totals else None)
        for total in original.totals:
            differing = [other for other in original.totals if other.number != total.number]
            if differing and total.number != reference:
                others = "、".join(f"第{other.line}行{other.text}" for other in differing)
                message, span = f"写有“{total.text}”，而{others}，请改为一致。", (total.start, total.end)
                yield at_line(original, total.line, message, span, expected=_points(reference), actual=total.text)


def _points(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


@printed(
    "A02-printed",
    Severity.BLOCK,
    category=Category.ARITHMETIC,
    basis="财预〔2020〕10号：总分由各项指标得分汇总",
    explanation="写出的总得分不等于各项指标得分之和。",
    remedy="按各项指标得分之和改正，或者核对各项得分。",
    bad=reporting(("自评总得分为96.8分", "自评总得分为97.8分")),
)
def printed_total_is_the_sum(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """写出的总得分等于各项得分之和。"""
    for original in original_of(snapshot):
        reached = _sum(original)
        for total in original.totals:
            if reached is not None and total.number != reached:
                message = f"写有“{total.text}”，各项得分相加为{plain(reached)}分，请改正。"
                span = (total.start, total.end)
                yield at_line(original, total.line, message, span, expected=plain(reached), actual=total.text)


@printed(
    "A15-printed",
    Severity.BLOCK,
    category=Category.ARITHMETIC,
    basis="财预〔2020〕10号：90（含）至100分为优，80（含）至90分为良，60（含）至80分为中，60分以下为差",
    explanation="等级与总得分不符。",
    remedy="按总得分所在的分数段改正等级。",
    bad=reporting(("评价等级为“优”", "评价等级为“中”")),
)
def printed_grade_fits(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """写出的等级与总得分相符。"""
    for original in original_of(snapshot):
        total = original.totals[-1].number if original.totals else None
        for grade in original.grades:
            fitting = [_grade(total, cutoffs) for cutoffs in CUTOFFS] if total is not None else []
            if fitting and SAME_GRADE.get(grade.text, grade.text) in set(GRADES) - set(fitting):
                message = f"等级写作“{grade.text}”，总得分{plain(total or ZERO)}分应为“{fitting[0]}”，请改正。"
                span = (grade.start, grade.end)
                yield at_line(original, grade.line, message, span, expected=fitting[0], actual=grade.text)


def _grade(total: Decimal, cutoffs: tuple[int, ...]) -> str:
    return next((name for name, least in zip(GRADES, cutoffs, strict=False) if total >= least), GRADES[-1])


@printed(
    "A06-printed",
    Severity.BLOCK,
    category=Category.ARITHMETIC,
    basis="财预〔2013〕53号：比率由分子除以分母得出",
    explanation="写出的比率与它的分子、分母不符。",
    remedy="重新计算。",
    bad=reporting(("×100%=97%", "×100%=79%")),
)
def printed_rates_are_right(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """写出的比率与分子、分母相符。"""
    for original in original_of(snapshot):
        for rate in original.ratios:
            if rate.numerator is not None and rate.denominator and not _fits(rate):
                right = plain(round_half_up(rate.numerator * HUNDRED / rate.denominator))
                message = f"“{rate.name}”写作{plain(rate.percent)}%，按所写数额应为{right}%，请改正。"
                yield at_rate(original, rate, message, f"{right}%")


def _fits(rate: StatedRatio) -> bool:
    places = max(-int(rate.percent.as_tuple().exponent), 0)
    exact = (rate.numerator or ZERO) * HUNDRED / (rate.denominator or HUNDRED)
    return abs(exact - rate.percent) < Decimal(1).scaleb(-places)


@printed(
    "A06-progress",
    Severity.EXPLAIN,
    category=Category.ARITHMETIC,
    basis="财预〔2013〕53号：支付进度率=实际支付进度÷既定支付进度，两者都是某一时点的比率",
    explanation="支付进度率用金额相除，算出来的是预算完成率。",
    remedy="填写某一时点的实际支付进度和既定支付进度，两者都是百分比。",
    bad=reporting(
        ("公用经费控制率=", "支付进度率=（实际支付进度2058万元/既定支付进度2058万元）×100%=100%。\n公用经费控制率=")
    ),
)
def payment_progress_compares_rates(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """支付进度率由两个进度相除得出。"""
    for original in original_of(snapshot):
        for rate in original.ratios:
            if rate.name == "支付进度率" and rate.unit in TEN_THOUSAND_UNITS:
                message = "支付进度率用金额相除，应为实际支付进度与既定支付进度之比，请改正或说明。"
                span = (rate.start, rate.end)
                yield at_line(
                    original, rate.line, message, span, expected="两个百分比之比", actual=f"以{rate.unit}计算"
                )


@printed(
    "A12-printed",
    Severity.BLOCK,
    category=Category.ARITHMETIC,
    basis="财预〔2013〕53号：各项比率以预算安排数为分母；分母为0的比率没有意义",
    explanation="没有预算也没有支出，一处写100%，一处写0%，同一份报告有两种说法。",
    remedy="统一写作“不适用（无预算、无支出）”。",
    bad=reporting(
        ("145.5万元/预算安排公用经费总额150万元）×100%=97%", "0万元/预算安排公用经费总额0万元）×100%=100%"),
        ("9.6万元/“三公经费”预算安排数12万元）×100%=80%", "0万元/“三公经费”预算安排数0万元）×100%=0%"),
        ("实有人数42人", "实有人数0人"),
    ),
)
def nothing_over_nothing_is_said_alike(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """分母为0的比率说法一致。"""
    for original in original_of(snapshot):
        empty = [rate for rate in original.ratios if rate.denominator == 0]
        values = {rate.percent for rate in empty}
        for rate in empty:
            if len(values) > 1 or rate.numerator:
                others = "、".join(
                    f"第{other.line}行{plain(other.percent)}%" for other in empty if other.percent != rate.percent
                )
                contrast = f"，而{others}" if others else ""
                message = f"分母为0的比率写作{plain(rate.percent)}%{contrast}，请统一写作“不适用”。"
                yield at_rate(original, rate, message, "不适用")


@printed(
    "A16-operating",
    Severity.EXPLAIN,
    category=Category.ARITHMETIC,
    basis="部门预算编制要求：公用经费按定员定额核定",
    explanation="有在编人员的单位都有公用经费，写作0多半是漏填或者由上级单位列支。",
    remedy="核对公用经费；由上级单位列支的，说明情况。",
    bad=reporting(("145.5万元/预算安排公用经费总额150万元）×100%=97%", "0万元/预算安排公用经费总额0万元）×100%=0%")),
)
def staffed_units_have_running_costs(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """有在编人员的单位，公用经费不为0。"""
    for original in original_of(snapshot):
        staff = next((fact.number for fact in original.staffing if fact.name == "actual" and fact.number), None)
        amount = original.amount("operating", "adjusted") or original.amount("operating", "executed")
        if staff and amount and amount.amount == 0:
            message = f"公用经费写作0，而实有{plain(staff)}人，请核对或说明。"
            yield at_line(original, amount.line, message, (amount.start, amount.end), actual=amount.text)


@printed(
    "K04-printed",
    Severity.BLOCK,
    category=Category.CONSISTENCY,
    basis="同一事项的数额在一份报告中只有一个",
    explanation="同一笔预算或者支出在两处写成不同的数额。",
    remedy="按决算批复数改为一致。",
    bad=reporting(("全年执行数为2058万元", "全年执行数为2085万元")),
)
def amounts_are_the_same(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """同一事项在各处的数额一致。"""
    for original in original_of(snapshot):
        first: dict[tuple[str, str], StatedAmount] = {}
        for amount in original.amounts:
            known = first.setdefault((amount.category, amount.column), amount)
            if known.amount != amount.amount and amount.category in ("total", "operating", "three_public"):
                message = f"写有{amount.text}，第{known.line}行同一事项为{known.text}，请改为一致。"
                span = (amount.start, amount.end)
                yield at_line(original, amount.line, message, span, expected=wan(known.amount), actual=amount.text)
