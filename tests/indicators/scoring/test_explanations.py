import doctest
import json
from dataclasses import replace
from decimal import Decimal

import pytest

import indicators.scoring
from indicators.scoring import (
    RULES,
    Conventions,
    Denominator,
    Explanation,
    Measurement,
    Outcome,
    Overfulfilment,
    grading,
    precision,
    registry,
    score,
    values,
)
from perfeval.lib import decimals
from tests.indicators.scoring.cases import CASES, measure


@pytest.mark.parametrize(
    "module", [indicators.scoring, grading, precision, values, decimals], ids=lambda module: module.__name__
)
def test_docstring_tells_the_truth(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("measurement", "sentence"),
    [
        pytest.param(measure("positive", "5", "100", "96"), "实际值 96 ÷ 目标值 100 × 分值 5 = 4.80分", id="pro rata"),
        pytest.param(measure("positive", "5", "100", "100"), "实际值 100 不低于目标值 100，得5.00分", id="reached"),
        pytest.param(
            measure("reverse_linear", "10", "100", "120"),
            "(1 − (实际值 120 − 目标值 100) ÷ 目标值 100) × 分值 10 = 8.00分",
            id="reverse",
        ),
        pytest.param(
            measure("bands", "10", None, "75", bands=[{"min": 70, "score": 6}]),
            "实际值 75，按“达到 70”档，得6.00分",
            id="band",
        ),
        pytest.param(
            measure("execution", "10", "100", "120"), "执行数 120 超过预算数 100，以分值为限，得10.00分", id="capped"
        ),
        pytest.param(
            measure("formula", "5", ratio="在职人员控制率", numerator=30, denominator=37),
            "在职人员控制率 81.08%；比率 (30 ÷ 37 × 100) 未超过目标值 100，得5.00分",
            id="ratio",
        ),
        pytest.param(measure("positive", "5", "100"), "尚未填写实际值，暂不计分。", id="missing"),
    ],
)
def test_sentence(measurement, sentence):
    assert score(measurement).explanation.sentence == sentence


def test_explanation_names_inputs_basis_and_rounding():
    explanation = score(Measurement("positive", Decimal(10), Decimal(3), Decimal(1), "件")).explanation

    assert [str(given) for given in explanation.inputs] == ["目标值 3件", "实际值 1件", "分值 10分"]
    assert "财预〔2020〕10号" in explanation.basis
    assert explanation.rounding == "四舍五入，保留2位小数"
    assert explanation.needed_for_full == "实际值达到 3件 及以上"


def test_awarded_points_are_not_given_in_the_indicator_unit():
    explanation = score(Measurement("manual", Decimal(5), actual=Decimal(4), unit="件", parameters={"reason": "评审"}))

    assert str(explanation.explanation.inputs[0]) == "评定分 4分"


@pytest.mark.parametrize(
    "measurement",
    [measure(rule, *rows[0][2], **rows[0][3]) for rule, rows in CASES.items()] + [measure("nonsense", "5")],
    ids=lambda measurement: measurement.rule,
)
def test_explanation_survives_json(measurement):
    explanation = score(measurement).explanation

    stored = json.loads(json.dumps(explanation.as_json()))

    assert Explanation.from_json(stored) == explanation
    assert stored["sentence"] == explanation.sentence


@pytest.mark.parametrize(
    ("measurement", "warning"),
    [
        pytest.param(measure("positive", "5", "100", "-1"), "实际值小于 0，按 0 计分", id="negative"),
        pytest.param(measure("positive", "5", "0", "1"), "无法按比例计分", id="target zero"),
        pytest.param(measure("execution", "10", "100", "120"), "超过预算数", id="overspent"),
        pytest.param(measure("execution", "10", "0", "5"), "预算数为 0 而执行数大于 0", id="spent without budget"),
        pytest.param(measure("equal", "5", "8", "9"), "大于目标值", id="more than equal"),
    ],
)
def test_warning(measurement, warning):
    assert warning in "".join(score(measurement).explanation.warnings)


@pytest.mark.parametrize(
    ("ratio", "warnings"),
    [("在职人员控制率", ("在职人员数 -30 小于 0，按 0 计分。",)), ("变动率", ())],
)
def test_a_negative_numerator_is_warned_of_unless_a_change_is_meant(ratio, warnings):
    explanation = score(measure("formula", "5", ratio=ratio, numerator=-30, denominator=37)).explanation

    assert explanation.warnings == warnings


