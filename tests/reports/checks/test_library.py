"""The product's own checks of design find no fault with what the indicator library proposes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.library import KINDS, proposals
from indicators.schemes import preset, preset_names, preset_text
from reports.checks import CHECKS, classification, targets
from reports.snapshot import IndicatorFacts, SchemeFacts
from tests.indicators.library.branches import branches_of
from tests.indicators.library.measured import actual_of, parameters_of
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_branch, make_snapshot

MODULES = (classification.__name__, targets.__name__)
DESIGN = [entry for entry in CHECKS.values() if entry.function.__module__ in MODULES]
DESCRIBED = [CHECKS["C01-target"], CHECKS["C01-description"]]


def leaf_of(entry, path, pk):
    values = {name: getattr(entry, name) for name in ("name", "nature", "sign", "target_text", "unit", "rule")}
    values |= {name: getattr(entry, name) for name in ("standard", "source", "method", "target")}
    return IndicatorFacts(
        pk=pk,
        path=(*path, entry.name),
        points=Decimal(5),
        is_leaf=True,
        actual=actual_of(entry),
        parameters=parameters_of(entry),
        narrative="全年按计划推进。",
        approved_target=entry.target,
        approved_points=Decimal(5),
        **values,
    )


def snapshot_of(scheme, kind):
    """Return an evaluation whose branches hold everything that is proposed for them."""
    leaves = {
        path: [leaf_of(entry, path, pk) for pk, entry in enumerate(proposals(scheme, kind, path), start=1)]
        for path in branches_of(scheme)
    }
    branches = [make_branch(path, *rows) for path, rows in leaves.items()]
    facts = SchemeFacts(scheme.name, scheme.version, scheme.title, preset_text(scheme.name))
    return make_snapshot(scheme=facts, indicators=tuple(branches))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", preset_names())
def test_no_check_of_design_finds_fault_with_what_is_proposed(name, kind):
    snapshot = snapshot_of(preset(name), kind)

    faults = [fault.message for entry in (*DESIGN, *DESCRIBED) for fault in entry.function(snapshot, CONTEXT)]

    assert len(DESIGN) >= 11
    assert not faults


def test_the_checks_do_look_at_what_is_proposed():
    snapshot = snapshot_of(preset("hunan"), "street")
    broken = replace(snapshot, indicators=tuple(_without_units(root) for root in snapshot.indicators))

    assert list(CHECKS["Q12"].function(broken, CONTEXT))


def _without_units(node):
    return replace(node, unit="", children=tuple(map(_without_units, node.children)))
