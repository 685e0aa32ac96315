"""Formulas of points that a person awards: taken over, inside their limits."""

from indicators.spreadsheets.formulas.graded import UNDECIDED
from indicators.spreadsheets.formulas.language import EMPTY, Formula, rounded, too_fine
from indicators.spreadsheets.formulas.leaf import Leaf, Sum


def qualitative(leaf: Leaf) -> Sum:
    """The awarded points, from the lower bound of the grade up to the next grade."""
    upper = ""
    for grade in leaf.conventions.qualitative:
        bound = Formula(rounded(f"{leaf.points}*{grade.low:f}/100", leaf.conventions.decimals))
        if grade.key == leaf.parameters["grade"]:
            leaf.inform("评定档次", grade.title)
            low = leaf.setting("得分区间下限（含）", bound, "分")
            is_below = f"{leaf.given}<{leaf.setting('得分区间上限（不含）', Formula(upper), '分')}" if upper else ""
            inside = f"AND({leaf.given}>={low},{is_below or f'{leaf.given}<={leaf.points}'})"
            return Sum(leaf.given, refusals=((f"NOT({inside})", EMPTY), _too_fine(leaf)))
        upper = bound.text
    return UNDECIDED


def manual(leaf: Leaf) -> Sum:
    """The awarded points."""
    leaf.inform("评分理由", leaf.parameters["reason"])
    return Sum(leaf.given, refusals=((f"OR({leaf.given}<0,{leaf.given}>{leaf.points})", EMPTY), _too_fine(leaf)))


def _too_fine(leaf: Leaf) -> tuple[str, str]:
    return too_fine(leaf.given, leaf.conventions.decimals), EMPTY
