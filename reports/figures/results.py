"""Scores, indicators and the unit itself as figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.scoring import RULES
from perfeval.lib.decimals import HUNDRED
from reports.snapshot import IndicatorFacts, Snapshot, StaffingFacts

from .figure import Figure, Kind
from .wording import MONEY_UNITS

STAFFING = {
    "quota": ("编制数", "名"),
    "actual": ("实有人数", "人"),
    "retired": ("离退休人数", "人"),
    "hired": ("编外人数", "人"),
}
QUALITIES = {"full": "达成年度指标", "partial": "部分达成年度指标", "none": "未达成年度指标"}


def points(name: str, value: Decimal | None) -> Figure:
    """Return points, written without trailing zeros."""
    return Figure(name, Kind.POINTS, value, "分", 2, is_core=True)


def result_figures(snapshot: Snapshot) -> Iterator[Figure]:
    """Yield total and grade, and what the last stage of the review makes of them."""
    yield points("总得分", snapshot.total)
    yield Figure("等级", Kind.TEXT, text=snapshot.grade, is_core=True)
    yield points("各项得分合计", snapshot.raw_total)
    if snapshot.final:
        yield points("复核得分", snapshot.final.total)
        yield Figure("复核等级", Kind.TEXT, text=snapshot.final.grade, is_core=True)


def unit_figures(snapshot: Snapshot) -> Iterator[Figure]:
    """Yield how the unit is called, the year, and its people."""
    yield Figure("单位名称", Kind.TEXT, text=snapshot.department.name, is_core=True)
    yield Figure("单位简称", Kind.TEXT, text=snapshot.department.short_name)
    yield Figure("评价年度", Kind.TEXT, text=str(snapshot.year))
    yield from _people(snapshot.staffing)


def _people(staffing: StaffingFacts) -> Iterator[Figure]:
    for field, (name, unit) in STAFFING.items():
        count = getattr(staffing, field)
        yield Figure(name, Kind.COUNT, None if count is None else Decimal(count), unit)


def node_figures(roots: Iterable[IndicatorFacts]) -> Iterator[Figure]:
    """Yield of every indicator what was reached, planned and scored.

    A name that several indicators have stands for none; with its block before it (数量指标/名称) it stands for one.
    """
    nodes = [node for root in roots for node in root.walk()]
    counts = Counter(node.name for node in nodes)
    for node in nodes:
        if counts[node.name] == 1:
            yield from _node(node, node.name)
    for node in nodes:
        if counts[node.name] > 1:
            yield from _node(node, "/".join(node.path[-2:]))


def _node(node: IndicatorFacts, name: str) -> Iterator[Figure]:
    if node.is_leaf:
        yield _actual(node, name)
        yield _measured(node, f"{name}指标值", node.target, node.target_text)
        yield from _survey(node, name)
    yield points(f"{name}得分", node.score)
    yield points(f"{name}分值", node.points)
    if node.score is not None and node.points:
        yield Figure(f"{name}得分率", Kind.PERCENT, node.score * HUNDRED / node.points, "%", 2, is_core=True)


def _actual(leaf: IndicatorFacts, name: str) -> Figure:
    """Return what was reached; awarded points are not a result, a yes is a word."""
    rule = RULES.get(leaf.rule)
    if rule and rule.is_judged:
        grade = QUALITIES.get(str(leaf.parameters.get("grade")), "")
        return Figure(name, Kind.TEXT, text=leaf.actual_text or grade)
    if leaf.rule == "yes_no" and leaf.actual is not None:
        return Figure(name, Kind.TEXT, text=leaf.actual_text or ("是" if leaf.actual else "否"))
    return _measured(leaf, name, leaf.actual, leaf.actual_text)


def _measured(leaf: IndicatorFacts, name: str, value: Decimal | None, text: str) -> Figure:
    if value is None:
        return Figure(name, Kind.TEXT, text=text) if text else Figure(name, Kind.COUNT, unit=leaf.unit)
    if leaf.unit in MONEY_UNITS:
        return Figure(name, Kind.MONEY, value * MONEY_UNITS[leaf.unit], leaf.unit)
    return Figure(name, Kind.PERCENT if leaf.unit == "%" else Kind.COUNT, value, leaf.unit)


def _survey(leaf: IndicatorFacts, name: str) -> Iterator[Figure]:
    if leaf.survey:
        for count, title in ((leaf.survey.sample, "样本数"), (leaf.survey.valid_replies, "有效问卷数")):
            yield Figure(f"{name}{title}", Kind.COUNT, None if count is None else Decimal(count), "份")
