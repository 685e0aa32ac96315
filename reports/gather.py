"""Reading one evaluation out of the database into a Snapshot; everything after this point reads the snapshot."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from departments.gather import gather_budget
from departments.models import Authority, Department, Evaluation, ManagementItem
from departments.ratios import budget_ratios
from indicators.models import Indicator, Scheme
from indicators.schemes import load
from indicators.scoring import ScoredNode, ScoredTree, score_tree
from indicators.tree import Branch, as_node, load_tree

from .models import Problem
from .snapshot import (
    AuthorityFacts,
    DepartmentFacts,
    DutyFacts,
    EvidenceFacts,
    GoalFacts,
    IndicatorFacts,
    LineFacts,
    ManagementFacts,
    MeasureFacts,
    OfficeFacts,
    ProblemFacts,
    SchemeFacts,
    Snapshot,
    StaffingFacts,
    SurveyFacts,
    TaskFacts,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from django.db.models import Model

Facts = TypeVar("Facts", bound="DataclassInstance")


def gather(evaluation: Evaluation) -> Snapshot:
    """Return everything about the evaluation as it is stored now, in a constant number of queries."""
    scheme = evaluation.scorecard.scheme
    conventions = load(scheme.content).conventions
    budget, tree = gather_budget(evaluation), load_tree(evaluation)
    scored = score_tree(as_node(tree, budget, conventions), conventions)
    return Snapshot(
        year=evaluation.cycle.year,
        department=_department(evaluation.department),
        scheme=_scheme(scheme),
        authorities=tuple(_authority(row.authority) for row in evaluation.citations.select_related("authority")),
        duties=tuple(DutyFacts(row.title, row.text) for row in evaluation.duties.all()),
        offices=tuple(OfficeFacts(row.name, row.text) for row in evaluation.offices.all()),
        staffing=_copy(StaffingFacts, evaluation.staffing),
        goal=_copy(GoalFacts, evaluation.goal),
        tasks=tuple(TaskFacts(row.title, row.result) for row in evaluation.yearly_tasks.all()),
        budget=budget,
        ratios=budget_ratios(budget),
        management=tuple(_management(row) for row in evaluation.management_items.all()),
        indicators=_indicators(tree, scored),
        lines=tuple(LineFacts(line.title, line.before, line.after, line.reason) for line in scored.lines),
        raw_total=scored.raw_total,
        total=scored.total,
        grade=scored.grade,
        sections=dict(evaluation.sections.values_list("key", "text")),
        problems=_problems(evaluation, tree),
        filled_by=evaluation.filled_by,
        head=evaluation.head,
        phone=evaluation.phone,
        completed_on=evaluation.completed_on,
    )


def _copy(kind: type[Facts], row: "Model") -> Facts:
    """Return the facts whose fields have the same names as the row's."""
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def _department(department: Department) -> DepartmentFacts:
    return DepartmentFacts(
        department.name,
        department.short_name,
        department.code,
        department.kind,
        tuple(department.aliases),
        department.index_code,
    )


def _scheme(scheme: Scheme) -> SchemeFacts:
    return SchemeFacts(scheme.name, scheme.version, scheme.title, scheme.content)


def _authority(authority: Authority) -> AuthorityFacts:
    return _copy(AuthorityFacts, authority)


def _management(row: ManagementItem) -> ManagementFacts:
    return ManagementFacts(row.topic, row.get_topic_display(), row.text, row.is_met, row.proof)


def _indicators(tree: Iterable[Branch], scored: ScoredTree) -> tuple[IndicatorFacts, ...]:
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
        explanation=node.result.explanation.as_json() if node.result else None,
        survey=_survey(row),
        evidence=tuple(EvidenceFacts(file.name, file.sha256) for file in row.evidence.all()),
    )


def _survey(row: Indicator) -> SurveyFacts | None:
    return _copy(SurveyFacts, row.survey) if hasattr(row, "survey") else None


def _problems(evaluation: Evaluation, tree: Iterable[Branch]) -> tuple[ProblemFacts, ...]:
    paths = {branch.indicator.pk: branch.path for root in tree for branch in root.walk()}
    rows = evaluation.problems.prefetch_related("indicators", "measures")
    return tuple(_problem(row, paths) for row in rows)


def _problem(row: Problem, paths: dict[int, tuple[str, ...]]) -> ProblemFacts:
    return ProblemFacts(
        row.title,
        row.text,
        tuple(paths[indicator.pk] for indicator in row.indicators.all() if indicator.pk in paths),
        tuple(MeasureFacts(measure.text, measure.office, measure.due_on) for measure in row.measures.all()),
    )
