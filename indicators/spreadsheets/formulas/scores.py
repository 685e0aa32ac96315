"""From the sum of a rule to the score of a leaf: what is missing, refused, capped, rounded or said by a person."""

from indicators.scoring import Mode
from indicators.spreadsheets.formulas.language import EMPTY, INAPPLICABLE, Formula, choose, quoted, rounded
from indicators.spreadsheets.formulas.leaf import Leaf, Sum

NO = "否"


def counted(leaf: Leaf, found: Sum) -> Formula:
    """Return the value that is scored: a negative actual counts as nothing, unless the rule knows negative values."""
    if found.counted:
        return Formula(found.counted)
    value = leaf.given if leaf.rule.is_signed else f"IF(AND({leaf.given}<0,N({leaf.target})>=0),0,{leaf.given})"
    return Formula(choose((f"COUNT({leaf.given})=0", EMPTY), otherwise=value))


def computed(leaf: Leaf, found: Sum) -> Formula:
    """Return the rounded score; empty while something is missing."""
    needs = [leaf.target] * leaf.rule.needs_target + [leaf.given] * leaf.rule.needs_actual + list(found.needs)
    limited = f"MIN(MAX({found.value},0),{leaf.points})"
    score = f"MIN({rounded(limited, leaf.conventions.decimals)},{leaf.points})"
    missing = [(f"COUNT({','.join(needs)})<{len(needs)}", EMPTY)] if needs else []
    return Formula(choose(idle(leaf.cell("applies")), *missing, *found.refusals, otherwise=score))


def idle(cell: str) -> tuple[str, str]:
    """Return the case of an indicator that is not assessed this year."""
    return f"{cell}={quoted(NO)}", quoted(INAPPLICABLE)


def unusable(applies: str) -> Formula:
    """Return the score of an indicator whose rule cannot say anything."""
    return Formula(choose(idle(applies), otherwise=EMPTY))


def decided(leaf: Leaf) -> Formula:
    """Return the score that counts: a person's own, given with a reason, where the scheme lets them."""
    mode, score = leaf.conventions.mode, leaf.cell("computed")
    if mode is Mode.LOCKED or leaf.rule.is_judged or leaf.rule.is_fixed:
        return Formula(score)
    own, reason = leaf.cell("own_score"), leaf.cell("own_reason")
    unsaid = EMPTY if mode is Mode.MANUAL else score
    is_sound = f"AND(ISNUMBER({own}),{own}>=0,{own}<={leaf.points},TRIM({reason})<>{EMPTY})"
    value = choose(
        (f"NOT(ISNUMBER({score}))", score),
        (f"{own}={EMPTY}", unsaid),
        (is_sound, f"MIN({rounded(own, leaf.conventions.decimals)},{leaf.points})"),
        otherwise=EMPTY,
    )
    return Formula(value)


def overfulfilled(leaf: Leaf, found: Sum) -> Formula | None:
    """Return the points that a target set too low costs, None for rules and schemes that know no such thing."""
    limit = leaf.conventions.overfulfilment
    if limit is None or not limit.deduction or not found.exceeded:
        return None
    rate = f"ROUND({leaf.actual}*100/{leaf.target},10)"
    amount = rounded(f"{leaf.points}*{limit.deduction:f}/100", leaf.conventions.decimals)
    known = f"AND(ISNUMBER({leaf.cell('score')}),COUNT({leaf.actual},{leaf.target})=2)"
    reached = f"IF({leaf.target}>0,IF({found.exceeded},IF({rate}>={limit.threshold:f},{amount},0),0),0)"
    return Formula(f"IF({known},{reached},0)")
