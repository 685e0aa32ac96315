"""One project seen as if it were all that is evaluated."""

from dataclasses import replace

from .facts import Snapshot
from .projects import ProjectFacts


def of_project(snapshot: Snapshot, project: ProjectFacts) -> Snapshot:
    """Return the snapshot with the project's scheme, goal, tree and scores in place of the whole department's.

    What asks or prints a tree needs not know whose it is.
    """
    return replace(
        snapshot,
        scheme=snapshot.project_scheme or snapshot.scheme,
        goal=project.goal,
        approval=project.approval,
        indicators=project.indicators,
        lines=project.lines,
        raw_total=project.raw_total,
        total=project.total,
        grade=project.grade,
        final=None,
        projects=(),
    )
