"""The ratios of budget and execution (财预〔2013〕53号). Pure; a ratio is a value with both sides and an outcome.

>>> from decimal import Decimal
>>> ratio("预算完成率", "全年执行数", Decimal(150), "全年预算数", Decimal(200), unit="元").percent
Decimal('75.00')
>>> ratio("公用经费控制率", "实际", Decimal(0), "预算", Decimal(0), unit="元").outcome
<Outcome.NOT_APPLICABLE: 'not_applicable'>
>>> ratio("结转结余变动率", "增减额", Decimal(5), "上年数", Decimal(0), unit="元", is_change=True).outcome
<Outcome.NO_BASE: 'no_base'>
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial

from perfeval.lib.decimals import round_half_up

from .figures import BudgetFigures


class Outcome(StrEnum):
    """What a ratio amounts to."""

    PERCENT = "percent"
    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"
    NO_BASE = "no_base"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Ratio:
    """A rate (比率) with its two sides, in `unit`; `percent` has two places, half up, and only where it exists.

    NOT_APPLICABLE: both sides are 0. UNDEFINED: something over 0. NO_BASE: a change since a year with 0.
    UNKNOWN: a side has not been entered.
    """

    name: str
    numerator_name: str
    numerator: Decimal | None
    denominator_name: str
    denominator: Decimal | None
    unit: str
    outcome: Outcome
    percent: Decimal | None = None


def ratio(
    name: str,
    numerator_name: str,
    numerator: Decimal | None,
    denominator_name: str,
    denominator: Decimal | None,
    *,
    unit: str,
    is_change: bool = False,
) -> Ratio:
    """Return the rate of two values, each None when it is not known; `is_change` for a rate of change (变动率)."""
    outcome, percent = _outcome(numerator, denominator)
    if is_change and denominator == 0 and numerator is not None:
        outcome = Outcome.NO_BASE
    return Ratio(name, numerator_name, numerator, denominator_name, denominator, unit, outcome, percent)


def _outcome(numerator: Decimal | None, denominator: Decimal | None) -> tuple[Outcome, Decimal | None]:
    if numerator is None or denominator is None:
        return Outcome.UNKNOWN, None
    if denominator == 0:
        return (Outcome.NOT_APPLICABLE if numerator == 0 else Outcome.UNDEFINED), None
    return Outcome.PERCENT, round_half_up(numerator * 100 / denominator)


def budget_ratios(budget: BudgetFigures) -> tuple[Ratio, ...]:
    """Return the ratios of one year's budget in the order of the report."""
    total, public, operating = budget.total, budget.three_public, budget.line("operating")
    purchase, project = budget.line("procurement"), budget.line("project")
    money = partial(ratio, unit="元")
    return (
        money("预算完成率", "全年执行数", total.executed, "全年预算数", total.adjusted),
        money("预算调整率", "预算调整数", budget.counted_adjustments, "年初预算数", total.initial),
        money("公用经费控制率", "实际支出公用经费", operating.executed, "预算安排公用经费", operating.adjusted),
        money("“三公”经费控制率", "“三公”经费实际支出数", public.executed, "“三公”经费预算安排数", public.adjusted),
        _change_rate("“三公”经费变动率", public.executed, "上年支出数", public.previous),
        ratio("支付进度率", "实际支付进度", budget.payment_actual, "既定支付进度", budget.payment_planned, unit="%"),
        money("结转结余率", "结转结余总额", budget.carryover, "支出预算数", total.adjusted),
        _change_rate("结转结余变动率", budget.carryover, "上年结转结余额", budget.carryover_previous),
        money("政府采购执行率", "实际采购金额", purchase.executed, "政府采购预算数", purchase.adjusted),
        money("固定资产利用率", "在用固定资产", budget.assets_in_use, "全部固定资产", budget.assets_total),
        money("重点支出安排率", "重点项目支出", budget.key_projects, "项目总支出", project.adjusted),
    )


def _change_rate(name: str, now: Decimal | None, base_name: str, before: Decimal | None) -> Ratio:
    change = None if now is None or before is None else now - before
    return ratio(name, "比上年增减额", change, base_name, before, unit="元", is_change=True)
