"""The 28 mistakes of the published report are found, each in its line, and hardly anything else is said.

`findings.toml` says of every finding which mistake it shows, or that it shows a further true fault; what it does not
list is a false alarm.
"""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from reports.checks import Context
from reports.reader.proofread import proofread
from tests.reports.reader.seed import needs_seed, seed_text

TABLE = tomllib.loads(Path(__file__).with_name("findings.toml").read_text(encoding="utf-8"))
MOST_FALSE_ALARMS = 3

pytestmark = needs_seed


@pytest.fixture(scope="module")
def found():
    proof = proofread(seed_text(), Context(date(2023, 6, 30)))
    return {(finding.id, finding.line) for finding in proof.findings}


@pytest.mark.parametrize("mistake", TABLE["mistake"], ids=lambda mistake: f"{mistake['number']} {mistake['what']}")
def test_mistake_is_found_in_its_line(found, mistake):
    wanted = {(identifier, line) for identifier, lines in mistake["findings"].items() for line in lines}

    assert wanted
    assert wanted <= found


def test_all_mistakes_of_the_list_are_in_the_table():
    assert [mistake["number"] for mistake in TABLE["mistake"]] == list(range(1, 29))


def test_hardly_anything_else_is_said(found):
    listed = {
        (identifier, line)
        for entry in (*TABLE["mistake"], *TABLE["further"])
        for identifier, lines in entry["findings"].items()
        for line in lines
    }
    false_alarms = found - listed

    assert len(false_alarms) <= MOST_FALSE_ALARMS, sorted(false_alarms)


def test_table_lists_nothing_that_is_not_found(found):
    listed = Counter(
        (identifier, line)
        for entry in (*TABLE["mistake"], *TABLE["further"])
        for identifier, lines in entry["findings"].items()
        for line in lines
    )

    assert set(listed) <= found
    assert [place for place, count in listed.items() if count > 1] == []
