"""Ending visits: by leaving the page, by a step of the workflow, by half an hour without a change."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from .. import clock, visits
from ..models import Evaluation, VisitChange

IDLE = timedelta(minutes=30)
KEPT = timedelta(days=30)


@transaction.atomic
def end_visits(evaluation: Evaluation, key: str = "") -> int:
    """Log what is still open of the visit with this key, or of all visits to the evaluation; return the entries."""
    Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    changes = evaluation.visit_changes.all()
    return visits.log(changes.filter(visit=key) if key else changes)


def end_idle_visits() -> int:
    """Log the visits that nobody has ended, and forget what was logged long ago; return the entries."""
    now = clock.now()
    keys = VisitChange.objects.filter(is_logged=False).values("evaluation", "visit").annotate(last=Max("at"))
    idle = keys.filter(last__lt=now - IDLE).values_list("evaluation", "visit")
    ended = sum(end_visits(Evaluation(pk=pk), key) for pk, key in list(idle))
    VisitChange.objects.filter(is_logged=True, at__lt=now - KEPT).delete()
    return ended
