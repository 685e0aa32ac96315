"""The self-evaluations of one evaluation's projects with their funds and trees, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from departments.figures import Line, total
from departments.models import Evaluation

from .models import ProjectEvaluation, ProjectFund
from .tree import Branch, load_project_trees


@dataclass(frozen=True)
class ProjectTree:
    """One project: what was entered, its funds by source, its indicators."""

    row: ProjectEvaluation
    funds: tuple[ProjectFund, ...]
    tree: tuple[Branch, ...]

    @property
    def total(self) -> Line:
        """The total row of the funds block (年度资金总额)."""
        return total_of(self.funds)


def total_of(funds: Iterable[ProjectFund]) -> Line:
    """Return the sum of the rows, unknown where one of them is; a row left wholly empty counts for nothing."""
    given = [fund for fund in funds if (fund.initial, fund.adjusted, fund.executed) != (None, None, None)]
    columns = ("initial", "adjusted", "executed")
    sums = (total(getattr(fund, column) for fund in given) if given else None for column in columns)
    return Line("total", "年度资金总额", *sums)


def sum_of_projects(projects: Iterable[ProjectTree]) -> Line:
    """Return what the projects add up to, unknown where one of them is."""
    totals = [project.total for project in projects]
    columns = ("initial", "adjusted", "executed")
    return Line("projects", "项目合计", *(total(getattr(line, column) for line in totals) for column in columns))


def load_projects(evaluation: Evaluation) -> tuple[ProjectTree, ...]:
    """Return the evaluation's projects in the order of its project list."""
    rows = list(evaluation.project_evaluations.select_related("project", "approval").prefetch_related("funds"))
    trees = load_project_trees(evaluation) if rows else {}
    return tuple(ProjectTree(row, tuple(row.funds.all()), trees.get(row.pk, ())) for row in rows)
