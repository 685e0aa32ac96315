"""What a finding says of itself."""

import pytest

from reports.checks import CHECKS, Severity
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_snapshot


@pytest.mark.parametrize(
    ("severity", "label"),
    [
        pytest.param(Severity.BLOCK, "阻断", id="block"),
        pytest.param(Severity.EXPLAIN, "需说明", id="explain"),
        pytest.param(Severity.HINT, "提示", id="hint"),
    ],
)
def test_severities_have_their_official_names(severity, label):
    assert severity.label == label


@pytest.mark.parametrize(
    ("identifier", "blocks"),
    [
        pytest.param("C01-duties", True, id="blocking"),
        pytest.param("C06", False, id="to be explained"),
        pytest.param("C10", False, id="hint"),
    ],
)
def test_only_blocking_findings_stop_the_report(identifier, blocks):
    entry = CHECKS[identifier]

    assert {finding.blocks for finding in entry.findings(entry.bad(make_snapshot()), CONTEXT)} == {blocks}
