from decimal import Decimal

import pytest

from indicators.scoring import Conventions, Outcome, score
from tests.indicators.scoring.cases import SYSTEMS, measure

REFUSED = [
    ("unknown rule", measure("at_least", "5", "1", "1"), ["rule"]),
    ("no target", measure("positive", "5", None, "1"), ["target"]),
    ("negative points", measure("positive", "-5", "1", "1"), ["points"]),
    ("not a number", measure("positive", "5", "NaN", "1"), ["target"]),
    ("infinite", measure("positive", "5", "1", "Infinity"), ["actual"]),
    ("unknown parameter", measure("positive", "5", "1", "1", wight=3), ["wight"]),
    (
        "several at once",
        measure("positive_threshold", "-5", None, "1", threshold="x"),
        ["threshold", "points", "target"],
    ),
    ("threshold 100", measure("positive_threshold", "5", "1", "1", threshold=100), ["threshold"]),
    ("threshold below 0", measure("positive_threshold", "5", "1", "1", threshold=-1), ["threshold"]),
    ("deduction zero", measure("reverse_step", "5", "1", "1", deduction=0), ["deduction"]),
    ("unknown way to count", measure("reverse_step", "5", "1", "1", count="half"), ["count"]),
    ("step zero", measure("step_deduction", "5", "1", "1", step="0"), ["step"]),
    ("not yes or no", measure("equal", "5", "1", "1", strict="maybe"), ["strict"]),
    ("a list is not yes or no", measure("equal", "5", "1", "1", strict=[]), ["strict"]),
    ("interval without ends", measure("interval", "5", None, "1"), ["low", "high"]),
    ("interval turned round", measure("interval", "5", None, "1", low=5, high=4), ["low"]),
    ("bands are no list", measure("bands", "5", None, "1", bands="90"), ["bands"]),
    ("no band", measure("bands", "5", None, "1", bands=[]), ["bands"]),
    ("band is no table", measure("bands", "5", None, "1", bands=[90]), ["bands[0]"]),
    ("band without bound", measure("bands", "5", None, "1", bands=[{"score": 5}]), ["bands[0]"]),
    ("band with both bounds", measure("bands", "5", None, "1", bands=[{"min": 1, "max": 2, "score": 5}]), ["bands[0]"]),
    ("band with unknown key", measure("bands", "5", None, "1", bands=[{"from": 1, "score": 5}]), ["bands[0].from"]),
    (
        "band above 100 percent",
        measure("bands", "5", None, "1", bands=[{"min": 1, "percent": 101}]),
        ["bands[0].percent"],
    ),
    ("band above the points", measure("bands", "5", None, "1", bands=[{"min": 1, "score": 6}]), ["bands[0].score"]),
    (
        "two broken bands",
        measure("bands", "5", None, "1", bands=[{"min": "x", "score": 5}, {"min": 1, "score": "y"}]),
        ["bands[0].min", "bands[1].score"],
    ),
    (
        "bands up and down",
        measure("bands", "5", None, "1", bands=[{"min": 1, "score": 5}, {"max": 2, "score": 1}]),
        ["bands"],
    ),
    (
        "same bound twice",
        measure("bands", "5", None, "1", bands=[{"min": 1, "score": 5}, {"min": 1, "score": 4}]),
        ["bands"],
    ),
    (
        "scores and percents",
        measure("bands", "5", None, "1", bands=[{"min": 1, "score": 1}, {"min": 2, "percent": 100}]),
        ["bands"],
    ),
    (
        "better band earns less",
        measure("bands", "5", None, "1", bands=[{"min": 2, "score": 1}, {"min": 1, "score": 2}]),
        ["bands"],
    ),
    ("yes_no is neither", measure("yes_no", "5", None, "0.5"), ["actual"]),
    ("yes_no negative", measure("yes_no", "5", None, "-1"), ["actual"]),
    ("items without name", measure("checklist", "1", items=[{"points": 1, "done": True}]), ["items[0].name"]),
    ("items with bad answer", measure("checklist", "1", items=[{"name": "a", "done": "?"}]), ["items[0].done"]),
    ("items do not add up", measure("checklist", "4", items=SYSTEMS), ["items"]),
    ("some items without points", measure("checklist", "3", items=[*SYSTEMS, {"name": "a", "done": True}]), ["items"]),
    ("count without total", measure("checklist", "3", None, "2"), ["target"]),
    ("count above total", measure("checklist", "3", "2", "3"), ["actual"]),
    ("negative count", measure("checklist", "3", "2", "-1"), ["actual"]),
    ("no grade", measure("qualitative", "10", None, "9"), ["grade"]),
    ("unknown grade", measure("qualitative", "10", None, "9", grade="excellent"), ["grade"]),
    ("G8: 7.99 is not full", measure("qualitative", "10", None, "7.99", grade="full"), ["actual"]),
    ("8 is not partial", measure("qualitative", "10", None, "8", grade="partial"), ["actual"]),
    ("5.99 is not partial", measure("qualitative", "10", None, "5.99", grade="partial"), ["actual"]),
    ("6 is not none", measure("qualitative", "10", None, "6", grade="none"), ["actual"]),
    ("more than the points", measure("qualitative", "10", None, "10.01", grade="full"), ["actual"]),
    ("7.995 would be rounded out of partial", measure("qualitative", "10", None, "7.995", grade="partial"), ["actual"]),
    ("award with three decimals", measure("manual", "5", None, "4.555", reason="专家评审意见"), ["actual"]),
    ("less than nothing", measure("qualitative", "10", None, "-1", grade="none"), ["actual"]),
    ("no reason", measure("manual", "5", None, "4"), ["reason"]),
    ("blank reason", measure("manual", "5", None, "4", reason="  "), ["reason"]),
    ("above the points", measure("manual", "5", None, "6", reason="专家评审意见"), ["actual"]),
    ("below nothing", measure("manual", "5", None, "-1", reason="专家评审意见"), ["actual"]),
    ("ratio unknown", measure("formula", "5", ratio="好人率", numerator=1, denominator=1), ["ratio"]),
    (
        "ratio without usual target",
        measure("formula", "5", ratio="重点支出安排率", numerator=1, denominator=1),
        ["target"],
    ),
    ("truth is no number", measure("formula", "5", numerator=True, denominator=1), ["numerator"]),
    ("settings are no table", measure("formula", "5", numerator=1, denominator=1, settings=[1]), ["settings"]),
    (
        "settings of another rule",
        measure("formula", "5", numerator=1, denominator=1, settings={"deduction": 1}),
        ["settings.deduction"],
    ),
]


