"""From a measurement to its score: find the rule, check what it needs, work, round, explain."""

from decimal import Decimal

from indicators.scoring.conventions import DEFAULT, Conventions
from indicators.scoring.deciding import decide, may_go_without
from indicators.scoring.explanation import Explanation, Input
from indicators.scoring.measurement import Measurement, NotScored, Outcome, Problem, Score
from indicators.scoring.registry import Case, Rule, Working, worded
from indicators.scoring.rules import RULES
from indicators.scoring.signs import against
from perfeval.lib.decimals import ZERO, plain, round_half_up, settled

NEGATIVE = "实际值小于 0，按 0 计分。"


def score(measurement: Measurement, conventions: Conventions = DEFAULT) -> Score:
    """Return the points for one measurement with the sum that explains them.

    Never raises on bad data: `outcome` says whether there is a number, the explanation says why not.
    """
    rule = RULES.get(measurement.rule)
    if rule is None:
        return _unknown(measurement)
    try:
        computed = _computed(rule, measurement, conventions)
        return computed if rule.is_judged or rule.is_fixed else decide(computed, measurement, conventions)
    except NotScored as refusal:
        return _unscored(rule, measurement, refusal)


def _computed(rule: Rule, measurement: Measurement, conventions: Conventions) -> Score:
    """Return what the rule gives; where a person says the score, that may be nothing yet."""
    try:
        case = _prepare(rule, measurement, conventions)
        return _scored(rule, case, rule.work(case))
    except NotScored as refusal:
        if not may_go_without(refusal, measurement, conventions):
            raise
        return _unscored(rule, measurement, refusal)


def _prepare(rule: Rule, measurement: Measurement, conventions: Conventions) -> Case:
    """Return the case, with everything that the rule needs in place."""
    parameters, problems = rule.read(measurement.parameters)
    problems += _number_problems(rule, measurement)
    if problems:
        raise NotScored(Outcome.INVALID, *problems)
    if rule.needs_actual and measurement.actual is None:
        message = f"尚未填写{rule.actual_label}，暂不计分。"
        raise NotScored.because(Outcome.MISSING, "actual", message)
    target = measurement.target or ZERO
    actual = measurement.actual or ZERO
    if actual < 0 <= target and not rule.is_signed:
        actual = ZERO
    return Case(
        measurement,
        target,
        actual,
        lambda: f"{rule.actual_label} {plain(actual)}",
        lambda: f"{rule.target_label} {plain(target)}",
        parameters,
        conventions,
    )


def _number_problems(rule: Rule, measurement: Measurement) -> list[Problem]:
    """Return what is wrong with points, target and actual themselves."""
    given = {
        "points": measurement.points,
        "target": measurement.target,
        "actual": measurement.actual,
    }
    problems = [
        Problem(name, f"“{value}”不是有限的数字，请改正。")
        for name, value in given.items()
        if value is not None and not value.is_finite()
    ]
    if measurement.points.is_finite() and measurement.points < 0:
        problems.append(Problem("points", "分值不得小于 0，请改正。"))
    if rule.needs_target and measurement.target is None:
        problems.append(Problem("target", f"尚未设定{rule.target_label}，请补充。"))
    return problems


def _scored(rule: Rule, case: Case, working: Working) -> Score:
    """Return the rounded score."""
    exact = min(max(settled(working.value), ZERO), case.points)
    rounded = min(round_half_up(exact, case.conventions.decimals), case.points)
    return Score(
        case.points,
        rounded,
        lambda: _explained(rule, case, working, exact, rounded),
        is_overfulfilled=_is_overfulfilled(case, working),
        fulfilment=working.fulfilment,
    )


def _explained(rule: Rule, case: Case, working: Working, exact: Decimal, rounded: Decimal) -> Explanation:
    """Return how the rounded score came about."""
    return Explanation(
        rule=rule.name,
        title=rule.title,
        basis=rule.basis,
        inputs=(*_inputs(rule, case), *working.inputs()),
        formula=worded(working.formula),
        note=worded(working.note),
        rounding=f"四舍五入，保留{case.conventions.decimals}位小数" if rounded != exact else "",
        result=f"{rounded:f}",
        needed_for_full=worded(working.needed) if rounded < case.points else "",
        warnings=_warnings(rule, case, working),
    )


def _inputs(rule: Rule, case: Case) -> tuple[Input, ...]:
    """Return target, actual and points as far as they were given."""
    given = case.measurement
    unit = "分" if rule.is_judged else given.unit
    figures = (
        (rule.target_label, given.target, given.unit),
        (rule.actual_label, given.actual, unit),
        ("分值", given.points, "分"),
    )
    return tuple(Input(name, plain(value), unit) for name, value, unit in figures if value is not None)


def _warnings(rule: Rule, case: Case, working: Working) -> tuple[str, ...]:
    """Return what somebody should look at."""
    given = case.measurement.actual
    warnings = [*working.warnings, *filter(None, [against(case, rule.name)])]
    if given is not None and given < 0 == case.actual:
        warnings.append(NEGATIVE)
    if _is_overfulfilled(case, working):
        rate = plain(round_half_up(working.fulfilment))
        warnings.append(f"实际值达到目标值的 {rate}%，请说明目标值是否偏低。")
    return tuple(warnings)


def _is_overfulfilled(case: Case, working: Working) -> bool:
    """Return whether the target was exceeded so far that it must have been too low."""
    limit = case.conventions.overfulfilment
    return limit is not None and working.fulfilment >= limit.threshold


def _unscored(rule: Rule, measurement: Measurement, refusal: NotScored) -> Score:
    """Return the score without a number, with the reason."""
    explanation = Explanation(rule.name, rule.title, rule.basis, result="".join(p.message for p in refusal.problems))
    return Score(measurement.points, None, lambda: explanation, refusal.outcome, refusal.problems)


def _unknown(measurement: Measurement) -> Score:
    """Return the answer to a rule that nobody has registered."""
    unknown = f"没有名为“{measurement.rule}”的计分规则，请从规则表中选择。"
    problem = Problem("rule", unknown if measurement.rule else "请选择评分方法。")
    explanation = Explanation(measurement.rule, "", "", result=problem.message)
    return Score(measurement.points, None, lambda: explanation, Outcome.INVALID, (problem,))
