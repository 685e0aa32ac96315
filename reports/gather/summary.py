"""Reading what a summary sets side by side, some units at a time, so that memory holds for a whole province."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from departments.figures import Line, ProjectFigure
from departments.figures import total as sum_of
from departments.gather import gather_budget
from departments.models import Cycle, Department, Evaluation
from departments.tree import Node, in_order
from departments.workflow import EDITABLE, STATUS_NAMES, Status
from indicators.models import Indicator
from indicators.tree import Branch, grow

from ..summary import LevelScore, UnitFacts

AT_ONCE = 200


def gather_units(department: Department, cycle: Cycle) -> tuple[UnitFacts, ...]:
    """Return the department and everything below it in the order of the tree, each with its evaluation of the round.

    A unit that is not active any more, and a district as such, are there only with an evaluation. Scores are the stored
    ones, which every change of an evaluation brings up to date.
    """
    covered = Department.objects.filter(path__startswith=department.path)
    filing = set(Evaluation.objects.filter(department__in=covered, cycle=cycle).values_list("department", flat=True))
    nodes = [node for node in in_order(covered) if node.department.pk in filing or _has_to_file(node.department)]
    top = min((node.depth for node in nodes), default=0)
    blocks = (nodes[start : start + AT_ONCE] for start in range(0, len(nodes), AT_ONCE))
    return tuple(unit for block in blocks for unit in _units(block, cycle, top))


def _units(nodes: Sequence[Node], cycle: Cycle, top: int) -> Iterator[UnitFacts]:
    evaluations = {row.department_id: row for row in _evaluations([node.department for node in nodes], cycle)}
    return (_unit(node.department, node.depth - top, evaluations.get(node.department.pk)) for node in nodes)


def _has_to_file(department: Department) -> bool:
    return department.is_active and department.kind != Department.Kind.DISTRICT


def _evaluations(departments: Collection[Department], cycle: Cycle) -> QuerySet[Evaluation]:
    whole = Indicator.objects.whole().only(
        "evaluation", "parent", "name", "points", "adjusted_points", "is_leaf", "is_applicable", "score", "position"
    )
    rows = Evaluation.objects.filter(department__in=departments, cycle=cycle)
    return (
        rows.select_related("scorecard__scheme", "budget")
        .defer("scorecard__scheme__content")
        .prefetch_related("budget_lines", "adjustments", "projects", Prefetch("indicators", whole))
    )


def _unit(department: Department, depth: int, evaluation: Evaluation | None) -> UnitFacts:
    if evaluation is None:
        return UnitFacts(department.pk, department.name, depth, department.code)
    budget, card = gather_budget(evaluation), evaluation.scorecard
    return UnitFacts(
        pk=department.pk,
        name=department.name,
        depth=depth,
        code=department.code,
        evaluation=evaluation.pk,
        status=STATUS_NAMES[Status(evaluation.status)],
        is_filed=evaluation.status not in EDITABLE,
        scheme=card.scheme.title,
        total=budget.total,
        project_line=budget.line("project"),
        projects=_project_sum(budget.projects),
        project_count=len(budget.projects),
        score=card.total,
        grade=card.grade,
        final=card.final_total,
        levels=tuple(_levels(evaluation)),
        approved_on=_day(evaluation.approved_at),
        published_on=_day(evaluation.published_at),
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _project_sum(projects: tuple[ProjectFigure, ...]) -> Line | None:
    if not projects:
        return None
    columns = ([getattr(project, name) for project in projects] for name in ("initial", "adjusted", "executed"))
    return Line("projects", "各项目合计", *map(sum_of, columns))


def _levels(evaluation: Evaluation) -> Iterator[LevelScore]:
    """Yield level one with the sum of the stored scores below it."""
    for root in grow(evaluation.indicators.all()):
        yield LevelScore(root.indicator.name, root.indicator.effective_points, sum_of(_scores(root)))


def _scores(root: Branch) -> list[Decimal | None]:
    leaves = (branch.indicator for branch in root.walk() if branch.indicator.is_leaf)
    return [leaf.score for leaf in leaves if leaf.is_applicable]
