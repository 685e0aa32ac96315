"""A07, A12, A13, A19, A20, T04, T05: the execution of the budget is plausible, and what is unusual is explained."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from departments.figures import total as sum_of
from departments.ratios import Outcome
from departments.wording import wan
from indicators.scoring import Denominator
from perfeval.lib.decimals import plain
from reports.schemes import scheme_of
from reports.snapshot import Snapshot

from .edits import changing_budget, changing_leaf, changing_line
from .examples import WAN, adjusted, noted, underspent
from .findings import Category, Context, Fault, Severity
from .leaves import EXECUTION, fault
from .registry import check

money = partial(check, part="budget", category=Category.ARITHMETIC)

LARGE_ADJUSTMENT = Decimal(5)
LOW_EXECUTION = Decimal(90)


@money(
    "A07",
    Severity.BLOCK,
    basis="财预〔2020〕10号：预算执行率得分=全年执行数÷全年预算数×分值",
    explanation="预算执行得分所用的预算数和执行数要与预算与执行表一致。",
    remedy="保存预算与执行页面使其重新计分；仍不一致的，请联系系统管理员。",
    bad=changing_leaf(lambda leaf: leaf.rule == EXECUTION, target=Decimal(1500), actual=Decimal(1500)),
)
def execution_is_scored_on_the_budget(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """预算执行得分所用的数额与预算执行表一致。"""
    total, denominator = snapshot.budget.total, scheme_of(snapshot).conventions.execution_denominator
    planned = total.initial if denominator is Denominator.INITIAL else total.adjusted
    for leaf in (leaf for leaf in snapshot.leaves() if leaf.rule == EXECUTION):
        for used, entered in ((leaf.target, planned), (leaf.actual, total.executed)):
            if used is not None and entered is not None and used * WAN != entered:
                message = f"用{plain(used)}万元计分，预算执行表为{wan(entered)}万元，请重新计分。"
                yield fault(leaf, "executed", message, expected=wan(entered), actual=plain(used))


@money(
    "A12",
    Severity.BLOCK,
    basis="财预〔2013〕53号：各项比率以预算安排数为分母",
    explanation="没有预算却有支出，比率不能计算，也说明预算或支出填错了。",
    remedy="核对预算数和支出数；确有无预算支出的，补填调整事项。",
    bad=changing_line("reception", executed=Decimal(3000), previous=Decimal(3000)),
)
def no_spending_without_budget(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """没有预算的项目没有支出。"""
    for ratio in snapshot.ratios:
        if ratio.outcome is Outcome.UNDEFINED:
            message = f"“{ratio.name}”：{ratio.denominator_name}为0，{ratio.numerator_name}不为0，请核对。"
            yield Fault(message, "executed", label=ratio.name)


@money(
    "A13",
    Severity.EXPLAIN,
    basis="统计常识：上年数为0时没有增长率",
    explanation="上年为0而本年不为0，不能写增长百分之几，只能说明增加额。",
    remedy="核对上年数；无误的，在预算执行情况说明中写明增加的原因。",
    bad=changing_budget(carryover=Decimal(20000)),
    good=changing_budget(carryover=Decimal(20000), carryover_previous=Decimal(20000)),
)
def growth_has_a_base(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """有增减变化的项目，上年数不为0。"""
    for ratio in snapshot.ratios:
        if ratio.outcome is Outcome.NO_BASE and ratio.numerator:
            yield Fault(f"“{ratio.name}”：上年数为0，不能计算比率，请核对或说明。", "previous", label=ratio.name)


@money(
    "A19",
    Severity.HINT,
    basis="部门决算报表：支出来自当年收入和上年结转结余",
    explanation="支出大于收入与上年结转结余之和，资金来源不清楚。",
    remedy="核对收入、支出和上年末结转结余。",
    bad=changing_line("income", executed=Decimal(18000000)),
)
def spending_is_covered(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """支出不超过收入与上年结转结余之和。"""
    budget = snapshot.budget
    spent = budget.total.executed
    available = sum_of((budget.line("income").executed, budget.carryover_previous))
    if spent is not None and available is not None and spent > available:
        message = f"全年执行{wan(spent)}万元，大于收入与上年结转结余之和{wan(available)}万元，请核对。"
        yield Fault(message, "executed", "income", expected=plain(available), actual=plain(spent))


@money(
    "A20",
    Severity.EXPLAIN,
    basis="部门决算报表：预算数减执行数应有结转结余或收回",
    explanation="预算没有执行完，结转结余却为0，差额去向不明。",
    remedy="核对结转结余；资金已被收回的，在预算执行情况说明中写明。",
    bad=lambda snapshot: underspent(snapshot, Decimal("0.95")),
    good=lambda snapshot: noted(underspent(snapshot, Decimal("0.95"))),
)
def unspent_money_is_accounted_for(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """预算未执行完的，有结转结余或者有说明。"""
    budget, rate = snapshot.budget, _execution(snapshot)
    if rate is not None and rate < 100 and budget.carryover == 0 and not budget.note.strip():
        message = f"预算完成率{plain(rate)}%，年末结转结余为0，请核对，或在预算执行情况说明中写明差额去向。"
        yield Fault(message, "carryover", actual="0")


@money(
    "T04",
    Severity.EXPLAIN,
    basis="财预〔2013〕53号：预算调整率以不调整为好；年中调整应说明原因",
    explanation="预算调整较大而没有说明，绩效目标是否仍然适用就不清楚。",
    remedy="在预算执行情况说明中写明调整的原因和对绩效目标的影响。",
    bad=adjusted,
    good=lambda snapshot: noted(adjusted(snapshot)),
)
def large_adjustments_are_explained(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """预算调整率超过5%的，有原因说明。"""
    ratio = snapshot.ratio("预算调整率")
    if ratio and ratio.percent is not None and ratio.percent > LARGE_ADJUSTMENT and not snapshot.budget.note.strip():
        message = f"预算调整率{plain(ratio.percent)}%，请在预算执行情况说明中写明原因。"
        yield Fault(message, "note", expected="不超过5%", actual=f"{plain(ratio.percent)}%")


@money(
    "T05",
    Severity.BLOCK,
    basis="各地自评表要求：预算执行率低于90%须说明原因",
    explanation="预算执行率偏低，应当说明原因。",
    remedy="在预算执行情况说明中写明执行率偏低的原因和改进措施。",
    bad=lambda snapshot: underspent(snapshot, Decimal("0.80"), kept=True),
    good=lambda snapshot: noted(underspent(snapshot, Decimal("0.80"), kept=True)),
)
def low_execution_is_explained(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """预算完成率低于90%的，有原因说明。"""
    rate = _execution(snapshot)
    if rate is not None and rate < LOW_EXECUTION and not snapshot.budget.note.strip():
        message = f"预算完成率{plain(rate)}%，低于90%，请在预算执行情况说明中写明原因。"
        yield Fault(message, "note", expected="不低于90%", actual=f"{plain(rate)}%")


def _execution(snapshot: Snapshot) -> Decimal | None:
    ratio = snapshot.ratio("预算完成率")
    return ratio.percent if ratio else None
