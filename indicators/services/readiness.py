"""What the goals still lack before they can be approved: points at every level, targets, units, rules."""

from collections.abc import Iterable, Iterator

from departments.models import Evaluation
from perfeval.lib.decimals import HUNDRED

from ..models import Indicator, ProjectEvaluation
from ..projects import load_projects
from ..scoring import Measurement, Node, points_gaps
from ..tree import EXECUTION, Branch, load_tree

UNITLESS = ("yes_no", "checklist")


def why_not_ready(evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None) -> tuple[str, ...]:
    """Return everything that stands against approving the goals of a project.

    Without one, of the whole department and of every project that has no approval yet.
    """
    if project_evaluation is not None:
        return tuple(_lacks(load_tree(evaluation, project_evaluation)))
    of_projects = (
        f"项目“{project.row.project.name}”：{lack}"
        for project in load_projects(evaluation)
        if project.row.approval_id is None
        for lack in _lacks(project.tree)
    )
    return (*_lacks(load_tree(evaluation)), *of_projects)


def _lacks(tree: Iterable[Branch]) -> Iterator[str]:
    branches = tuple(tree)
    root = Node("总分", HUNDRED, tuple(map(_as_approved, branches)))
    yield from (gap.message for gap in points_gaps(root))
    for row in (branch.indicator for first in branches for branch in first.walk()):
        if row.is_leaf and row.rule != EXECUTION and (missing := [*_missing(row)]):
            yield f"指标“{row.name}”缺少{'、'.join(missing)}，请补充。"


def _as_approved(branch: Branch) -> Node:
    """Return the branch with the points that are to be approved, adjustments left aside."""
    row = branch.indicator
    measurement = Measurement(row.rule, row.points) if row.is_leaf else None
    return Node(row.name, row.points, tuple(map(_as_approved, branch.children)), measurement)


def _missing(row: Indicator) -> Iterator[str]:
    if row.is_applicable and row.target is None and not row.target_text.strip():
        yield "年度指标值"
    if row.target is not None and not row.unit.strip() and row.rule not in UNITLESS:
        yield "计量单位"
    if not row.rule:
        yield "评分方法"
