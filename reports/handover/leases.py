"""Who works on a target: one worker at a time, for as long as its lease is renewed."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from ..models import Delivery, Target
from ..models.delivery import DeliveryQuerySet
from ..models.target import TargetQuerySet

LEASE = timedelta(minutes=10)
"""Longer than any file may take on its way (`places.limits`)."""


class LeaseLost(Exception):
    """Somebody else works on the target now."""


class Overtaken(Exception):
    """Something else is wanted of a delivery now than when it was begun."""


def take(target_pk: int) -> Target | None:
    """Take a target that nobody works on and return it."""
    now = timezone.now()
    free = Target.objects.free(now).filter(pk=target_pk, is_active=True)
    if not free.update(turn=F("turn") + 1, lease_until=now + LEASE):
        return None
    return Target.objects.get(pk=target_pk)


def renew(delivery: Delivery, target: Target) -> None:
    """Go on with a delivery.

    Raises:
        LeaseLost: somebody else does.
        Overtaken: something else is wanted.
    """
    if not _held(target).update(lease_until=timezone.now() + LEASE):
        raise LeaseLost
    if not _unchanged(delivery).exists():
        raise Overtaken


def keep(delivery: Delivery, **values: object) -> bool:
    """Keep what has become of a delivery; return whether that is still what is wanted."""
    return bool(_unchanged(delivery).update(**values))


def give_back(target: Target) -> None:
    """Let others work on it."""
    _held(target).update(lease_until=None)


def _held(target: Target) -> TargetQuerySet:
    return Target.objects.filter(pk=target.pk, turn=target.turn)


def _unchanged(delivery: Delivery) -> DeliveryQuerySet:
    return Delivery.objects.filter(pk=delivery.pk, wanted=delivery.wanted, attempts=delivery.attempts)
