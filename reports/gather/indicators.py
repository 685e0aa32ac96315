"""The indicator tree with its scores, as facts."""

from collections.abc import Iterable

from indicators.models import Indicator
from indicators.scoring import ScoredNode, ScoredTree
from indicators.tree import Branch

from ..snapshot import EvidenceFacts, IndicatorFacts, LineFacts, SurveyFacts
from .copying import copied


def gather_indicators(tree: Iterable[Branch], scored: ScoredTree) -> tuple[IndicatorFacts, ...]:
    """Return the tree with its scores and explanations."""
    results = {node.key: node for node in scored.root.walk()}
    return tuple(_indicator(branch, results) for branch in tree)


def _indicator(branch: Branch, results: dict[str, ScoredNode]) -> IndicatorFacts:
    row = branch.indicator
    node = results[str(row.pk)]
    measurement = node.node.measurement
    return IndicatorFacts(
        pk=row.pk,
        path=branch.path,
        name=row.name,
        points=row.effective_points,
        is_leaf=row.is_leaf,
        score=node.score,
        children=tuple(_indicator(child, results) for child in branch.children),
        nature=row.nature,
        sign=row.sign,
        target=measurement.target if measurement else None,
        target_text=row.target_text,
        approved_points=row.points,
        approved_target=row.target,
        adjustment_document=row.adjustment_document,
        unit=measurement.unit if measurement else row.unit,
        rule=row.rule,
        parameters=row.parameters,
        standard=row.standard,
        source=row.source,
        method=row.method,
        accuracy=row.accuracy,
        actual=measurement.actual if measurement else None,
        actual_text=row.actual_text,
        narrative=row.narrative,
        reason=row.reason,
        measure=row.measure,
        is_applicable=row.is_applicable,
        inapplicable_reason=row.inapplicable_reason,
        own_score=row.own_score,
        own_reason=row.own_reason,
        explanation=node.result.explanation.as_json() if node.result else None,
        survey=_survey(row),
        evidence=tuple(EvidenceFacts(file.name, file.sha256) for file in row.evidence.all()),
    )


def _survey(row: Indicator) -> SurveyFacts | None:
    return copied(SurveyFacts, row.survey) if hasattr(row, "survey") else None


def gather_lines(scored: ScoredTree) -> tuple[LineFacts, ...]:
    """Return the steps from the raw total to the final one."""
    return tuple(LineFacts(line.title, line.before, line.after, line.reason) for line in scored.lines)
