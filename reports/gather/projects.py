"""The self-evaluations of the projects, as facts."""

from departments.figures import Line
from departments.models import Evaluation, Project
from indicators.models import ProjectFund
from indicators.projects import ProjectTree, load_projects
from indicators.schemes import Scheme, load
from indicators.services.scores import score_project

from ..snapshot import ApprovalFacts, FundFacts, GoalFacts, ProjectFacts
from .copying import copied
from .indicators import gather_indicators, gather_lines


def gather_projects(evaluation: Evaluation) -> tuple[ProjectFacts, ...]:
    """Return the evaluation's projects; none where the round has no scheme for them."""
    row = evaluation.scorecard.project_scheme
    if row is None:
        return ()
    scheme = load(row.content)
    return tuple(_project(project, scheme) for project in load_projects(evaluation))


def _project(project: ProjectTree, scheme: Scheme) -> ProjectFacts:
    row, scored = project.row, score_project(project, scheme.conventions)
    titles = {fund.key: fund.title for fund in scheme.form.fund_rows}
    return ProjectFacts(
        pk=row.pk,
        name=row.project.name,
        implementer=row.implementer,
        listed=_listed(row.project),
        total_fund=_total(project.total),
        funds=tuple(_fund(fund, titles) for fund in project.funds),
        goal=GoalFacts(row.goal_expected, row.goal_reached),
        approval=copied(ApprovalFacts, row.approval) if row.approval else None,
        adjustment_reason=row.adjustment_reason,
        execution_reason=row.execution_reason,
        indicators=gather_indicators(project.tree, scored),
        lines=gather_lines(scored),
        raw_total=scored.raw_total,
        total=scored.total,
        grade=scored.grade,
    )


def _fund(fund: ProjectFund, titles: dict[str, str]) -> FundFacts:
    title = titles.get(fund.source, fund.source)
    return FundFacts(fund.source, title, fund.initial, fund.adjusted, fund.executed)


def _listed(project: Project) -> FundFacts:
    return FundFacts("listed", "项目清单", project.initial, project.adjusted, project.executed)


def _total(line: Line) -> FundFacts:
    return FundFacts(line.category, line.name, line.initial, line.adjusted, line.executed)
