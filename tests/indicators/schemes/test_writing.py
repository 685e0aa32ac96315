import doctest
import tomllib
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.schemes import Attachment, Level, OutlineNode, load, preset, preset_names, preset_text, writing
from indicators.schemes.sentences import SENTENCES
from indicators.schemes.values import as_values
from indicators.schemes.writing import dump
from indicators.scoring import Band, Cap, Cutoff, Overfulfilment

TEXTS = st.text(min_size=1).map(str.strip).filter(bool)
FREE_KEYS = st.text(max_size=8)
PERCENTS = st.decimals(min_value=0, max_value=100, places=3)
POINTS = st.integers(1, 99).map(lambda share: (Decimal(share) / 10, Decimal(1000 - share) / 10))
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "version": st.integers(1, 9999),
        "basis": st.lists(TEXTS).map(tuple),
        "index_category": TEXTS | st.just(""),
        "text_limits": st.dictionaries(FREE_KEYS, st.integers(min_value=1), max_size=3),
        "wording": st.dictionaries(
            st.sampled_from(sorted(SENTENCES)),
            st.sampled_from(["得分{{ 总得分 }}。", "支出{{ 全年执行数|元:0 }}", "无"]),
        ),
        "attachments": st.lists(st.builds(Attachment, TEXTS, TEXTS), max_size=2).map(tuple),
    },
)
CONVENTIONS = st.fixed_dictionaries(
    {},
    optional={
        "decimals": st.sampled_from([1, 2]),
        "equal_strict": st.booleans(),
        "caps": st.sampled_from([(), (Cap(Decimal("0.5"), Decimal(60), Decimal("59.9")),)]),
        "overfulfilment": st.none() | st.builds(Overfulfilment, PERCENTS.map(lambda over: over + 101), PERCENTS),
        "bands": st.builds(lambda bound: (Band(bound, percent=Decimal(100), upward=False),), PERCENTS),
        "cutoffs": st.builds(lambda name: (Cutoff(name, Decimal("59.5")), Cutoff("其他", Decimal(0))), TEXTS),
    },
)


@pytest.mark.parametrize("name", preset_names())
def test_a_written_preset_reads_the_same(name):
    scheme = load(preset_text(name))

    assert load(dump(scheme)) == scheme


@pytest.mark.parametrize("name", preset_names())
def test_writing_twice_makes_no_difference(name):
    written = dump(preset(name))

    assert dump(load(written)) == written


@given(name=st.sampled_from(preset_names()), changes=CHANGES, conventions=CONVENTIONS)
def test_a_changed_preset_reads_the_same(name, changes, conventions):
    scheme = preset(name)
    changed = replace(scheme, conventions=replace(scheme.conventions, **conventions), **changes)

    assert load(dump(changed)) == changed


@given(POINTS)
def test_points_are_written_exactly(points):
    low, high = points
    scheme = replace(preset("donghu"), levels=(Level("产出", low, rule="execution"), Level("效益", high)), outline=())
    scheme = replace(scheme, outline=(OutlineNode("效益", "indicators", "effect", level="效益"),))

    assert load(dump(scheme)).levels == scheme.levels


def test_a_chapter_that_prints_no_points_says_so():
    scheme = replace(preset("donghu"), outline=(OutlineNode("产出情况", "indicators", "产出指标", level=""),))

    assert load(dump(scheme)) == scheme


def test_chapters_with_chapters_below_get_tables_of_their_own():
    assert "\n[[outline.children]]\n" in dump(preset("donghu"))


def test_every_field_of_a_scheme_is_written():
    scheme = preset("donghu")

    assert set(as_values(scheme)) == {field.name for field in fields(scheme)}


def test_numbers_are_plain():
    written = dump(replace(preset("donghu"), index_category=""))

    assert tomllib.loads(written)["levels"][0]["points"] == 10


def test_the_example_of_the_module_holds():
    assert doctest.testmod(writing).failed == 0
