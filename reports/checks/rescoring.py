"""What the rules of the scheme give for an indicator as it stands in the snapshot."""

from indicators.scoring import Measurement, Score, score
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, Snapshot


def rescored(snapshot: Snapshot, leaf: IndicatorFacts) -> Score:
    """Return the score that follows from the indicator's own figures."""
    measurement = Measurement(leaf.rule, leaf.points, leaf.target, leaf.actual, leaf.unit, leaf.parameters)
    return score(measurement, scheme_of(snapshot).conventions)