UPWARD, DOWNWARD = [{"min": 90, "percent": 100}], [{"max": 10, "percent": 100}]
DIRECTIONS = {
    "positive": (measure("positive", "5", "100", "90"), "≤<", "越高越好"),
    "threshold": (measure("positive_threshold", "5", "100", "90"), "≤<", "越高越好"),
    "linear": (measure("reverse_linear", "5", "100", "90"), "≥>", "越低越好"),
    "ratio": (measure("reverse_ratio", "5", "100", "90"), "≥>", "越低越好"),
    "step": (measure("reverse_step", "5", "100", "90"), "≥>", "越低越好"),
    "deduction over": (measure("step_deduction", "5", "100", "90"), "≥>", "越低越好"),
    "deduction under": (measure("step_deduction", "5", "100", "90", direction="under"), "≤<", "越高越好"),
    "bands upward": (measure("bands", "5", "90", "95", bands=UPWARD), "≤<", "越高越好"),
    "bands downward": (measure("bands", "5", "10", "5", bands=DOWNWARD), "≥>", "越低越好"),
    "bands of the scheme": (measure("bands", "5", "90", "95"), "≤<", "越高越好"),
    "usual rule of a ratio": (
        measure("formula", "5", "100", ratio="公用经费控制率", numerator=1, denominator=2),
        "≥>",
        "越低越好",
    ),
    "chosen rule of a ratio": (
        measure("formula", "5", "100", numerator=1, denominator=2, scored_by="reverse_linear"),
        "≥>",
        "越低越好",
    ),
    "equal": (measure("equal", "5", "100", "100"), "", ""),
    "interval": (measure("interval", "5", "100", "90", low=80, high=100), "", ""),
}


@pytest.mark.parametrize(("measurement", "contrary", "wish"), DIRECTIONS.values(), ids=DIRECTIONS)
def test_a_sign_against_the_rule_is_warned_of(measurement, contrary, wish):
    warned = {sign: "".join(score(replace(measurement, sign=sign)).explanation.warnings) for sign in ("", *"≥≤=><")}

    assert {sign for sign, warning in warned.items() if "方向相反" in warning} == set(contrary)
    assert all(f"“{sign}”" in warned[sign] and wish in warned[sign] for sign in contrary)


def test_a_good_score_has_no_warning():
    assert score(measure("positive", "5", "100", "96")).explanation.warnings == ()


@pytest.mark.parametrize("rule", ["positive", "positive_threshold", "equal"])
@pytest.mark.parametrize(("actual", "flagged"), [("119.99", False), ("120", True), ("500", True)])
def test_overfulfilment_is_flagged_from_the_threshold_on(rule, actual, flagged):
    result = score(measure(rule, "5", "100", actual), Conventions(overfulfilment=Overfulfilment(Decimal(120))))

    assert result.is_overfulfilled is flagged
    assert any("目标值是否偏低" in warning for warning in result.explanation.warnings) is flagged


def test_overfulfilment_is_not_flagged_without_a_threshold():
    assert not score(measure("positive", "5", "100", "500")).is_overfulfilled


def test_scores_with_one_decimal():
    result = score(measure("positive", "10", "3", "1"), Conventions(decimals=1))

    assert str(result.score) == "3.3"
    assert result.explanation.rounding == "四舍五入，保留1位小数"


def test_strict_equality_can_be_the_convention():
    strict = Conventions(equal_strict=True)

    assert score(measure("equal", "8", "8", "7"), strict).score == 0
    assert score(measure("equal", "8", "8", "7", strict=False), strict).score == 7


@pytest.mark.parametrize(("denominator", "figure"), [("year", "全年预算数"), ("initial", "年初预算数")])
def test_execution_names_the_budget_it_was_measured_against(denominator, figure):
    conventions = Conventions(execution_denominator=Denominator(denominator))

    explanation = score(measure("execution", "10", "150", "120"), conventions).explanation

    assert f"预算口径 {figure}" in map(str, explanation.inputs)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_is_described_and_its_example_works(rule):
    example = {**rule.example}
    figures = {name: Decimal(example.pop(name)) for name in ("points", "target", "actual") if name in example}

    result = score(Measurement(rule.name, **figures, unit=example.pop("unit", ""), parameters=example))

    assert result.outcome is Outcome.SCORED
    assert rule.title
    assert rule.basis
    assert rule.work.__doc__


def test_a_rule_name_is_registered_once():
    with pytest.raises(ValueError, match="positive"):
        registry.rule("positive", title="", basis="")(lambda case: case)
