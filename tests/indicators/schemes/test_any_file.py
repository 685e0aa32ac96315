import tomllib
from decimal import Decimal

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from indicators.schemes import SchemeError, load, preset_names, preset_text
from indicators.schemes.comparing import compare
from indicators.schemes.describing import describe
from indicators.schemes.writing import dump

LEAVES = st.booleans() | st.integers(-5, 200) | st.floats() | st.text(max_size=4) | st.sampled_from(["full", "text"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "key", "min", "points", "title"]), inner, max_size=3)
    ),
)


def places(value, path=()):
    """Return the path of everything in the file."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, entry in entries for place in places(entry, (*path, key)))]


@given(st.data())
def test_a_file_with_one_change_is_refused_or_written_back_the_same(data):
    values = tomllib.loads(preset_text(data.draw(st.sampled_from(preset_names()))))
    *way, last = data.draw(st.sampled_from(places(values)[1:]))
    table = values
    for step in way:
        table = table[step]
    table[last] = data.draw(VALUES)

    scheme = loaded(tomlkit.dumps(values))

    if scheme:
        assert load(dump(scheme)) == scheme
        assert not compare(scheme, load(dump(scheme)))
        assert describe(scheme)


@given(st.text())
def test_any_text_is_refused(text):
    assert loaded(text) is None


def loaded(text):
    """Return the scheme, None when it is refused with places and reasons."""
    try:
        return load(text)
    except SchemeError as error:
        refusal = error
    assert refusal.problems
    return None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"points = {'9' * 5000}", id="endless integer"),
        pytest.param("points = 1e99999999999999999999", id="exponent beyond all bounds"),
        pytest.param("points = 1e999999999", id="huge exponent"),
        pytest.param(f"points = {'[' * 3000}{']' * 3000}", id="endless nesting"),
        pytest.param('points = "10"', id="number in quotes"),
        pytest.param("points = nan", id="not a number"),
        pytest.param("points = 2022-12-31", id="a date"),
    ],
)
def test_numbers_that_nobody_can_reckon_with_are_refused(line):
    text = preset_text("donghu").replace("points = 40", line, 1)

    with pytest.raises(SchemeError) as refusal:
        load(text)

    assert refusal.value.problems[0].path in ("TOML", "levels[1].points")


def test_decimals_are_read_exactly():
    scheme = load(preset_text("donghu").replace("points = 40", "points = 40.0", 2))

    assert scheme.points_of("产出指标") == Decimal(40)
