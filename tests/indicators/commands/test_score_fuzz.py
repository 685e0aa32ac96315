import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.schemes import preset, preset_names
from indicators.scoresheet import SheetError, score_sheet
from indicators.scoresheet.reading import OWN_KEYS
from indicators.scoring import RULES

SETTINGS = {parameter.name for rule in RULES.values() for parameter in rule.parameters}
WORDS = [
    "",
    "—",
    "是",
    "≥50个",
    "150万元",
    "100百分比",
    "达成预期指标",
    "full",
    "max",
    "pro_rata",
    "9" * 40,
    "1e40",
    "0/0",
]
NUMBERS = st.integers() | st.floats() | st.decimals(places=3).map(str) | st.integers(0, 120)
PLAIN = st.none() | st.booleans() | NUMBERS | st.sampled_from([*WORDS, *RULES]) | st.text(max_size=5)
KEYS = st.sampled_from(["min", "max", "percent", "score", "name", "done", "points", *SETTINGS]) | st.text(max_size=3)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))
MEASUREMENTS = st.fixed_dictionaries(
    {"id": st.integers(0, 3) | VALUES, "rule": st.sampled_from(list(RULES)) | PLAIN, "points": NUMBERS | VALUES},
    optional=dict.fromkeys(["target", "actual", "numerator", "denominator"], NUMBERS | VALUES)
    | dict.fromkeys([*SETTINGS - {"numerator", "denominator"}, "unit", "name", "applicable"], VALUES),
)
NODES = st.recursive(
    MEASUREMENTS,
    lambda inner: st.fixed_dictionaries(
        {"name": VALUES, "points": NUMBERS}, optional={"children": st.lists(inner, max_size=3)}
    ),
    max_leaves=6,
)
SHEETS = st.fixed_dictionaries(
    {},
    optional={
        "scheme": st.sampled_from(preset_names()) | VALUES,
        "measurements": st.lists(MEASUREMENTS, max_size=4) | VALUES,
        "tree": st.lists(NODES, max_size=4) | VALUES,
    },
)
DIGITS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=6).map(str)


def answered(text):
    """Return the scores, or nothing for a sheet that is refused with places and reasons."""
    try:
        return score_sheet(text, lambda name: preset(name).conventions)
    except SheetError as error:
        refusal = error
    assert refusal.problems
    assert all(problem.path and problem.message for problem in refusal.problems)
    return None


@given(SHEETS | VALUES)
def test_any_json_is_scored_or_refused(sheet):
    answered(json.dumps(sheet))


@given(st.text())
def test_any_text_is_scored_or_refused(text):
    answered(text)


@pytest.mark.parametrize("rule", RULES)
@given(st.data())
def test_any_settings_of_a_rule_are_scored_or_refused(rule, data):
    figures = data.draw(st.dictionaries(st.sampled_from(["target", "actual"]), DIGITS))
    own = [parameter.name for parameter in RULES[rule].parameters]
    settings = data.draw(st.dictionaries(st.sampled_from(own), DIGITS | VALUES)) if own else {}
    measurement = {**RULES[rule].example, **figures, **settings, "id": 1, "rule": rule}

    found = answered(json.dumps({"measurements": [measurement]}))

    score = found and found["scores"][0]["score"]
    assert score is None or 0 <= Decimal(score) <= Decimal(measurement["points"])


def test_no_setting_of_a_rule_hides_behind_a_key_of_the_sheet():
    assert not SETTINGS & OWN_KEYS
