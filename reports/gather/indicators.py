"""The indicator tree with its scores, as facts."""

from collections.abc import Iterable

from indicators.models import Indicator
from indicators.scoring import ScoredNode, ScoredTree
from indicators.tree import Branch

from ..snapshot import EvidenceFacts, IndicatorFacts, LineFacts, SurveyFacts
from .copying import copied

AS_STORED = (
    "pk",
    "name",
    "is_leaf",
    "nature",
    "sign",
    "target_text",
    "adjustment_document",
    "rule",
    "parameters",
    "standard",
    "source",
    "method",
    "accuracy",
    "actual_text",
    "narrative",
    "reason",
    "measure",
    "is_applicable",
    "inapplicable_reason",
    "own_score",
    "own_reason",
)


def gather_indicators(tree: Iterable[Branch], scored: ScoredTree) -> tuple[IndicatorFacts, ...]:
    """Return the tree with its scores and explanations."""
    results = {node.key: node for node in scored.root.walk()}
    return tuple(_indicator(branch, results) for branch in tree)


def _indicator(branch: Branch, results: dict[str, ScoredNode]) -> IndicatorFacts:
    row = branch.indicator
    node = results[str(row.pk)]
    measurement = node.node.measurement
    return IndicatorFacts(
        **{name: getattr(row, name) for name in AS_STORED},
        path=branch.path,
        points=row.effective_points,
        score=node.score,
        children=tuple(_indicator(child, results) for child in branch.children),
        target=measurement.target if measurement else None,
        approved_points=row.points,
        approved_target=row.target,
        unit=measurement.unit if measurement else row.unit,
        actual=measurement.actual if measurement else None,
        explanation=node.result.explanation.as_json() if node.result else None,
        survey=_survey(row),
        evidence=tuple(EvidenceFacts(file.name, file.sha256) for file in row.evidence.all()),
    )


def _survey(row: Indicator) -> SurveyFacts | None:
    return copied(SurveyFacts, row.survey) if hasattr(row, "survey") else None


def gather_lines(scored: ScoredTree) -> tuple[LineFacts, ...]:
    """Return the steps from the raw total to the final one."""
    return tuple(LineFacts(line.title, line.before, line.after, line.reason) for line in scored.lines)
