"""Formulas of the rules that take points off step by step."""

from decimal import Decimal

from indicators.spreadsheets.formulas.language import GUARD, Formula, choose
from indicators.spreadsheets.formulas.leaf import Leaf, Sum

COUNTS = {"whole": "每满一档扣分", "started": "不足一档按一档扣分", "pro_rata": "按比例扣分"}


def reverse_step(leaf: Leaf) -> Sum:
    """A fixed deduction per percent of the target over the limit."""
    kept = leaf.compare(leaf.actual, "<=", leaf.target)
    excess = f"{leaf.difference(leaf.actual, leaf.target)}*100/{leaf.target}"
    deducted = _deducted(leaf, excess, None)
    return Sum(choose((kept, leaf.points), (f"{leaf.target}<=0", "0"), otherwise=deducted))


def step_deduction(leaf: Leaf) -> Sum:
    """A fixed deduction per step beyond the target."""
    is_over = leaf.parameters["direction"] == "over"
    leaf.inform("扣分方向", "超过扣分" if is_over else "低于扣分")
    one, other = (leaf.actual, leaf.target) if is_over else (leaf.target, leaf.actual)
    deducted = _deducted(leaf, leaf.difference(one, other), leaf.parameters["step"])
    return Sum(choose((leaf.compare(one, "<=", other), leaf.points), otherwise=deducted))


def _deducted(leaf: Leaf, excess: str, step: Decimal | None) -> str:
    """Return the points less the deduction, not less than nothing."""
    own = leaf.parameters["deduction"]
    deduction = leaf.setting("每档扣分", Formula(f"{leaf.points}/10") if own is None else own, "分", "deduction")
    steps = excess if step is None else f"{excess}/{leaf.setting('每档大小', step, leaf.measurement.unit, 'step')}"
    count = leaf.parameters["count"]
    leaf.inform("不足一档的处理", COUNTS[count])
    if count == "whole":
        steps = f"ROUNDDOWN(ROUND({steps},{GUARD}),0)"
    elif count == "started":
        steps = f"ROUNDUP(ROUND({steps},{GUARD}),0)"
    return f"MAX({leaf.points}-{steps}*{deduction},0)"
