"""Saying that a target has to follow once more; whoever works on it finds that something else is wanted now."""

from django.db.models import F

from departments.models import Evaluation

from ..models import Delivery, Target
from ..models.delivery import DeliveryQuerySet


def want(deliveries: DeliveryQuerySet) -> None:
    """Let deliveries begin anew."""
    deliveries.update(state=Delivery.State.WAITING, wanted=F("wanted") + 1, attempts=0, next_attempt=None, reason="")


def pages_of(evaluation: Evaluation) -> DeliveryQuerySet:
    """Return the deliveries by which the pages around a report are brought up to date, wherever they are."""
    known = Delivery.objects.filter(edition__evaluation=evaluation, target__form=Target.Form.PAGES)
    return known.exclude(state=Delivery.State.WAITING)