@pytest.mark.parametrize(("measurement", "paths"), [pytest.param(m, p, id=title) for title, m, p in REFUSED])
def test_bad_input_is_refused_with_all_places(measurement, paths):
    result = score(measurement)

    assert (result.outcome, result.score) == (Outcome.INVALID, None)
    assert [problem.path for problem in result.problems] == paths
    assert result.explanation.sentence == "".join(problem.message for problem in result.problems)


MISSING = [
    ("positive", measure("positive", "5", "1")),
    ("execution", measure("execution", "5", "1")),
    ("qualitative", measure("qualitative", "5", grade="full")),
    ("manual", measure("manual", "5", reason="专家评审意见")),
    ("yes_no", measure("yes_no", "5")),
    ("checklist without anything", measure("checklist", "5", "3")),
    ("checklist with an open item", measure("checklist", "5", items=[{"name": "a"}, {"name": "b", "done": True}])),
    ("formula without numerator", measure("formula", "5", denominator=1)),
]


@pytest.mark.parametrize("measurement", [pytest.param(m, id=title) for title, m in MISSING])
def test_a_missing_actual_is_not_zero(measurement):
    result = score(measurement)

    assert (result.outcome, result.score) == (Outcome.MISSING, None)
    assert "尚未" in result.explanation.sentence


@pytest.mark.parametrize(("award", "score_of_it"), [("7.9", Decimal("7.9")), ("7.96", None)])
def test_an_award_stays_in_its_interval_with_one_decimal_too(award, score_of_it):
    given = measure("qualitative", "10", None, award, grade="partial")

    assert score(given, Conventions(decimals=1)).score == score_of_it


@pytest.mark.parametrize(
    ("policy", "outcome", "points"),
    [
        ("full", Outcome.SCORED, Decimal("10.00")),
        ("zero", Outcome.SCORED, Decimal("0.00")),
        ("not_applicable", Outcome.NOT_APPLICABLE, None),
        ("manual", Outcome.MANUAL, None),
    ],
)
@pytest.mark.parametrize(
    "measurement",
    [measure("execution", "10", "0", "0"), measure("formula", "10", numerator=0, denominator=0)],
    ids=["execution", "formula"],
)
def test_nothing_of_nothing_follows_the_scheme(measurement, policy, outcome, points):
    result = score(measurement, Conventions(zero_policy=policy))

    assert (result.outcome, result.score) == (outcome, points)
    assert "均为 0" in result.explanation.sentence


@pytest.mark.parametrize(
    ("measurement", "conventions", "path"),
    [
        pytest.param(measure("bands", "5", None, "1"), Conventions(bands=()), "bands", id="no band table"),
        pytest.param(
            measure("qualitative", "5", None, "1", grade="full"), Conventions(qualitative=()), "grade", id="no grades"
        ),
    ],
)
def test_conventions_that_lack_a_table_are_named(measurement, conventions, path):
    assert [problem.path for problem in score(measurement, conventions).problems] == [path]


def test_missing_rule_is_to_be_chosen():
    assert [problem.message for problem in score(measure("", "5", "1", "1")).problems] == ["请选择评分方法。"]
