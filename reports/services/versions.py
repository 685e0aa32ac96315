"""Keeping what an evaluation looked like when it was handed in, so that later ones can be compared with it."""

from departments import clock
from departments.models import Evaluation, User
from departments.workflow import Action

from ..gather import gather
from ..models import Version
from ..snapshot import to_json


def keep_version(evaluation: Evaluation, action: Action, *, actor: User) -> Version:
    """Store the evaluation as it is now, inside the transaction of the step."""
    last = evaluation.versions.order_by("-number").values_list("number", flat=True).first()
    return Version.objects.create(
        evaluation=evaluation,
        number=(last or 0) + 1,
        action=action,
        at=clock.now(),
        actor=actor,
        snapshot=to_json(gather(evaluation)),
    )
