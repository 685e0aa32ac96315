"""From the sum of a rule to the score of a leaf: what is missing, refused, capped, rounded or said by a person."""

from indicators.scoring import Mode
from indicators.spreadsheets.formulas.language import EMPTY, INAPPLICABLE, Formula, choose, quoted, rounded, too_fine
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
    limited = f"MIN(MAX({found.value},0),{leaf.points})"
    score = f"MIN({rounded(limited, leaf.conventions.decimals)},{leaf.points})"
    missing = [(condition, EMPTY) for condition in _gaps(leaf, found)]
    return Formula(choose(idle(leaf.cell("applies")), *missing, *found.refusals, otherwise=score))


def _gaps(leaf: Leaf, found: Sum) -> tuple[str, ...]:
    """Return the conditions under which something is still missing."""
    needs = [leaf.target] * leaf.rule.needs_target + [leaf.given] * leaf.rule.needs_actual + list(found.needs)
    counted = (f"COUNT({','.join(needs)})<{len(needs)}",) if needs else ()
    return (*counted, *found.gaps)


def idle(cell: str) -> tuple[str, str]:
    """Return the case of an indicator that is not assessed this year."""
    return f"{cell}={quoted(NO)}", quoted(INAPPLICABLE)


def unusable(applies: str) -> Formula:
    """Return the score of an indicator whose rule cannot say anything."""
    return Formula(choose(idle(applies), otherwise=EMPTY))


def decided(leaf: Leaf, found: Sum) -> Formula:
    """Return the score that counts: a person's own, given with a reason, where the scheme lets them.

    Where a person says every score, that needs no computed one; but what the rule refuses stays refused.
    """
    mode, score = leaf.conventions.mode, leaf.cell("computed")
    if mode is Mode.LOCKED or leaf.rule.is_judged or leaf.rule.is_fixed:
        return Formula(score)
    own, reason = leaf.cell("own_score"), leaf.cell("own_reason")
    is_manual = mode is Mode.MANUAL
    gaps = _gaps(leaf, found) if is_manual else ()
    usable = f"OR({','.join((f'ISNUMBER({score})', *gaps))})"
    is_exact = f"NOT({too_fine(own, leaf.conventions.decimals)})"
    is_given = f"AND(ISNUMBER({own}),TRIM({reason})<>{EMPTY})"
    is_within = f"AND({own}>=0,{own}<={leaf.points},{is_exact})"
    value = choose(
        (f"{score}={quoted(INAPPLICABLE)}", score),
        (f"NOT({usable})", EMPTY),
        (f"{own}={EMPTY}", EMPTY if is_manual else score),
        (f"NOT({is_given})", EMPTY),
        (is_within, own),
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
    if leaf.conventions.mode is not Mode.LOCKED:
        own, score = leaf.cell("own_score"), leaf.cell("score")
        amount = f"IF(AND(ISNUMBER({own}),{score}<{leaf.points}),0,{amount})"
    known = f"AND(ISNUMBER({leaf.cell('score')}),COUNT({leaf.actual},{leaf.target})=2)"
    reached = f"IF({leaf.target}>0,IF({found.exceeded},IF({rate}>={limit.threshold:f},{amount},0),0),0)"
    return Formula(f"IF({known},{reached},0)")
