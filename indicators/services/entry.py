"""Saving what scores depend on."""

from collections.abc import Sequence

from django.db import transaction

from departments.models import Evaluation, Project, User
from departments.services import save_screen
from departments.writes import Write

from .keeping import keep_to_approval
from .planting import plant_projects
from .projects import refuse_losing
from .rescoring import Comparison
from .scores import rescore


@transaction.atomic
def save_and_rescore(evaluation: Evaluation, writes: Sequence[Write], *, actor: User) -> Comparison | None:
    """Store a screen and the scores that follow from it, and return these; None where there was nothing to store.

    Raises:
        Locked, Collision, StaleRows: as `save_screen` does; then nothing has changed.
        GoalsApproved: approved goals would change.
        ProjectFilledIn: a project would take along what its self-evaluation says.
    """
    save_screen(evaluation, writes, actor=actor, conditions=(refuse_losing, keep_to_approval))
    if any(isinstance(write.row, Project) for write in writes):
        plant_projects(evaluation)
    return rescore(evaluation, actor=actor) if writes else None
