"""等于 and 区间: a target to be met exactly, or a range to stay in."""

from functools import partial

from indicators.scoring import parameters as read
from indicators.scoring.explanation import Input
from indicators.scoring.registry import Case, Parameter, Text, Working, rule
from indicators.scoring.rules.positive import pro_rata
from indicators.scoring.working import everything, fulfilment, nothing
from perfeval.lib.decimals import ZERO, plain

ABOVE = "实际值大于目标值，按完成计分，请核对目标值。"


@rule(
    "equal",
    title="等于目标值",
    basis="财预〔2020〕10号；全国预算绩效管理系统计分口径：目标值大于0时按比例计分，目标值为0时出现即不得分",
    parameters=(Parameter("strict", "必须完全相等（否则不得分）", read.flag),),
    example={"points": "8", "target": "8", "actual": "8", "unit": "个", "strict": False},
)
def equal(case: Case) -> Working:
    """Pro rata up to the target; all or nothing when strict or the target is 0 (national system)."""
    if case.actual == case.target:
        return everything(case, lambda: f"{case.actual_text} 等于{case.target_text}")
    strict = case.parameters["strict"]
    if strict is None:
        strict = case.conventions.equal_strict
    if strict or case.target <= 0:
        return nothing(
            case,
            lambda: f"{case.actual_text} 不等于{case.target_text}",
            lambda: f"实际值等于 {plain(case.target)}{case.unit}",
        )
    if case.actual > case.target:
        return everything(
            case, lambda: f"{case.actual_text} 高于{case.target_text}", ABOVE, fulfilment=fulfilment(case)
        )
    return pro_rata(case)


@rule(
    "interval",
    title="区间指标",
    basis="各地整体支出评分表为财预〔2013〕53号所列比率设定的合理区间：区间内满分，区间外不得分或按比例扣减",
    parameters=(
        Parameter("low", "区间下限（含）", read.number, required=True),
        Parameter("high", "区间上限（含）", read.number, required=True),
        Parameter("outside", "区间外", read.choice(zero="不得分", pro_rata="按比例扣减"), default="zero"),
    ),
    example={"points": "5", "actual": "97", "unit": "%", "low": "95", "high": "105"},
    needs_target=False,
    is_signed=True,
)
def interval(case: Case) -> Working:
    """All points inside [low, high]; outside nothing or pro rata (provincial score sheets)."""
    low, high = case.parameters["low"], case.parameters["high"]
    if low > high:
        raise read.invalid("low", "区间下限大于上限，请改正。")
    if low <= case.actual <= high:
        return Working(
            case.points, lambda: case.points_text, lambda: f"{_place(case)}内", inputs=partial(_bounds, case)
        )
    return _outside(case, lambda: f"{_place(case)}外")


def _place(case: Case) -> str:
    """Return the value and the interval, to be ended by inside or outside."""
    return f"{case.actual_text} 在区间 {plain(case.parameters['low'])} 至 {plain(case.parameters['high'])} 之"


def _bounds(case: Case) -> tuple[Input, ...]:
    """Return the interval."""
    return (Input("区间", f"{plain(case.parameters['low'])} 至 {plain(case.parameters['high'])}", case.unit),)


def _outside(case: Case, note: Text) -> Working:
    """Return what a value beside the interval still earns."""
    low, high = case.parameters["low"], case.parameters["high"]
    is_below = case.actual < low
    bound = low if is_below else high
    share = case.actual if is_below else 2 * bound - case.actual

    def needed() -> str:
        return f"实际值在 {plain(low)} 至 {plain(high)}{case.unit} 之间"

    if case.parameters["outside"] == "zero" or bound <= 0 or share <= 0:
        return Working(ZERO, "0", note, needed, partial(_bounds, case))
    return Working(share * case.points / bound, partial(_distance, case), note, needed, partial(_bounds, case))


def _distance(case: Case) -> str:
    """Return the arithmetic of what a value beside the interval still earns."""
    if case.actual < case.parameters["low"]:
        return f"{case.actual_text} ÷ 下限 {plain(case.parameters['low'])} × {case.points_text}"
    high = plain(case.parameters["high"])
    return f"(1 − ({case.actual_text} − 上限 {high}) ÷ 上限 {high}) × {case.points_text}"
