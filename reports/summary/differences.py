"""What a supervising department should look at: gaps, contradictions and outliers, each named with its unit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from departments.wording import ratio_text, wan_exactly
from perfeval.lib.decimals import plain, round_half_up

from .facts import UnitFacts
from .sums import Summary

FAR = Decimal(10)
"""Percentage points from the rate of all units together from which an execution rate is an outlier (our own choice)."""

COLUMNS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"))


@dataclass(frozen=True)
class Difference:
    """One thing about one unit."""

    title: str
    unit: UnitFacts
    message: str


def differences(summary: Summary) -> tuple[Difference, ...]:
    """Return everything worth a look, kind by kind, each kind in the order of the units."""
    return tuple(
        Difference(title, unit, message)
        for title, find in KINDS
        for unit in summary.units
        for message in find(unit, summary)
    )


def _not_filed(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    if not unit.is_filed:
        yield f"{unit.name}：{unit.status}。"


def _without_amounts(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    missing = [name for column, name in COLUMNS if getattr(unit.total, column) is None]
    if unit.evaluation and missing:
        yield f"{unit.name}：{'、'.join(missing)}未填，合计中没有该单位的这项金额。"


def _without_score(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    if unit.evaluation and unit.score is None:
        yield f"{unit.name}：自评得分尚未算出，不计入平均分。"


def _projects_apart(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    for column, name in COLUMNS:
        listed, line = getattr(unit.projects, column, None), getattr(unit.project_line, column)
        if listed is not None and line is not None and listed != line:
            yield (
                f"{unit.name}：各项目{name}合计{wan_exactly(listed)}，项目支出为{wan_exactly(line)}，"
                f"相差{wan_exactly(abs(listed - line))}。"
            )


def _execution_apart(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    own, common = unit.rate.percent, summary.rate.percent
    if own is not None and common is not None and abs(own - common) > FAR:
        word = "高" if own > common else "低"
        gap = plain(round_half_up(abs(own - common)))
        rates = f"执行率{ratio_text(unit.rate)}，比汇总执行率{ratio_text(summary.rate)}"
        yield f"{unit.name}：{rates}{word} {gap} 个百分点。"


def _final_apart(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    if unit.score is not None and unit.final is not None and unit.score != unit.final:
        gap = plain(abs(unit.score - unit.final))
        yield f"{unit.name}：自评得分{plain(unit.score)}，最终得分{plain(unit.final)}，相差 {gap} 分。"


def _other_scheme(unit: UnitFacts, summary: Summary) -> Iterator[str]:
    schemes = [other.scheme for other in summary.units if other.scheme]
    common = max(schemes, key=schemes.count, default="")
    if unit.scheme and unit.scheme != common:
        yield f"{unit.name}：采用“{unit.scheme}”，与多数单位的“{common}”不同，得分不宜直接比较。"


KINDS: tuple[tuple[str, Callable[[UnitFacts, Summary], Iterator[str]]], ...] = (
    ("尚未送审", _not_filed),
    ("金额缺失", _without_amounts),
    ("得分缺失", _without_score),
    ("项目合计与项目支出不一致", _projects_apart),
    (f"执行率与汇总执行率相差超过 {FAR} 个百分点", _execution_apart),
    ("最终得分与自评得分不同", _final_apart),
    ("指标体系方案不同", _other_scheme),
)
