"""Every check proves itself on its own examples."""

from dataclasses import replace

import pytest

from reports.checks import CHECKS, Cost, Severity, run
from reports.checks.explaining import SAMPLE_CONTEXT
from reports.checks.registry import check
from tests.reports.snapshots import make_snapshot

PARTS = {
    *("basis", "profile", "goals", "budget", "management"),
    *("performance", "indicators", "projects", "problems", "results", "signature", "original"),
}
CONTEXT = SAMPLE_CONTEXT


def test_complete_evaluation_has_no_findings():
    assert run(make_snapshot(), CONTEXT) == ()


@pytest.mark.parametrize("entry", CHECKS.values(), ids=CHECKS.keys())
def test_bad_example_is_found_by_its_check_and_no_other(entry):
    assert {finding.check_id for finding in run(entry.bad(make_snapshot()), entry.knowing(CONTEXT))} == {entry.id}


@pytest.mark.parametrize("entry", CHECKS.values(), ids=CHECKS.keys())
def test_good_example_is_not_found(entry):
    assert run(entry.good(make_snapshot()), entry.knowing(CONTEXT)) == ()


@pytest.mark.parametrize("entry", CHECKS.values(), ids=CHECKS.keys())
def test_check_says_all_that_the_manual_needs(entry):
    assert all([entry.title.endswith("。"), entry.part, entry.basis, entry.explanation, entry.remedy])


@pytest.mark.parametrize("entry", CHECKS.values(), ids=CHECKS.keys())
def test_finding_names_a_part_of_the_entry_screens_and_says_what_to_do(entry):
    for finding in run(entry.bad(make_snapshot()), entry.knowing(CONTEXT)):
        assert finding.place.part in PARTS
        assert finding.message.endswith("。")
        assert finding.title == entry.title


def test_crashing_check_is_a_blocking_finding_and_hides_no_other(monkeypatch):
    def crash(snapshot, context):
        raise ZeroDivisionError

    monkeypatch.setitem(CHECKS, "A01", replace(CHECKS["A01"], function=crash))

    findings = run(replace(make_snapshot(), duties=()), CONTEXT)

    assert {finding.check_id for finding in findings} == {"SYS001", "C01-duties"}
    crashed = next(finding for finding in findings if finding.check_id == "SYS001")
    assert crashed.severity is Severity.BLOCK
    assert "A01" in crashed.message


def test_second_check_with_the_same_id_is_refused():
    with pytest.raises(ValueError, match="A01"):
        check("A01", Severity.HINT)(lambda snapshot, context: iter(()))


def test_at_least_thirty_checks_are_registered():
    assert len(CHECKS) >= 30


def test_administrator_decides_how_grave_a_finding_is():
    lenient = replace(CONTEXT, severities={"C01-duties": Severity.HINT})

    (finding,) = run(replace(make_snapshot(), duties=()), lenient)

    assert (finding.severity, finding.blocks) == (Severity.HINT, False)


@pytest.mark.parametrize(
    ("since", "until", "is_asked"),
    [
        pytest.param(None, None, True, id="always"),
        pytest.param(2022, 2022, True, id="this year alone"),
        pytest.param(2023, None, False, id="from next year on"),
        pytest.param(None, 2021, False, id="until last year"),
    ],
)
def test_check_is_asked_in_the_years_it_holds(monkeypatch, since, until, is_asked):
    monkeypatch.setitem(CHECKS, "C01-duties", replace(CHECKS["C01-duties"], since=since, until=until))

    assert bool(run(replace(make_snapshot(), duties=()), CONTEXT)) is is_asked


def test_only_checks_of_the_asked_cost_are_run(monkeypatch):
    monkeypatch.setitem(CHECKS, "C01-duties", replace(CHECKS["C01-duties"], cost=Cost.SLOW))
    broken = replace(make_snapshot(), duties=())

    assert [len(run(broken, CONTEXT, cost)) for cost in (None, Cost.SLOW, Cost.FAST)] == [1, 1, 0]
