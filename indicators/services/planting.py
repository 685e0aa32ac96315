"""The first two levels of a tree, as the scheme prescribes them."""

from collections.abc import Sequence

from django.db import transaction

from departments.models import Evaluation

from ..models import Indicator, ProjectEvaluation, ProjectFund
from ..schemes import Level
from .schemes import project_scheme_of


def plant(evaluation: Evaluation, levels: Sequence[Level], projects: Sequence[ProjectEvaluation | None]) -> None:
    """Store the levels with everything below them for each of `projects` (None is the whole department's tree).

    One statement per level of the tree, however many projects there are.
    """
    rows = [
        (level, _row(evaluation, level, place, project)) for project in projects for place, level in enumerate(levels)
    ]
    while rows:
        Indicator.objects.bulk_create(row for _, row in rows)
        rows = [
            (child, _row(evaluation, child, place, parent.project_evaluation, parent))
            for level, parent in rows
            for place, child in enumerate(level.children)
        ]


def _row(
    evaluation: Evaluation,
    level: Level,
    position: int,
    project: ProjectEvaluation | None,
    parent: Indicator | None = None,
) -> Indicator:
    return Indicator(
        evaluation=evaluation,
        project_evaluation=project,
        parent=parent,
        position=position,
        name=level.name,
        points=level.points,
        rule=level.rule,
        is_leaf=bool(level.rule),
    )


@transaction.atomic
def plant_projects(evaluation: Evaluation) -> None:
    """Open the self-evaluation of every project that has none yet, where the round has a scheme for projects."""
    scheme = project_scheme_of(evaluation)
    if scheme is None:
        return
    name = evaluation.department.name
    rows = [
        ProjectEvaluation(evaluation=evaluation, project=project, implementer=name)
        for project in evaluation.projects.filter(self_evaluation=None)
    ]
    ProjectEvaluation.objects.bulk_create(rows)
    sources = [fund.key for fund in scheme.form.entered_funds]
    ProjectFund.objects.bulk_create(
        ProjectFund(project_evaluation=row, source=source, position=position)
        for row in rows
        for position, source in enumerate(sources)
    )
    plant(evaluation, scheme.levels, rows)
