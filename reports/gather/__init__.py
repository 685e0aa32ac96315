"""Reading one evaluation out of the database into a Snapshot; everything after this point reads the snapshot."""

from collections.abc import Iterable

from departments.gather import gather_budget
from departments.models import Authority, Department, Evaluation, ManagementItem
from departments.ratios import budget_ratios
from indicators.models import Scheme
from indicators.schemes import Scheme as SchemeSpec
from indicators.schemes import load
from indicators.scoring import score_tree
from indicators.services import approval_of
from indicators.tree import Branch, as_node, load_tree

from ..models import Problem, Rectification
from ..snapshot import (
    ApprovalFacts,
    AuthorityFacts,
    DepartmentFacts,
    DutyFacts,
    FreeFigureFacts,
    GoalFacts,
    ManagementFacts,
    MeasureFacts,
    OfficeFacts,
    ProblemFacts,
    RectificationFacts,
    SchemeFacts,
    Snapshot,
    StaffingFacts,
    TaskFacts,
)
from .attachments import gather_attachments
from .carried import gather_carried
from .copying import copied
from .final import gather_final
from .indicators import gather_indicators, gather_lines
from .last_year import gather_last_year
from .projects import gather_projects


def gather(evaluation: Evaluation) -> Snapshot:
    """Return everything about the evaluation as it is stored now, in a constant number of queries."""
    scheme = evaluation.scorecard.scheme
    spec = load(scheme.content)
    conventions = spec.conventions
    budget, tree = gather_budget(evaluation), load_tree(evaluation)
    scored = score_tree(as_node(tree, budget.total, conventions), conventions)
    return Snapshot(
        year=evaluation.cycle.year,
        department=_department(evaluation.department),
        scheme=_scheme(scheme),
        authorities=tuple(_authority(row.authority) for row in evaluation.citations.select_related("authority")),
        duties=tuple(DutyFacts(row.title, row.text) for row in evaluation.duties.all()),
        offices=tuple(OfficeFacts(row.name, row.text) for row in evaluation.offices.all()),
        staffing=copied(StaffingFacts, evaluation.staffing),
        goal=copied(GoalFacts, evaluation.goal),
        approval=_approval(evaluation),
        tasks=tuple(TaskFacts(row.title, row.result) for row in evaluation.yearly_tasks.all()),
        budget=budget,
        ratios=budget_ratios(budget),
        management=tuple(_management(row) for row in evaluation.management_items.all()),
        indicators=gather_indicators(tree, scored),
        lines=gather_lines(scored),
        raw_total=scored.raw_total,
        total=scored.total,
        grade=scored.grade,
        final=gather_final(evaluation, spec.review, scored.total),
        last_year=gather_last_year(evaluation),
        project_scheme=_project_scheme(evaluation),
        projects=gather_projects(evaluation),
        sections=dict(evaluation.sections.values_list("key", "text")),
        absences=dict(evaluation.absences.filter(is_stated=True).values_list("subject", "reason")),
        problems=_problems(evaluation, tree),
        rectifications=tuple(
            copied(RectificationFacts, row) for row in Rectification.objects.filter(evaluation=evaluation)
        ),
        attachments=gather_attachments(evaluation, _schemes(evaluation, spec)),
        carried=gather_carried(evaluation),
        free_figures=tuple(FreeFigureFacts(*row) for row in evaluation.free_figures.values_list("words", "source")),
        filled_by=evaluation.filled_by,
        head=evaluation.head,
        phone=evaluation.phone,
        completed_on=evaluation.completed_on,
    )


def _department(department: Department) -> DepartmentFacts:
    return DepartmentFacts(
        department.name,
        department.short_name,
        department.code,
        department.kind,
        tuple(department.aliases),
        department.index_code,
    )


def _approval(evaluation: Evaluation) -> ApprovalFacts | None:
    approval = approval_of(evaluation)
    return copied(ApprovalFacts, approval) if approval else None


def _project_scheme(evaluation: Evaluation) -> SchemeFacts | None:
    scheme = evaluation.scorecard.project_scheme
    return _scheme(scheme) if scheme else None


def _schemes(evaluation: Evaluation, spec: SchemeSpec) -> list[SchemeSpec]:
    projects = evaluation.scorecard.project_scheme
    return [spec, load(projects.content)] if projects else [spec]


def _scheme(scheme: Scheme) -> SchemeFacts:
    return SchemeFacts(scheme.name, scheme.version, scheme.title, scheme.content)


def _authority(authority: Authority) -> AuthorityFacts:
    return copied(AuthorityFacts, authority)


def _management(row: ManagementItem) -> ManagementFacts:
    return ManagementFacts(row.topic, row.get_topic_display(), row.text, row.is_met, row.proof)


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
