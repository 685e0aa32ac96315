"""What the library proposes is real, complete, measurable and scored by the core."""

import re
from collections import Counter

import pytest

from departments.models import Department
from indicators.library import CATEGORIES, COMMON, KINDS, find_entry, shelf, why_unserved
from indicators.models import Indicator
from indicators.scoring import Outcome, score
from tests.indicators.library.measured import POINTS, measurement_of

ENTRIES = [entry for kind in (*KINDS, COMMON) for entry in shelf(kind)]
COSTS = ("cost", "social_cost", "ecological_cost")
GROUPS = ("quantity", "quality", "timeliness", "economic", "social", "ecological", "sustainable", "satisfaction")

every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_more_than_enough_of_its_own(kind):
    found = Counter(entry.category for entry in shelf(kind))

    assert sum(found.values()) >= 50
    assert all(found[group] >= 3 for group in (*GROUPS, "cost"))
    assert all(found[group] >= 1 for group in COSTS)


def test_each_kind_of_unit_is_served_or_told_why_not():
    kinds = {kind for kind in Department.Kind.values if shelf(kind)}

    assert kinds == set(KINDS)
    assert {kind for kind in Department.Kind.values if why_unserved(kind)} == set(Department.Kind.values) - kinds


def test_keys_and_names_occur_once_in_the_whole_library():
    assert max(Counter(entry.key for entry in ENTRIES).values()) == 1
    assert max(Counter(entry.name for entry in ENTRIES).values()) == 1


@every_entry
def test_entry_is_found_by_its_key(entry):
    assert find_entry(entry.key) is entry


def test_unknown_key_is_no_entry():
    with pytest.raises(KeyError):
        find_entry("street-nothing")


@every_entry
def test_entry_scores_with_its_example_target_and_a_plausible_actual(entry):
    result = score(measurement_of(entry))

    assert result.outcome is Outcome.SCORED, result.explanation.sentence
    assert 0 <= result.score <= POINTS


@pytest.mark.parametrize(
    ("key", "points"),
    [
        pytest.param("street-subsistence-people", "4.50", id="pro rata"),
        pytest.param("street-window-days", "4.50", id="a tenth over the limit"),
        pytest.param("street-straw-fires", "5.00", id="none happened"),
        pytest.param("school-home-and-school", "3.33", id="two of three points hold"),
        pytest.param("common-procurement-executed", "4.60", id="a ratio from two figures"),
        pytest.param("common-staff-control", "5.00", id="fewer people than posts"),
    ],
)
def test_entries_score_as_their_standard_says(key, points):
    assert str(score(measurement_of(find_entry(key))).score) == points


@every_entry
def test_entry_fits_into_the_form(entry):
    names = ("name", "nature", "sign", "target", "target_text", "unit", "rule", "standard", "source", "method")
    row = Indicator(points=POINTS, parameters=entry.parameters, **{name: getattr(entry, name) for name in names})

    row.clean_fields(exclude=["evaluation", "project_evaluation", "parent", "token"])


@every_entry
def test_entry_says_where_its_figure_comes_from_and_how(entry):
    assert len(entry.source) >= 4
    assert len(entry.method) >= 5
    assert entry.standard.endswith("。")
    assert entry.name not in (entry.source, entry.method)


@every_entry
def test_entry_belongs_to_its_category(entry):
    is_rate = bool(re.search("率$|占比$|比率$", entry.name))
    about_time = bool(re.search("按时|及时|按期|时限|时长|用时|前完工|课前|日产日清", entry.name))
    about_money = bool(re.search("元", entry.unit))

    assert entry.category in CATEGORIES
    assert not (entry.category == "quantity" and (is_rate or entry.unit == "%" or about_time or about_money))
    assert not (entry.category == "quality" and about_time)
    assert not (entry.category == "timeliness" and not about_time)
    assert entry.category != "cost" or (about_money and entry.sign == "≤")
    assert entry.category not in COSTS or entry.sign in ("≤", "=")
    assert ("满意度" in entry.name) == (entry.category == "satisfaction")


@every_entry
def test_rates_are_measured_in_percent(entry):
    if entry.name.endswith(("率", "占比")) and entry.rule != "formula":
        assert entry.unit == "%"


def test_what_the_law_forbids_as_a_target_is_left_out():
    assert not [entry.name for entry in ENTRIES if re.search("罚款|罚没|处罚案件数|升学率", entry.name)]
