"""反向: the less the better. Three formulas are in use; the indicator says which."""

from decimal import Decimal

from indicators.scoring.registry import Case, Text, Working, rule
from indicators.scoring.rules.step import DEDUCTION, Steps
from indicators.scoring.working import at_most, everything, nothing
from perfeval.lib.decimals import HUNDRED, plain


def kept(case: Case) -> Working:
    """Return all points for a limit that was kept."""
    return everything(case, lambda: f"{case.actual_text} 不高于{case.target_text}")


def exceeded(case: Case, note: Text) -> Working:
    """Return no points for a limit that was broken beyond measure."""
    return nothing(case, note, at_most(case, case.target))


@rule(
    "reverse_ratio",
    title="反向指标（目标值除以实际值）",
    basis="湖北省绩效自评表填报说明：反向指标得分=分值×目标值÷实际值，最高不超过分值",
    example={"points": "10", "target": "100", "actual": "120"},
)
def reverse_ratio(case: Case) -> Working:
    """Target / actual of the points above the limit (note to the Hubei form)."""
    if case.actual <= case.target:
        return kept(case)
    if case.target <= 0:
        return exceeded(case, lambda: f"{case.target_text}，{case.actual_text}，超出即不得分")
    value = case.target * case.points / case.actual
    return Working(
        value,
        lambda: f"{case.target_text} ÷ {case.actual_text} × {case.points_text}",
        needed=at_most(case, case.target),
    )


@rule(
    "reverse_linear",
    title="反向指标（线性，超出一倍为0）",
    basis="全国预算绩效管理系统反向指标计分口径：超出目标值的部分按比例扣减，达到目标值2倍不得分",
    example={"points": "10", "target": "100", "actual": "120"},
)
def reverse_linear(case: Case) -> Working:
    """1 - excess / target of the points, nothing at twice the target (national system)."""
    if case.actual <= case.target:
        return kept(case)
    if case.actual >= 2 * case.target:
        return exceeded(case, lambda: f"{case.actual_text} 达到或超过{case.target_text}的 2 倍")
    value = (2 * case.target - case.actual) * case.points / case.target
    return Working(
        value,
        lambda: f"(1 − ({case.actual_text} − {case.target_text}) ÷ {case.target_text}) × {case.points_text}",
        needed=at_most(case, case.target),
    )


@rule(
    "reverse_step",
    title="反向指标（每超1个百分点扣分）",
    basis="各地整体支出评价评分表：超出目标值的，每超1个百分点（以目标值为100）扣减固定分数，扣完为止",
    parameters=DEDUCTION,
    example={"points": "10", "target": "100", "actual": "104", "deduction": "1"},
)
def reverse_step(case: Case) -> Working:
    """A fixed deduction per percent of the target over the limit (provincial score sheets)."""
    if case.actual <= case.target:
        return kept(case)
    if case.target <= 0:
        return exceeded(case, lambda: f"{case.target_text}，{case.actual_text}，超出即不得分")
    excess = (case.actual - case.target) * HUNDRED / case.target
    steps = Steps(
        excess,
        lambda: f"({case.actual_text} − {case.target_text}) ÷ {case.target_text} × 100",
        Decimal(1),
        lambda: f"超出目标值 {plain_rate(excess)}%",
    )
    return steps.deducted_from(case, at_most(case, case.target))


def plain_rate(value: Decimal) -> str:
    """Return a rate with at most four decimals."""
    return plain(value.quantize(Decimal("0.0001")))
