"""What a project's self-evaluation holds must not go with a row of the project list by mistake."""

from collections.abc import Sequence

from departments.models import Evaluation, Project
from departments.writes import Write

from ..models import ProjectEvaluation


class ProjectFilledIn(Exception):
    """A project is to be removed whose self-evaluation has been filled in; the text names it and says what to do."""

    def __init__(self, names: Sequence[str]) -> None:
        listed = "、".join(f"“{name}”" for name in names)
        super().__init__(
            f"项目{listed}已填写自评，不能在此删除。确需删除的，请在“项目自评”中打开该项目，连同自评一并删除。"
        )


def refuse_losing(evaluation: Evaluation, writes: Sequence[Write]) -> None:
    """Let a project go only together with what its self-evaluation holds; a condition of `save_screen`.

    Raises:
        ProjectFilledIn: a project is removed, and what has been filled in for it is not among the removals.
    """
    gone = [write.row for write in writes if write.is_removal]
    projects = [row.pk for row in gone if isinstance(row, Project)]
    if not projects:
        return
    named = [row.pk for row in gone if isinstance(row, ProjectEvaluation)]
    lost = evaluation.project_evaluations.filled_in().filter(project__in=projects).exclude(pk__in=named)
    names = list(lost.values_list("project__name", flat=True))
    if names:
        raise ProjectFilledIn(names)
