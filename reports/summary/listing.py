"""The summary table of a round as it is taken away: one row per unit, amounts in 元."""

from departments.ratios import Ratio
from departments.wording import ratio_cell
from perfeval.lib.listing import Column, Listing, Look, Value

from .facts import UnitFacts


def _rate(unit: UnitFacts) -> Value:
    """Return 执行率 as a number, or why there is none."""
    rate: Ratio = unit.rate
    return ratio_cell(rate) if rate.percent is None else rate.percent


def _listed(unit: UnitFacts) -> Value:
    return unit.project_count if unit.evaluation else None


SUMMARY = Listing(
    "部门整体支出绩效自评汇总表",
    "evaluation",
    (
        Column("预算编码", "code", 16),
        Column("单位全称", "name", 36),
        Column("级次", lambda unit: unit.depth + 1, 6),
        Column("状态", "status", 10),
        Column("年初预算数（元）", "total.initial", 20, Look.MONEY),
        Column("全年预算数（元）", "total.adjusted", 20, Look.MONEY),
        Column("全年执行数（元）", "total.executed", 20, Look.MONEY),
        Column("执行率（%）", _rate, 12, Look.POINTS),
        Column("项目数", _listed, 8),
        Column("自评得分", "score", 10, Look.POINTS),
        Column("等级", "grade", 8),
        Column("最终得分", "final", 10, Look.POINTS),
        Column("指标体系方案", "scheme", 30),
    ),
)
