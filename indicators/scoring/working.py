"""The workings that many rules share: everything, nothing, and the 0/0 policies."""

from decimal import Decimal

from indicators.scoring.conventions import ZeroPolicy
from indicators.scoring.measurement import NotScored, Outcome
from indicators.scoring.registry import Case, Text, Working
from perfeval.lib.decimals import HUNDRED, ZERO, plain


def everything(case: Case, note: Text, *warnings: str, fulfilment: Decimal = ZERO) -> Working:
    """Return all points."""
    return Working(case.points, lambda: case.points_text, note, warnings=warnings, fulfilment=fulfilment)


def fulfilment(case: Case) -> Decimal:
    """Return the actual in percent of the target, 0 where that means nothing."""
    return case.actual * HUNDRED / case.target if case.target > 0 else ZERO


def nothing(case: Case, note: Text, needed: Text, *warnings: str) -> Working:
    """Return no points."""
    return Working(ZERO, "0", note, needed, warnings=warnings)


def at_least(case: Case, bound: Decimal) -> Text:
    """Say that the measured value has to reach `bound`."""
    return lambda: f"实际值达到 {plain(bound)}{case.unit} 及以上"


def at_most(case: Case, bound: Decimal) -> Text:
    """Say that the measured value must not exceed `bound`."""
    return lambda: f"实际值不超过 {plain(bound)}{case.unit}"


def exactly_zero(case: Case, policy: ZeroPolicy, what: str) -> Working:
    """Return what 0/0 earns under the policy.

    Raises:
        NotScored: the policy wants no number or a person's judgement.
    """
    if policy is ZeroPolicy.FULL:
        return everything(case, f"{what}均为 0，按约定得满分")
    if policy is ZeroPolicy.ZERO:
        return nothing(case, f"{what}均为 0，按约定不得分", "分母大于 0 并达到目标")
    if policy is ZeroPolicy.NOT_APPLICABLE:
        raise NotScored.because(Outcome.NOT_APPLICABLE, "actual", f"{what}均为 0，按约定不适用，不参与计分。")
    raise NotScored.because(Outcome.MANUAL, "actual", f"{what}均为 0，请改用“人工评定”并说明理由。")


def over_zero(case: Case, numerator: str, denominator: str) -> Working:
    """Return no points for something out of nothing, with a warning."""
    warning = f"{denominator}为 0 而{numerator}大于 0，请核对数据。"
    return nothing(case, f"{denominator}为 0，无法计算比率", f"{denominator}大于 0", warning)
