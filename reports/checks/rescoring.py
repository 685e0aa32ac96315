"""What the rules of the scheme give for an indicator as it stands in the snapshot."""

from dataclasses import replace

from indicators.scoring import Measurement, Mode, Outcome, Score, score
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, Snapshot


def rescored(snapshot: Snapshot, leaf: IndicatorFacts) -> Score:
    """Return the score that follows from the indicator's own figures, and from what a person says where they may."""
    result = score(_measurement(leaf), scheme_of(snapshot).conventions)
    return result if leaf.is_applicable else replace(result, score=None, outcome=Outcome.NOT_APPLICABLE)


def computed(snapshot: Snapshot, leaf: IndicatorFacts) -> Score:
    """Return what the rule gives, whatever a person says."""
    return score(_measurement(leaf), replace(scheme_of(snapshot).conventions, mode=Mode.LOCKED))


def _measurement(leaf: IndicatorFacts) -> Measurement:
    return Measurement(
        leaf.rule,
        leaf.points,
        leaf.target,
        leaf.actual,
        leaf.unit,
        leaf.parameters,
        own_score=leaf.own_score,
        own_reason=leaf.own_reason,
    )
