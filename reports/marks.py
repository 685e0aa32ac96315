"""Who may read what the review stages have said of single indicators."""

from collections.abc import Collection

from departments.models import Evaluation, Role
from departments.workflow import Status
from indicators.models import StageScore


def readable_marks(evaluation: Evaluation, roles: Collection[str]) -> list[StageScore]:
    """Return the stages' scores as far as somebody with `roles` may read them, in the order of the indicators.

    Reviewers and auditors read them at any time; the unit once the review is not under way any more.
    """
    if evaluation.status == Status.SUBMITTED and not {Role.REVIEWER, Role.AUDITOR} & set(roles):
        return []
    rows = evaluation.stage_scores.select_related("indicator__project_evaluation__project", "scored_by")
    return list(rows.order_by("stage", "indicator__project_evaluation", "indicator"))
