"""自定得分: a person's own score in place of the computed one, where the scheme lets them."""

from dataclasses import replace
from decimal import Decimal

from indicators.scoring.conventions import Conventions, Mode
from indicators.scoring.explanation import Explanation
from indicators.scoring.measurement import Measurement, NotScored, Outcome, Problem, Score
from perfeval.lib.decimals import ZERO, plain, round_half_up


def decide(computed: Score, measurement: Measurement, conventions: Conventions) -> Score:
    """Return the score that counts: the computed one, unless the scheme lets a person say another.

    Raises:
        NotScored: the own score is missing, has no reason, or lies outside the points.
    """
    if conventions.mode is Mode.LOCKED:
        return computed
    own = measurement.own_score
    if own is None and conventions.mode is Mode.MANUAL:
        raise NotScored.because(Outcome.MANUAL, "own_score", "本方案由人工评分，请填写自定得分和理由。")
    if own is None:
        return computed
    _check(own, measurement)
    return _changed(computed, min(round_half_up(own, conventions.decimals), measurement.points), measurement.own_reason)


def _check(own: Decimal, measurement: Measurement) -> None:
    """Refuse a score that nobody could give, and one without a reason."""
    problems = []
    if not own.is_finite() or not ZERO <= own <= measurement.points:
        message = f"自定得分 {own} 应当在 0 至 {plain(measurement.points)} 之间，请改正。"
        problems.append(Problem("own_score", message))
    if not measurement.own_reason.strip():
        problems.append(Problem("own_reason", "填写了自定得分，请说明理由。"))
    if problems:
        raise NotScored(Outcome.INVALID, *problems)


def _changed(computed: Score, own: Decimal, reason: str) -> Score:
    def explain() -> Explanation:
        before = computed.explanation
        return replace(
            before,
            result=f"{own:f}",
            computed=before.result,
            own_reason=reason,
            needed_for_full=before.needed_for_full if own < computed.points else "",
        )

    return replace(computed, score=own, explain=explain)
