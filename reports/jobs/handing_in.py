"""Handing in, and what begins with it."""

from django.db import transaction

from departments.models import Evaluation, User

from ..services import submit
from .requests import request_check


@transaction.atomic
def hand_in(evaluation: Evaluation, *, actor: User, based_on: int | None = None) -> Evaluation:
    """Submit the evaluation and have the slow checks asked of what was submitted, so that reviewers find their result.

    Raises:
        Blocked: with every reason; StaleRow. Then no check is asked for.
    """
    submitted = submit(evaluation, actor=actor, based_on=based_on)
    request_check(submitted, actor=actor)
    return submitted
