"""What stands in the columns of the sheet 计分, row by row."""

from collections.abc import Mapping
from decimal import Decimal

from indicators.scoring import RULES, Measurement, Mode, Node, Score
from indicators.spreadsheets.cells import Value
from indicators.spreadsheets.formulas import (
    Formula,
    Leaf,
    Setting,
    Sum,
    computed,
    counted,
    decided,
    overfulfilled,
    unusable,
)
from indicators.spreadsheets.formulas.branches import Shares, subtotal
from indicators.spreadsheets.plan import Entry
from indicators.spreadsheets.score_plan import ScorePlan

INDENT = "　"
Values = dict[str, Value]


def branch_values(entry: Entry, columns: Mapping[str, str]) -> Values:
    """Return a branch with its subtotal."""
    return {
        **_named(entry),
        "rule": "小计" if entry.parent else "合计",
        "points": entry.node.points,
        "score": subtotal(columns, entry.row + 1, entry.last),
    }


def leaf_values(entry: Entry, result: Score | None, columns: Mapping[str, str]) -> Values:
    """Return an indicator with its figures and formulas; without a usable rule it has no score."""
    values: Values = {
        **_named(entry),
        "points": _finite(entry.node.points),
        "applies": "是" if entry.node.is_applicable else "否",
        "remark": _remark(entry.node, result),
        "score": unusable(f"{columns['applies']}{entry.row}"),
    }
    if entry.node.measurement:
        values |= _figures(entry.node.measurement, entry.found)
    if entry.leaf and entry.found:
        values |= _formulas(entry.leaf, entry.found)
    return values


def share_values(planned: ScorePlan) -> Mapping[str, Mapping[str, Value]]:
    """Return the columns of redistribution inside the parent by code, where the scheme wants it."""
    if "share" not in planned.letters:
        return {}
    shares = Shares(planned.letters, planned.conventions.decimals)
    found: dict[str, Values] = {planned.root.code: dict(shares.root(planned.root.row))}
    for branch in planned.root.walk():
        siblings = [child.row for child in branch.children]
        for child in branch.children:
            found[child.code] = dict(shares.of(child.row, branch.row, siblings))
            if child.is_leaf:
                found[child.code]["reshared"] = shares.reshared(child.row)
    return found


def setting_values(setting: Setting, entry: Entry) -> Values:
    """Return a setting, further in than the indicator it belongs to."""
    return {
        "name": f"{INDENT * (_depth(entry) + 1)}{setting.label}",
        "target": setting.bound,
        "actual": setting.value,
        "unit": setting.unit,
    }


def _named(entry: Entry) -> Values:
    return {"code": entry.code, "name": f"{INDENT * _depth(entry)}{entry.node.name}"}


def _depth(entry: Entry) -> int:
    return entry.code.count(".") + bool(entry.parent)


def _figures(measurement: Measurement, found: Sum | None) -> Values:
    rule = RULES.get(measurement.rule)
    usual = found.target if found else None
    return {
        "rule": rule.title if rule else measurement.rule,
        "target": _finite(usual if measurement.target is None else measurement.target),
        "actual": _finite(measurement.actual),
        "unit": measurement.unit,
        "own_score": _finite(measurement.own_score),
        "own_reason": measurement.own_reason,
    }


def _finite(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() else None


def _formulas(leaf: Leaf, found: Sum) -> Values:
    score: Values = {"score": computed(leaf, found)}
    if leaf.conventions.mode is not Mode.LOCKED:
        score = {"computed": computed(leaf, found), "score": decided(leaf, found)}
    penalty: Formula | None = overfulfilled(leaf, found)
    return {"counted": counted(leaf, found), **score, "penalty": penalty}


def _remark(node: Node, result: Score | None) -> str:
    """Return why it does not count, or why there is no score yet."""
    if not node.is_applicable:
        return node.reason
    return result.explanation.result if result and result.score is None else ""
