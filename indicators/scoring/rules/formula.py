"""公式: the common ratios of 财预〔2013〕53号, from their two inputs, scored by another rule."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from indicators.scoring import parameters as read
from indicators.scoring.explanation import Input
from indicators.scoring.measurement import NotScored, Outcome, Problem
from indicators.scoring.registry import RULES, Case, Parameter, Working, rule, worded
from indicators.scoring.rules.execution import ZERO_POLICY, policy_of
from indicators.scoring.working import exactly_zero, over_zero
from perfeval.lib.decimals import HUNDRED, ZERO, plain, round_half_up

SCORED_BY = {
    "positive": "正向",
    "positive_threshold": "正向（设及格线）",
    "reverse_ratio": "反向（目标值除以实际值）",
    "reverse_linear": "反向（线性）",
    "reverse_step": "反向（按百分点扣分）",
    "equal": "等于",
    "interval": "区间",
    "bands": "分档",
    "step_deduction": "扣分",
}


@dataclass(frozen=True)
class Ratio:
    """A ratio in percent: its two figures, its usual target and how it is usually scored.

    Attributes:
        is_change: (numerator - denominator) / denominator, a rate of change.
    """

    numerator: str
    denominator: str
    target: Decimal | None
    scored_by: str
    is_change: bool = False


def _rate(numerator: str, denominator: str, scored_by: str, target: str | None = "100") -> Ratio:
    return Ratio(numerator, denominator, None if target is None else Decimal(target), scored_by)


RATIOS = {
    "在职人员控制率": _rate("在职人员数", "编制数", "step_deduction"),
    "三公经费变动率": Ratio("本年三公经费", "上年三公经费", ZERO, "step_deduction", is_change=True),
    "重点支出安排率": _rate("重点项目支出", "项目总支出", "positive", target=None),
    "预算完成率": _rate("预算完成数", "预算数", "equal"),
    "预算调整率": _rate("预算调整数", "预算数", "step_deduction", target="0"),
    "支付进度率": _rate("实际支付进度", "既定支付进度", "positive"),
    "结转结余率": _rate("结转结余总额", "支出预算数", "step_deduction", target="0"),
    "结转结余变动率": Ratio("本年累计结转结余", "上年累计结转结余", ZERO, "step_deduction", is_change=True),
    "公用经费控制率": _rate("实际支出公用经费", "预算安排公用经费", "step_deduction"),
    "三公经费控制率": _rate("三公经费实际支出", "三公经费预算安排", "step_deduction"),
    "政府采购执行率": _rate("实际政府采购金额", "政府采购预算数", "equal"),
    "固定资产利用率": _rate("实际在用固定资产", "全部固定资产", "positive"),
    "实际完成率": _rate("实际完成工作数", "计划工作数", "positive"),
    "完成及时率": _rate("及时完成工作数", "计划工作数", "positive"),
    "质量达标率": _rate("质量达标工作数", "计划工作数", "positive"),
    "重点工作办结率": _rate("重点工作完成数", "重点工作交办数", "positive"),
    "比例": _rate("分子", "分母", "positive"),
    "变动率": Ratio("本年数", "上年数", ZERO, "step_deduction", is_change=True),
}


@rule(
    "formula",
    title="公式指标（比率）",
    basis="财预〔2013〕53号：部门整体支出绩效评价共性指标体系框架所列比率",
    parameters=(
        Parameter("ratio", "比率名称", read.choice(**{name: name for name in RATIOS}), default="比例"),
        Parameter("numerator", "分子", read.number),
        Parameter("denominator", "分母", read.number),
        Parameter("scored_by", "比率的计分规则", read.choice(**SCORED_BY)),
        Parameter("settings", "计分规则的参数", read.mapping, default={}),
        ZERO_POLICY,
    ),
    example={"points": "5", "ratio": "在职人员控制率", "numerator": "30", "denominator": "37"},
    needs_target=False,
    needs_actual=False,
    is_signed=True,
)
def formula(case: Case) -> Working:
    """A ratio in percent from two figures, scored like a measured rate (财预〔2013〕53号).

    A negative numerator counts as zero; in a rate of change the difference may be negative, and so may the figures.
    """
    ratio = RATIOS[case.parameters["ratio"]]
    given, bottom = _figures(case, ratio)
    top = given if ratio.is_change else max(given, ZERO)
    working = _working(case, ratio, top, bottom)
    if top == given:
        return working
    return replace(working, warnings=(*working.warnings, f"{ratio.numerator} {plain(given)} 小于 0，按 0 计分。"))


def _working(case: Case, ratio: Ratio, top: Decimal, bottom: Decimal) -> Working:
    """Return what the two figures earn, 0/0 and a rate without a base first."""
    if bottom == 0 == top:
        return exactly_zero(case, policy_of(case), f"{ratio.numerator}和{ratio.denominator}")
    if bottom <= 0:
        return over_zero(case, ratio.numerator, ratio.denominator)
    return _explained(_inner(case, ratio, top, bottom), case, ratio, top, bottom)


def _figures(case: Case, ratio: Ratio) -> tuple[Decimal, Decimal]:
    """Return numerator and denominator.

    Raises:
        NotScored: one of them has not been entered.
    """
    given = {"numerator": ratio.numerator, "denominator": ratio.denominator}
    missing = [
        Problem(name, f"尚未填写{label}，暂不计分。") for name, label in given.items() if case.parameters[name] is None
    ]
    if missing:
        raise NotScored(Outcome.MISSING, *missing)
    return case.parameters["numerator"], case.parameters["denominator"]


def _inner(case: Case, ratio: Ratio, top: Decimal, bottom: Decimal) -> Working:
    """Return what the rule for the rate makes of it.

    Raises:
        NotScored: there is no target, or a setting of that rule is wrong.
    """
    scoring = RULES[case.parameters["scored_by"] or ratio.scored_by]
    target = ratio.target if case.measurement.target is None else case.target
    settings, problems = scoring.read(case.parameters["settings"])
    problems = [Problem(f"settings.{problem.path}", problem.message) for problem in problems]
    if target is None and scoring.needs_target:
        problems.append(Problem("target", "尚未设定目标值，请补充。"))
    if problems:
        raise NotScored(Outcome.INVALID, *problems)
    inner = replace(
        case,
        measurement=replace(case.measurement, unit="%"),
        target=target or ZERO,
        target_words=lambda: f"目标值 {plain(target or ZERO)}",
        actual=((top - bottom) if ratio.is_change else top) * HUNDRED / bottom,
        actual_words=partial(_rate_text, ratio, top, bottom),
        parameters=settings,
    )
    return scoring.work(inner)


def _rate_text(ratio: Ratio, top: Decimal, bottom: Decimal) -> str:
    """Return the arithmetic of the ratio."""
    rate = f"({plain(top)} − {plain(bottom)})" if ratio.is_change else plain(top)
    return f"比率 ({rate} ÷ {plain(bottom)} × 100)"


def _explained(working: Working, case: Case, ratio: Ratio, top: Decimal, bottom: Decimal) -> Working:
    """Add the ratio and its two figures to the working."""
    rate = round_half_up(((top - bottom) if ratio.is_change else top) * HUNDRED / bottom)
    name = case.parameters["ratio"]

    def note() -> str:
        inner = worded(working.note)
        return f"{name} {plain(rate)}%" + (f"；{inner}" if inner else "")

    def inputs() -> tuple[Input, ...]:
        figures = (
            Input(ratio.numerator, plain(top), case.unit),
            Input(ratio.denominator, plain(bottom), case.unit),
            Input(name, plain(rate), "%"),
        )
        return *figures, *working.inputs()

    return replace(working, note=note, inputs=inputs)
