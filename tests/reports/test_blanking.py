"""A half-finished evaluation can always be previewed, checked and viewed."""

from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks import Context, run
from reports.document.compose import compose
from reports.public_view import public_view
from tests.reports.blanking import blankings
from tests.reports.snapshots import make_adjustment, make_budget, make_snapshot

FULL = make_snapshot(budget=make_budget(adjustments=(make_adjustment(),)))
EDITS = dict(blankings(FULL))
CONTEXT = Context(date(2023, 6, 30))


def assert_everything_works(snapshot):
    compose(snapshot)
    public_view(snapshot)
    assert "SYS001" not in {finding.check_id for finding in run(snapshot, CONTEXT)}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_snapshot_without_one_fact_is_composed_and_checked(edit):
    assert_everything_works(edit(FULL))


@given(st.sets(st.sampled_from(sorted(EDITS)), max_size=25))
def test_snapshot_without_many_facts_is_composed_and_checked(places):
    assert_everything_works(reduce(lambda snapshot, place: EDITS[place](snapshot), sorted(places), FULL))
