"""What stands between the raw total and the final one: redistribution, caps, deductions, each a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import count

from indicators.scoring.conventions import Cap, Conventions, Redistribution
from indicators.scoring.nodes import ScoredNode
from perfeval.lib.decimals import HUNDRED, ZERO, apportion, plain, round_half_up


class LineKind(StrEnum):
    """Why the total changes."""

    REDISTRIBUTION = "redistribution"
    CAP = "cap"
    DEDUCTION = "deduction"


@dataclass(frozen=True)
class Line:
    """One step from the raw total to the final total."""

    kind: LineKind
    title: str
    before: Decimal
    after: Decimal
    reason: str

    @property
    def amount(self) -> Decimal:
        """Return the change, negative for a deduction."""
        return self.after - self.before


@dataclass(frozen=True)
class Deduction:
    """Points taken off the total by decision, with the reason."""

    title: str
    amount: Decimal
    reason: str


@dataclass(frozen=True)
class Redistributed:
    """A leaf with the points it took over from what does not apply."""

    leaf: ScoredNode
    points: Decimal
    score: Decimal


def redistributed(root: ScoredNode, decimals: int = 2) -> tuple[Redistributed, ...]:
    """Re-split the points of what does not apply inside its parent, by largest remainder to 0.01.

    A parent with nothing left hands its points to its own siblings. The points add up to the root's.
    """
    return tuple(_reshare(root, root.points, decimals))


def _reshare(node: ScoredNode, points: Decimal, decimals: int) -> Iterator[Redistributed]:
    if not node.children:
        score = node.subtotal * points / node.points if node.points else ZERO
        yield Redistributed(node, points, min(round_half_up(score, decimals), points))
        return
    heirs = [child for child in node.children if child.is_applicable and child.points > 0]
    if heirs:
        shares = apportion(points, [child.points for child in heirs])
        for child, share in zip(heirs, shares, strict=True):
            yield from _reshare(child, share, decimals)


def lines_after(root: ScoredNode, conventions: Conventions, deductions: Sequence[Deduction]) -> Iterator[Line]:
    """Yield the lines in their fixed order, each starting from the total the one before has left."""
    total = root.subtotal
    for step in (_redistribution, _cap):
        line = step(root, total, conventions)
        if line:
            yield line
            total = line.after
    for deduction in (*_overfulfilment(root, conventions), *deductions):
        after = max(total - deduction.amount, ZERO)
        yield Line(LineKind.DEDUCTION, deduction.title, total, after, deduction.reason)
        total = after


def _redistribution(root: ScoredNode, total: Decimal, conventions: Conventions) -> Line | None:
    """Return the line for what does not apply, in the scheme's way."""
    idle = sum((leaf.points for leaf in root.leaves() if not leaf.is_applicable), ZERO)
    applicable = root.points - idle
    if not idle or applicable <= 0:
        return None
    if conventions.redistribution is Redistribution.WHOLE:
        after = round_half_up(total * root.points / applicable, conventions.decimals)
        reason = f"{plain(total)} × {plain(root.points)} ÷ 适用分值 {plain(applicable)} = {after:f}"
    else:
        parts = redistributed(root, conventions.decimals)
        after = sum((part.score for part in parts), ZERO)
        reason = f"不适用的 {plain(idle)} 分在上级指标内按比例分摊，重新合计 {after:f}"
    return Line(LineKind.REDISTRIBUTION, "不适用指标折算", total, after, reason)


def _cap(root: ScoredNode, total: Decimal, conventions: Conventions) -> Line | None:
    """Return the line for the cap that the execution rate brings down on the total."""
    rate = execution_rate(root)
    if rate is None:
        return None
    caps = [cap for cap in conventions.caps if cap.holds(rate) and cap.maximum < total]
    if not caps:
        return None
    cap = min(caps, key=lambda cap: cap.maximum)
    return Line(LineKind.CAP, "预算执行率封顶", total, cap.maximum, _cap_reason(cap, rate))


def _cap_reason(cap: Cap, rate: Decimal) -> str:
    """Return the reason, the rate with as many decimals as it takes to stay inside the printed interval."""
    printed = next(shown for shown in (round_half_up(rate, places) for places in count(2)) if cap.holds(shown))
    return (
        f"预算执行率 {printed:f}% 在 {plain(cap.low)}%（含）至 {plain(cap.high)}%（不含）之间，"
        f"总分不超过 {plain(cap.maximum)} 分"
    )


def execution_rate(root: ScoredNode) -> Decimal | None:
    """Return executed / budget in percent over all execution leaves, None without a budget."""
    measured = [leaf.node.measurement for leaf in root.leaves() if leaf.is_applicable]
    funds = [given for given in measured if given and given.rule == "execution"]
    budget = sum((given.target or ZERO for given in funds), ZERO)
    executed = sum((given.actual or ZERO for given in funds), ZERO)
    return executed * HUNDRED / budget if budget > 0 else None


def _overfulfilment(root: ScoredNode, conventions: Conventions) -> Iterator[Deduction]:
    """Yield the deductions for targets that were set too low, unless a person has given less already."""
    limit = conventions.overfulfilment
    if limit is None or not limit.deduction:
        return
    for leaf in root.leaves():
        result = leaf.result
        if result and result.is_overfulfilled and not (result.is_own and leaf.subtotal < leaf.points):
            amount = round_half_up(leaf.points * limit.deduction / HUNDRED, conventions.decimals)
            reason = (
                f"“{leaf.name}”实际值达到目标值的 {plain(limit.threshold)}% 及以上，"
                f"扣减分值 {plain(leaf.points)} 的 {plain(limit.deduction)}%"
            )
            yield Deduction("目标值偏低扣分", amount, reason)
