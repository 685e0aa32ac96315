import pytest

from reports.checks import Finding, Place, Severity
from reports.remaining import next_missing


def finding(part, row="", project="", severity=Severity.BLOCK):
    return Finding("C01", severity, "完整。", f"{part}{row}{project}", Place(part, row=row, project=project))


FINDINGS = [
    finding("profile"),
    finding("budget", severity=Severity.HINT),
    finding("indicators", "7"),
    finding("indicators", "7"),
    finding("indicators", "9"),
    finding("projects", project="3"),
    finding("projects", "8", "3"),
    finding("results"),
]


@pytest.mark.parametrize(
    ("after", "message"),
    [
        pytest.param(None, "profile", id="from nowhere"),
        pytest.param(Place("profile"), "indicators7", id="what does not block is passed over"),
        pytest.param(Place("indicators", row="7"), "indicators9", id="the next indicator"),
        pytest.param(Place("indicators", row="6"), "indicators7", id="from a complete indicator"),
        pytest.param(Place("indicators", row="9"), "projects3", id="from the last indicator to a project"),
        pytest.param(Place("projects", project="3"), "projects83", id="from a project to its indicator"),
        pytest.param(Place("management"), "indicators7", id="from a complete part"),
        pytest.param(Place("results"), "profile", id="from the end to the beginning"),
    ],
)
def test_the_next_missing_thing_lies_on_the_next_page(after, message):
    assert next_missing(FINDINGS, after).message == message


def test_the_same_page_comes_last():
    assert next_missing([finding("results")], Place("results")).message == "results"


def test_nothing_blocks():
    assert next_missing([finding("results", severity=Severity.EXPLAIN)]) is None
