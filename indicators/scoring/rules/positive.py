"""正向: the more the better."""

from decimal import Decimal

from indicators.scoring import parameters as read
from indicators.scoring.registry import Case, Parameter, Working, rule
from indicators.scoring.working import at_least, everything, fulfilment, nothing
from perfeval.lib.decimals import HUNDRED, plain

ZERO_TARGET = "目标值不大于 0，无法按比例计分，请核对目标值和指标方向。"


def reached(case: Case) -> Working:
    """Return all points for a target that was met."""
    warnings = (ZERO_TARGET,) if case.target <= 0 else ()
    return everything(
        case, lambda: f"{case.actual_text} 不低于{case.target_text}", *warnings, fulfilment=fulfilment(case)
    )


def pro_rata(case: Case) -> Working:
    """Return the reached share of the points for a target above zero."""
    value = case.actual * case.points / case.target
    return Working(
        value,
        lambda: f"{case.actual_text} ÷ {case.target_text} × {case.points_text}",
        needed=at_least(case, case.target),
    )


@rule(
    "positive",
    title="正向指标（越高越好）",
    basis="财预〔2020〕10号：定量指标达到指标值记满分，未达到的按完成值与指标值的比例记分",
    example={"points": "5", "target": "100", "actual": "96", "unit": "件"},
)
def positive(case: Case) -> Working:
    """All points at the target or above, pro rata below (财预〔2020〕10号)."""
    if case.actual >= case.target:
        return reached(case)
    if case.target <= 0:
        return nothing(case, lambda: f"{case.actual_text} 低于{case.target_text}", at_least(case, case.target))
    return pro_rata(case)


def threshold(value: object, path: str) -> Decimal:
    """Read a percentage from 0 up to, but not including, 100."""
    percent = read.number(value, path)
    if not 0 <= percent < HUNDRED:
        raise read.invalid(path, f"及格线“{value}”应当在0（含）至100之间，请改正。")
    return percent


@rule(
    "positive_threshold",
    title="正向指标（设及格线）",
    basis="财预〔2021〕101号：按完成比例赋分并设及格门槛，得分=（实际完成率-60%）÷（1-60%）×分值，低于60%不得分",
    parameters=(Parameter("threshold", "及格线（%）", threshold, default=Decimal(60)),),
    example={"points": "10", "target": "100", "actual": "80", "threshold": "60"},
)
def positive_threshold(case: Case) -> Working:
    """(rate - threshold) / (1 - threshold) of the points, nothing below it (财预〔2021〕101号)."""
    if case.actual >= case.target:
        return reached(case)
    percent = case.parameters["threshold"]
    floor = case.target * percent / HUNDRED
    if case.target <= 0 or case.actual < floor:
        return nothing(
            case,
            lambda: f"{case.actual_text} 低于及格线 {plain(floor)}（目标值的 {plain(percent)}%）",
            at_least(case, case.target),
        )
    return Working(
        (case.actual - floor) * case.points / (case.target - floor),
        lambda: (
            f"({case.actual_text} − 及格线 {plain(floor)}) ÷ "
            f"({case.target_text} − 及格线 {plain(floor)}) × {case.points_text}"
        ),
        lambda: f"及格线为目标值的 {plain(percent)}%",
        at_least(case, case.target),
    )
