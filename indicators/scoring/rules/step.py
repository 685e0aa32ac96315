"""扣分: a fixed deduction per step beyond the limit, down to zero."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from indicators.scoring import parameters as read
from indicators.scoring.explanation import Input
from indicators.scoring.registry import Case, Parameter, Text, Working, rule, worded
from indicators.scoring.working import at_least, at_most, everything
from perfeval.lib.decimals import ZERO, plain

COUNTS = {"whole": "每满一档扣分", "started": "不足一档按一档扣分", "pro_rata": "按比例扣分"}
ROUNDING = {"whole": ROUND_FLOOR, "started": ROUND_CEILING}

DEDUCTION = (
    Parameter("deduction", "每档扣分（默认为分值的十分之一）", read.positive_number),
    Parameter("count", "不足一档的处理", read.choice(**COUNTS), default="pro_rata"),
)


@dataclass(frozen=True)
class Steps:
    """How far something lies beyond its limit.

    Attributes:
        excess: the distance, in the unit of `size`.
        excess_text: the distance as arithmetic.
        size: what counts as one step.
    """

    excess: Decimal
    excess_text: Text
    size: Decimal
    note: Text

    def deducted_from(self, case: Case, needed: Text) -> Working:
        """Return the points less the deduction, floor 0."""
        deduction = case.parameters["deduction"] or case.points / 10
        count = case.parameters["count"]
        steps = self._steps(count)
        value = case.points - steps * deduction

        def inputs() -> tuple[Input, ...]:
            return Input("每档扣分", plain(deduction), "分"), Input("计档方式", COUNTS[count])

        if value < 0:
            return Working(ZERO, "0", lambda: f"{worded(self.note)}，扣完为止", needed, inputs)
        return Working(
            value,
            lambda: f"{case.points_text} − {self._steps_text(count, steps)} × 每档 {plain(deduction)}",
            self.note,
            needed,
            inputs,
        )

    def _steps(self, count: str) -> Decimal:
        """Return how many steps count."""
        exact = self.excess / self.size
        return exact if count == "pro_rata" else exact.to_integral_value(rounding=ROUNDING[count])

    def _steps_text(self, count: str, steps: Decimal) -> str:
        """Return the arithmetic of the steps."""
        if count != "pro_rata":
            return f"{plain(steps)} 档"
        return worded(self.excess_text) + (f" ÷ {plain(self.size)}" if self.size != 1 else "")


@rule(
    "step_deduction",
    title="扣分指标（每超一档扣分）",
    basis="各地对财预〔2013〕53号控制率、变动率的评分标准：每超过（低于）一档扣减固定分数，扣完为止",
    parameters=(
        *DEDUCTION,
        Parameter("step", "每档大小（与指标同单位）", read.positive_number, default=Decimal(1)),
        Parameter("direction", "扣分方向", read.choice(over="超过扣分", under="低于扣分"), default="over"),
    ),
    example={"points": "5", "target": "100", "actual": "102", "unit": "%", "deduction": "0.5", "step": "1"},
    is_signed=True,
)
def step_deduction(case: Case) -> Working:
    """A fixed deduction per step beyond the target in its own unit (财预〔2013〕53号, local sheets)."""
    is_over = case.parameters["direction"] == "over"
    excess = case.actual - case.target if is_over else case.target - case.actual
    needed = (at_most if is_over else at_least)(case, case.target)
    if excess <= 0:
        return everything(case, lambda: f"{case.actual_text} 未{'超过' if is_over else '低于'}{case.target_text}")
    more, less = (case.actual_words, case.target_words) if is_over else (case.target_words, case.actual_words)
    step = case.parameters["step"]
    steps = Steps(
        excess,
        lambda: f"({worded(more)} − {worded(less)})",
        step,
        lambda: f"{'超过' if is_over else '低于'}目标值，每 {plain(step)}{case.unit} 为一档",
    )
    return steps.deducted_from(case, needed)
