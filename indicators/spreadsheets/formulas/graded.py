"""Formulas of ranges and band tables."""

from dataclasses import replace

from indicators.scoring import Band
from indicators.spreadsheets.formulas.language import EMPTY, choose
from indicators.spreadsheets.formulas.leaf import Leaf, Setting, Sum

UNDECIDED = Sum("0", refusals=(("TRUE", EMPTY),))


def interval(leaf: Leaf) -> Sum:
    """All points inside the range; outside nothing, or pro rata of the nearer end."""
    actual, points = leaf.actual, leaf.points
    low = leaf.setting("区间下限（含）", leaf.parameters["low"], leaf.measurement.unit, "low")
    high = leaf.setting("区间上限（含）", leaf.parameters["high"], leaf.measurement.unit, "high")
    is_shared = leaf.parameters["outside"] == "pro_rata"
    leaf.inform("区间外", "按比例扣减" if is_shared else "不得分")
    inside = f"AND({leaf.compare(actual, '>=', low)},{leaf.compare(actual, '<=', high)})"
    outside = _outside(actual, points, low, high) if is_shared else "0"
    return Sum(choose((inside, points), otherwise=outside), refusals=((f"{low}>{high}", EMPTY),))


def _outside(actual: str, points: str, low: str, high: str) -> str:
    below = f"IF({low}<=0,0,{actual}*{points}/{low})"
    above = f"IF({high}<=0,0,(2*{high}-{actual})*{points}/{high})"
    return f"IF({actual}<{low},{below},{above})"


def bands(leaf: Leaf) -> Sum:
    """The points of the best band that the value has reached; a better band never earns less."""
    table: tuple[Band, ...] = leaf.parameters["bands"] or leaf.conventions.bands
    if not table:
        return UNDECIDED
    for index, band in enumerate(table):
        leaf.add(replace(_row(band, leaf.measurement.unit), key=f"band_{index}"))
    bounds, amounts = leaf.span("target", len(table)), leaf.span("actual", len(table))
    held = leaf.compare(leaf.actual, ">=" if table[0].upward else "<=", bounds)
    best = f"SUMPRODUCT(MAX(({held})*{amounts}))"
    if table[0].score is None:
        return Sum(f"{leaf.points}*{best}/100")
    return Sum(best, refusals=((f"MAX({amounts})>{leaf.points}", EMPTY),))


def _row(band: Band, unit: str) -> Setting:
    label = f"{'达到' if band.upward else '不超过'}左列数值{f'（{unit}）' if unit else ''}"
    if band.score is not None:
        return Setting(label, band.score, "分", band.bound)
    return Setting(label, band.percent, "%分值", band.bound)
