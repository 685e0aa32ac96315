"""What the rules of the scheme give for an indicator as it stands in the snapshot."""

from dataclasses import replace

from indicators.scoring import Mode, Outcome, Score, score
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, Snapshot

KEPT = "rescored"


def rescored(snapshot: Snapshot, leaf: IndicatorFacts) -> Score:
    """Return the score that follows from the indicator's own figures, and from what a person says where they may.

    Several checks ask for it: it is kept with the snapshot and, as examples change an indicator, with the very object.
    """
    kept: dict[int, tuple[IndicatorFacts, Score]] = vars(snapshot).setdefault(KEPT, {})
    if id(leaf) not in kept:
        kept[id(leaf)] = (leaf, _rescored(snapshot, leaf))
    return kept[id(leaf)][1]


def _rescored(snapshot: Snapshot, leaf: IndicatorFacts) -> Score:
    result = score(leaf.measurement, scheme_of(snapshot).conventions)
    return result if leaf.is_applicable else replace(result, score=None, outcome=Outcome.NOT_APPLICABLE)


def computed(snapshot: Snapshot, leaf: IndicatorFacts) -> Score:
    """Return what the rule gives, whatever a person says."""
    return score(leaf.measurement, replace(scheme_of(snapshot).conventions, mode=Mode.LOCKED))
