"""Formulas of the lines between the raw total and the grade."""

from collections.abc import Sequence

from indicators.spreadsheets.formulas.language import EMPTY, GUARD, Formula, choose, rounded

EXECUTION = "预算执行率"


def when_known(cell: str, value: str) -> Formula:
    """Return the value once the line before has a number."""
    return Formula(f"IF({cell}={EMPTY},{EMPTY},{value})")


def execution_rate(rules: str, scores: str, targets: str, actuals: str) -> Formula:
    """Return executed / budget in percent over all execution indicators that apply; empty without a budget."""
    conditions = f'{rules},"{EXECUTION}",{scores},"<>不适用"'
    budget, executed = f"SUMIFS({targets},{conditions})", f"SUMIFS({actuals},{conditions})"
    return Formula(f"IF({budget}>0,{executed}*100/{budget},{EMPTY})")


def capped(before: str, rate: str, caps: Sequence[tuple[str, str, str]]) -> Formula:
    """Return the total under the caps, each given by the cells of its two bounds and of its maximum."""
    limits = [
        f"IF(AND(ROUND({rate},{GUARD})>={low},ROUND({rate},{GUARD})<{high}),{maximum},{before})"
        for low, high, maximum in caps
    ]
    value = f"IF({rate}={EMPTY},{before},MIN({before},{','.join(limits)}))"
    return when_known(before, value)


def reweighted(before: str, points: str, idle: str, decimals: int) -> Formula:
    """Return raw total x all points / applicable points."""
    after = rounded(f"{before}*{points}/({points}-{idle})", decimals)
    return when_known(before, _if_idle(before, points, idle, after))


def reshared(before: str, points: str, idle: str, scores: str) -> Formula:
    """Return the sum of the scores out of the points that were split again."""
    return when_known(before, _if_idle(before, points, idle, f"ROUND(SUM({scores}),{GUARD})"))


def _if_idle(before: str, points: str, idle: str, after: str) -> str:
    return f"IF(OR({idle}=0,{points}-{idle}<=0),{before},{after})"


def deducted(before: str, amounts: Sequence[str]) -> Formula:
    """Return what the deductions leave, not less than nothing."""
    return when_known(before, f"MAX(ROUND({'-'.join((before, *amounts))},{GUARD}),0)")


def grade(total: str, bounds: Sequence[tuple[str, str]], applies: str, points: str) -> Formula:
    """Return the grade whose bound the total has reached, none while the leaves' points do not add up to 100.

    Each bound is given by the cells of its name and its minimum; leaves are the rows where `applies` says something.
    """
    unequal = f'ROUND(SUMPRODUCT(({applies}<>"")*{points}),{GUARD})<>100'
    cases = [(unequal, EMPTY), *((f"{total}>={minimum}", name) for name, minimum in bounds)]
    return when_known(total, choose(*cases, otherwise=EMPTY))
