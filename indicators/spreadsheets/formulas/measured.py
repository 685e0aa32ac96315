"""Formulas of the rules that compare an actual value with a target."""

from indicators.scoring import ZeroPolicy
from indicators.spreadsheets.formulas.language import INAPPLICABLE, choose, quoted
from indicators.spreadsheets.formulas.leaf import Leaf, Sum

POLICIES = {"full": "得满分", "zero": "不得分", "not_applicable": "不适用", "manual": "人工评定"}


def positive(leaf: Leaf) -> Sum:
    """All points at the target, pro rata below."""
    met = leaf.compare(leaf.actual, ">=", leaf.target)
    return Sum(choose((met, leaf.points), (f"{leaf.target}<=0", "0"), otherwise=_share(leaf)), exceeded=met)


def _share(leaf: Leaf) -> str:
    return f"{leaf.actual}*{leaf.points}/{leaf.target}"


def positive_threshold(leaf: Leaf) -> Sum:
    """All points at the target, nothing below the threshold, and between them in proportion."""
    actual, target, points = leaf.actual, leaf.target, leaf.points
    floor = f"{target}*{leaf.setting('及格线', leaf.parameters['threshold'], '%', 'threshold')}/100"
    met = leaf.compare(actual, ">=", target)
    value = choose(
        (met, points),
        (f"OR({target}<=0,{actual}<{floor})", "0"),
        otherwise=f"({actual}-{floor})*{points}/({target}-{floor})",
    )
    return Sum(value, exceeded=met)


def reverse_ratio(leaf: Leaf) -> Sum:
    """All points within the limit, target / actual above it."""
    kept = leaf.compare(leaf.actual, "<=", leaf.target)
    value = f"{leaf.target}*{leaf.points}/{leaf.actual}"
    return Sum(choose((kept, leaf.points), (f"{leaf.target}<=0", "0"), otherwise=value))


def reverse_linear(leaf: Leaf) -> Sum:
    """All points within the limit, nothing at twice the limit."""
    actual, target, points = leaf.actual, leaf.target, leaf.points
    kept = leaf.compare(actual, "<=", target)
    lost = f"OR({target}<=0,{actual}>=2*{target})"
    return Sum(choose((kept, points), (lost, "0"), otherwise=f"(2*{target}-{actual})*{points}/{target}"))


def equal(leaf: Leaf) -> Sum:
    """All points when met exactly; pro rata below unless that is all that counts."""
    strict = leaf.parameters["strict"]
    is_strict = leaf.conventions.equal_strict if strict is None else strict
    leaf.inform("必须完全相等", "是" if is_strict else "否")
    same = leaf.compare(leaf.actual, "=", leaf.target)
    if is_strict:
        return Sum(choose((same, leaf.points), otherwise="0"))
    more = leaf.compare(leaf.actual, ">", leaf.target)
    value = choose((same, leaf.points), (f"{leaf.target}<=0", "0"), (more, leaf.points), otherwise=_share(leaf))
    return Sum(value, exceeded=more)


def execution(leaf: Leaf) -> Sum:
    """The executed share of the budget, at most all points."""
    nothing = f"AND({leaf.target}<=0,{leaf.actual}<=0)"
    earned, refusals, gaps = zero_policy(leaf, nothing)
    value = choose(
        (nothing, earned),
        (f"{leaf.target}<=0", "0"),
        (f"{leaf.actual}>{leaf.target}", leaf.points),
        otherwise=_share(leaf),
    )
    return Sum(value, refusals=refusals, gaps=gaps)


def zero_policy(leaf: Leaf, nothing: str) -> tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return what 0/0 earns and, where it is no number, the refusal or that a person has to say it."""
    policy = ZeroPolicy(leaf.parameters["zero_policy"] or leaf.conventions.zero_policy)
    leaf.inform("0/0的处理", POLICIES[policy])
    if policy is ZeroPolicy.NOT_APPLICABLE:
        return "0", ((nothing, quoted(INAPPLICABLE)),), ()
    if policy is ZeroPolicy.MANUAL:
        return "0", (), (nothing,)
    return leaf.points if policy is ZeroPolicy.FULL else "0", (), ()
