"""自定得分: a person's own score in place of the computed one, where the scheme lets them."""

from dataclasses import replace
from decimal import Decimal

from indicators.scoring.conventions import Conventions, Mode
from indicators.scoring.explanation import Explanation
from indicators.scoring.measurement import Measurement, NotScored, Outcome, Problem, Score
from indicators.scoring.precision import too_fine
from perfeval.lib.decimals import ZERO, plain, round_half_up


def decide(computed: Score, measurement: Measurement, conventions: Conventions) -> Score:
    """Return the score that counts: the computed one, unless the scheme lets a person say another.

    Where a person says every score (`Mode.MANUAL`), nothing else has to be there: the explanation tells what the rule
    still lacks, and a missing actual is never taken for zero. A person who gives less than the points has weighed a
    target that was too low; such a score (`Score.is_own`) is not cut once more by 目标值偏低扣分.

    Raises:
        NotScored: the own score is missing, has no reason, more decimals than the scheme, or lies outside the points.
    """
    if conventions.mode is Mode.LOCKED:
        return computed
    own = measurement.own_score
    if own is None and conventions.mode is Mode.MANUAL:
        raise NotScored.because(Outcome.MANUAL, "own_score", "本方案由人工评分，请填写自定得分和理由。")
    if own is None:
        return computed
    _check(own, measurement, conventions.decimals)
    return _changed(computed, round_half_up(own, conventions.decimals), measurement.own_reason)


def may_go_without(refusal: NotScored, measurement: Measurement, conventions: Conventions) -> bool:
    """Return whether a person says the score anyway, so that what the rule lacks does not matter."""
    if conventions.mode is not Mode.MANUAL:
        return False
    lacks_target = measurement.target is None and all(problem.path == "target" for problem in refusal.problems)
    return refusal.outcome in (Outcome.MISSING, Outcome.MANUAL) or (refusal.outcome is Outcome.INVALID and lacks_target)


def _check(own: Decimal, measurement: Measurement, decimals: int) -> None:
    """Refuse a score that nobody could give, and one without a reason."""
    problems = []
    if not own.is_finite() or not ZERO <= own <= measurement.points:
        message = f"自定得分 {own} 应当在 0 至 {plain(measurement.points)} 之间，请改正。"
        problems.append(Problem("own_score", message))
    elif message := too_fine("自定得分", own, decimals):
        problems.append(Problem("own_score", message))
    if not measurement.own_reason.strip():
        problems.append(Problem("own_reason", "填写了自定得分，请说明理由。"))
    if problems:
        raise NotScored(Outcome.INVALID, *problems)


def _changed(computed: Score, own: Decimal, reason: str) -> Score:
    def explain() -> Explanation:
        before = computed.explanation
        is_computed = computed.score is not None
        return replace(
            before,
            result=f"{own:f}",
            note=before.note if is_computed else before.result,
            computed=before.result if is_computed else "",
            own_reason=reason,
            needed_for_full=before.needed_for_full if own < computed.points else "",
        )

    return replace(computed, score=own, explain=explain, outcome=Outcome.SCORED, problems=(), is_own=True)
