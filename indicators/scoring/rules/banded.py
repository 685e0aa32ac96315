"""分档: a band table, for rates of execution and satisfaction."""

from indicators.scoring import parameters as read
from indicators.scoring.conventions import Band
from indicators.scoring.explanation import Input
from indicators.scoring.measurement import NotScored, Outcome, Problem
from indicators.scoring.registry import Case, Parameter, Text, Working, rule
from indicators.scoring.working import at_least, at_most, nothing
from perfeval.lib.decimals import plain


def _described(step: Band, unit: str) -> str:
    """Return the band in words."""
    return f"{'达到' if step.upward else '不超过'} {plain(step.bound)}{unit}"


def _working(case: Case, step: Band, needed: Text) -> Working:
    """Return what the band earns."""
    value, percent = step.score_of(case.points), step.percent
    return Working(
        value,
        lambda: plain(value) if percent is None else f"{case.points_text} × {plain(percent)} ÷ 100",
        lambda: f"{case.actual_text}，按“{_described(step, case.unit)}”档",
        needed,
        lambda: (Input("适用档次", _described(step, case.unit)),),
    )


def _check(case: Case, table: tuple[Band, ...]) -> None:
    """Refuse a table that gives more than there is."""
    problems = [
        Problem(f"bands[{index}].score", f"该档得分 {plain(step.score)} 超过分值 {plain(case.points)}，请改正。")
        for index, step in enumerate(table)
        if step.score is not None and step.score > case.points
    ]
    if problems:
        raise NotScored(Outcome.INVALID, *problems)


@rule(
    "bands",
    title="分档赋分",
    basis="财预〔2021〕101号：预算执行率、满意度等按所在区间分档赋分",
    parameters=(Parameter("bands", "分档表（默认用方案的满意度分档）", read.bands),),
    example={
        "points": "10",
        "actual": "75",
        "unit": "%",
        "bands": [{"min": "90", "score": "10"}, {"min": "80", "score": "8"}, {"min": "70", "score": "6"}],
    },
    needs_target=False,
)
def bands(case: Case) -> Working:
    """The points of the best band that the value has reached (财预〔2021〕101号)."""
    table = case.parameters["bands"] or case.conventions.bands
    if not table:
        raise read.invalid("bands", "尚未设置分档表，请补充。")
    _check(case, table)
    best = table[0]
    needed = (at_least if best.upward else at_most)(case, best.bound)
    for step in table:
        if step.holds(case.actual):
            return _working(case, step, needed)
    return nothing(case, lambda: f"{case.actual_text} 未进入任何一档", needed)
