"""The first two levels of a tree, as the scheme prescribes them."""

from collections.abc import Sequence

from django.db import transaction

from departments.models import Evaluation, Project

from ..models import Indicator, ProjectEvaluation, ProjectFund
from ..schemes import Level
from ..schemes import Scheme as SchemeSpec
from .schemes import project_scheme_of


def plant(
    evaluation: Evaluation,
    levels: Sequence[Level],
    parent: Indicator | None = None,
    project: ProjectEvaluation | None = None,
) -> None:
    """Store the levels with everything below them."""
    for position, level in enumerate(levels):
        row = Indicator.objects.create(
            evaluation=evaluation,
            project_evaluation=project,
            parent=parent,
            position=position,
            name=level.name,
            points=level.points,
            rule=level.rule,
            is_leaf=bool(level.rule),
        )
        plant(evaluation, level.children, row, project)


@transaction.atomic
def plant_projects(evaluation: Evaluation) -> None:
    """Open the self-evaluation of every project that has none yet, where the round has a scheme for projects."""
    scheme = project_scheme_of(evaluation)
    if scheme is None:
        return
    for project in evaluation.projects.filter(self_evaluation=None):
        _plant_project(evaluation, project, scheme)


def _plant_project(evaluation: Evaluation, project: Project, scheme: SchemeSpec) -> None:
    row = ProjectEvaluation.objects.create(
        evaluation=evaluation, project=project, implementer=evaluation.department.name
    )
    sources = [fund.key for fund in scheme.form.entered_funds]
    ProjectFund.objects.bulk_create(
        ProjectFund(project_evaluation=row, source=source, position=position) for position, source in enumerate(sources)
    )
    plant(evaluation, scheme.levels, project=row)
