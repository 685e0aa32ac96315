"""Reading the scoring conventions of a scheme. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from indicators.schemes.tables import Table
from indicators.scoring import (
    DEFAULT,
    Band,
    Cap,
    Conventions,
    Cutoff,
    Denominator,
    Mode,
    Overfulfilment,
    QualitativeGrade,
    Redistribution,
    ZeroPolicy,
    too_fine,
)
from indicators.scoring.measurement import NotScored
from indicators.scoring.parameters import bands
from perfeval.lib.decimals import HUNDRED, ZERO, plain

ZERO_POLICIES = {"full": "得满分", "zero": "不得分", "not_applicable": "不适用", "manual": "人工评定"}
REDISTRIBUTIONS = {"whole": "按总分折算", "parent": "在上级指标内分摊"}
DENOMINATORS = {"year": "全年预算数", "initial": "年初预算数"}
MODES = {"locked": "自动计算，不可修改", "editable": "自动计算，可附理由修改", "manual": "人工评分"}
GRADES = {"full": "达成", "partial": "部分达成", "none": "未达成"}


def read_conventions(table: Table) -> Conventions:
    """Read all conventions; what is left out is as the Ministry of Finance has it."""
    decimals = _decimals(table)
    conventions = Conventions(
        zero_policy=ZeroPolicy(table.choice("zero_policy", ZERO_POLICIES, DEFAULT.zero_policy)),
        decimals=decimals,
        qualitative=_qualitative(table) or DEFAULT.qualitative,
        bands=_bands(table) or DEFAULT.bands,
        cutoffs=_cutoffs(table) or DEFAULT.cutoffs,
        redistribution=Redistribution(table.choice("redistribution", REDISTRIBUTIONS, DEFAULT.redistribution)),
        overfulfilment=_overfulfilment(table),
        caps=_caps(table, decimals),
        execution_denominator=Denominator(
            table.choice("execution_denominator", DENOMINATORS, DEFAULT.execution_denominator)
        ),
        equal_strict=table.flag("equal_strict", default=DEFAULT.equal_strict),
        mode=Mode(table.choice("mode", MODES, DEFAULT.mode)),
    )
    table.close()
    return conventions


def _decimals(table: Table) -> int:
    decimals = table.integer("decimals", DEFAULT.decimals)
    if decimals not in (1, 2):
        table.note("decimals", f"得分保留 {decimals} 位小数不受支持，请改为 1 或 2。")
        return DEFAULT.decimals
    return decimals


def _qualitative(table: Table) -> tuple[QualitativeGrade, ...]:
    """Read the three grades, best first."""
    before = len(table.problems)
    grades = []
    for entry in table.tables("qualitative"):
        grades.append(QualitativeGrade(entry.choice("key", GRADES), entry.text("title"), entry.number("low")))
        entry.close()
    if grades and len(table.problems) == before:
        if [grade.key for grade in grades] != list(GRADES):
            table.note("qualitative", "定性档次应当依次为 full、partial、none 三档，请改正。")
        _check_falling(table, "qualitative", [grade.low for grade in grades], "定性档次")
    return tuple(grades)


def _cutoffs(table: Table) -> tuple[Cutoff, ...]:
    """Read the grades of a total, best first."""
    before = len(table.problems)
    found = []
    for entry in table.tables("grades"):
        found.append(Cutoff(entry.text("name"), entry.number("minimum")))
        entry.close()
    if found and len(table.problems) == before:
        _check_falling(table, "grades", [cutoff.minimum for cutoff in found], "等级")
    return tuple(found)


def _check_falling(table: Table, key: str, bounds: Sequence[Decimal], what: str) -> None:
    """Refuse bounds that do not fall from at most 100 down to 0."""
    if bounds[0] > HUNDRED or bounds[-1] != ZERO or any(a <= b for a, b in pairwise(bounds)):
        table.note(key, f"{what}的下限应当从不高于 100 逐级降低到 0，请改正。")


def _bands(table: Table) -> tuple[Band, ...]:
    """Read the band table; percent only, because indicators differ in points."""
    entries = table.tables("bands")
    if not entries:
        return ()
    try:
        found = bands([entry.values for entry in entries], table.place("bands"))
    except NotScored as refusal:
        table.problems.extend(refusal.problems)
        return ()
    if any(band.percent is None for band in found):
        table.note("bands", "方案的分档表应当用百分比（percent），请改正。")
        return ()
    return found


def _overfulfilment(table: Table) -> Overfulfilment | None:
    if "overfulfilment" not in table.values:
        return None
    entry = table.table("overfulfilment")
    found = Overfulfilment(entry.number("threshold"), entry.number("deduction", ZERO))
    entry.close()
    if found.threshold <= HUNDRED:
        entry.note("threshold", "超额完成的界限应当大于 100（%），请改正。")
    if found.deduction > HUNDRED:
        entry.note("deduction", "扣分比例不得超过 100（%），请改正。")
    return found


def _caps(table: Table, decimals: int) -> tuple[Cap, ...]:
    """Read the caps; their half-open intervals must not overlap, and no total may be rounded above its cap."""
    before = len(table.problems)
    caps = []
    for entry in table.tables("caps"):
        caps.append(Cap(entry.number("low"), entry.number("high"), entry.number("maximum")))
        entry.close()
        if message := too_fine("封顶分数", caps[-1].maximum, decimals):
            entry.note("maximum", message)
    if len(table.problems) == before:
        _check_caps(table, sorted(caps, key=lambda cap: cap.low))
    return tuple(caps)


def _check_caps(table: Table, caps: Sequence[Cap]) -> None:
    for cap in caps:
        if cap.low >= cap.high:
            table.note("caps", f"封顶区间 {plain(cap.low)} 至 {plain(cap.high)} 的下限不小于上限，请改正。")
        if cap.maximum > HUNDRED:
            table.note("caps", f"封顶分数 {plain(cap.maximum)} 超过 100，请改正。")
    for lower, upper in pairwise(caps):
        if upper.low < lower.high:
            table.note("caps", f"封顶区间在 {plain(upper.low)} 处重叠，请改正。")
