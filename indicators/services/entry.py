"""Saving what scores depend on."""

from collections.abc import Sequence

from django.db import transaction

from departments.models import Evaluation, User
from departments.services import save_screen
from departments.writes import Write

from .keeping import keep_to_approval
from .planting import plant_projects
from .projects import refuse_losing
from .scores import rescore


@transaction.atomic
def save_and_rescore(evaluation: Evaluation, writes: Sequence[Write], *, actor: User) -> None:
    """Store a screen and the scores that follow from it.

    Raises:
        Locked, Collision, StaleRows: as `save_screen` does; then nothing has changed.
        GoalsApproved: approved goals would change.
        ProjectFilledIn: a project would take along what its self-evaluation says.
    """
    refuse_losing(evaluation, writes)
    keep_to_approval(evaluation, writes)
    save_screen(evaluation, writes, actor=actor)
    if writes:
        plant_projects(evaluation)
        rescore(evaluation, actor=actor)
