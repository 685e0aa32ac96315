"""定性 and 人工: points that a person awards, within limits and with a reason."""

from decimal import Decimal

from indicators.scoring import parameters as read
from indicators.scoring.explanation import Input
from indicators.scoring.precision import too_fine
from indicators.scoring.registry import Case, Parameter, Working, rule
from perfeval.lib.decimals import HUNDRED, plain, round_half_up

GRADES = {"full": "达成", "partial": "部分达成", "none": "未达成"}
ALIASES = {
    "达成年度指标": "full",
    "达成预期指标": "full",
    "部分达成年度指标并具有一定效果": "partial",
    "部分达成预期指标并具有一定效果": "partial",
    "未达成年度指标且效果较差": "none",
    "未达成预期指标且效果较差": "none",
}


def limits(case: Case, key: str) -> tuple[Decimal, Decimal | None]:
    """Return the grade's half-open interval in points; no upper end means all points, included."""
    upper: Decimal | None = None
    for grade in case.conventions.qualitative:
        low = round_half_up(case.points * grade.low / HUNDRED, case.conventions.decimals)
        if grade.key == key:
            return low, upper
        upper = low
    raise read.invalid("grade", f"方案没有设置“{GRADES[key]}”档，请补充。")


def _check_decimals(case: Case) -> None:
    """Refuse points that would have to be rounded, perhaps out of their interval."""
    if message := too_fine("评定分", case.actual, case.conventions.decimals):
        raise read.invalid("actual", message)


def _title(case: Case, key: str) -> str:
    """Return the scheme's words for the grade."""
    return next(grade.title for grade in case.conventions.qualitative if grade.key == key)


@rule(
    "qualitative",
    title="定性指标（三档评定）",
    basis="财预〔2020〕10号：定性指标分三档，按分值的100%—80%（含）、80%—60%（含）、60%—0%合理确定得分",
    parameters=(Parameter("grade", "评定档次", read.Choice(GRADES, ALIASES), required=True),),
    example={"points": "10", "actual": "9", "grade": "full"},
    needs_target=False,
    is_signed=True,
    is_judged=True,
    actual_label="评定分",
)
def qualitative(case: Case) -> Working:
    """The awarded points, inside the half-open interval of the grade (财预〔2020〕10号)."""
    key = case.parameters["grade"]
    low, upper = limits(case, key)
    top = case.points if upper is None else upper
    if not low <= case.actual <= top or case.actual == upper:
        message = (
            f"“{_title(case, key)}”的得分区间为 {_interval(low, upper, top)}，{plain(case.actual)} 不在其内，请改正。"
        )
        raise read.invalid("actual", message)
    _check_decimals(case)
    return Working(
        case.actual,
        lambda: case.actual_text,
        lambda: f"“{_title(case, key)}”，得分区间 {_interval(low, upper, top)}",
        lambda: f"评定为“{case.conventions.qualitative[0].title}”并得满分",
        lambda: (Input("评定档次", _title(case, key)),),
    )


def _interval(low: Decimal, upper: Decimal | None, top: Decimal) -> str:
    """Return the half-open interval in words."""
    return f"{plain(low)}（含）至 {plain(top)}{'（含）' if upper is None else ''}"


@rule(
    "manual",
    title="人工评定",
    basis="各地自评办法允许由评价人员评定的指标：须说明理由",
    parameters=(Parameter("reason", "评分理由", read.text, required=True),),
    example={"points": "5", "actual": "4.5", "reason": "专家评审意见"},
    needs_target=False,
    is_signed=True,
    is_judged=True,
    actual_label="评定分",
)
def manual(case: Case) -> Working:
    """The awarded points with the reason for them (local rules)."""
    if not 0 <= case.actual <= case.points:
        raise read.invalid("actual", f"评定分 {plain(case.actual)} 应当在 0 至 {plain(case.points)} 之间，请改正。")
    _check_decimals(case)
    reason = case.parameters["reason"]
    return Working(
        case.actual,
        lambda: case.actual_text,
        f"人工评定：{reason}",
        "评定为满分",
        lambda: (Input("评分理由", reason),),
    )
