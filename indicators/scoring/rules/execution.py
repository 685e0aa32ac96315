"""预算执行: the executed share of the budget."""

from dataclasses import replace

from indicators.scoring import parameters as read
from indicators.scoring.conventions import ZeroPolicy
from indicators.scoring.explanation import Input
from indicators.scoring.registry import Case, Parameter, Working, rule
from indicators.scoring.working import everything, exactly_zero, over_zero
from perfeval.lib.decimals import plain

OVERSPENT = "执行数超过预算数，得分以分值为限，请核对数据并说明原因。"
POLICIES = {"full": "得满分", "zero": "不得分", "not_applicable": "不适用", "manual": "人工评定"}
ZERO_POLICY = Parameter("zero_policy", "0/0的处理（默认随方案）", read.choice(**POLICIES))


def policy_of(case: Case) -> ZeroPolicy:
    """Return the indicator's own zero policy or else the scheme's."""
    return ZeroPolicy(case.parameters["zero_policy"] or case.conventions.zero_policy)


@rule(
    "execution",
    title="预算执行率",
    basis="财预〔2020〕10号：预算执行率指标，得分=执行数÷预算数×分值，最高不超过分值",
    parameters=(ZERO_POLICY,),
    example={"points": "10", "target": "150", "actual": "125.25", "unit": "万元"},
    target_label="预算数",
    is_fixed=True,
    actual_label="执行数",
)
def execution(case: Case) -> Working:
    """Executed / budget of the points, capped with a warning when overspent (财预〔2020〕10号)."""
    return replace(_working(case), inputs=lambda: (Input("预算口径", case.conventions.execution_denominator.figure),))


def _working(case: Case) -> Working:
    """Return the share, before the kind of budget is named."""
    if case.target <= 0:
        if case.actual <= 0:
            return exactly_zero(case, policy_of(case), "预算数和执行数")
        return over_zero(case, "执行数", "预算数")
    if case.actual > case.target:
        return everything(case, lambda: f"{case.actual_text} 超过{case.target_text}，以分值为限", OVERSPENT)
    value = case.actual * case.points / case.target
    return Working(
        value,
        lambda: f"{case.actual_text} ÷ {case.target_text} × {case.points_text}",
        needed=lambda: f"执行数达到 {plain(case.target)}{case.unit}",
    )
