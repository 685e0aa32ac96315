"""Asking for a hand-over: written in the transaction that publishes or withdraws, so that none is ever forgotten."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from departments import audit, clock
from departments.models import User

from ..models import Delivery, Edition, Target
from .delivering import work_soon
from .wanting import want


def order(edition: Edition) -> None:
    """Have a new edition handed over to every target that concerns its unit; the caller's transaction holds it."""
    targets = list(Target.objects.concerning(edition.evaluation.department))
    now = clock.now()
    Delivery.objects.bulk_create(Delivery(edition=edition, target=target, asked_at=now) for target in targets)
    work_soon(targets)


def order_again(editions: Iterable[Edition]) -> None:
    """Have the targets follow editions that were withdrawn or got a scan; the caller's transaction holds it."""
    found = Delivery.objects.filter(edition__in=list(editions)).select_related("target")
    targets = {delivery.target for delivery in found}
    want(found)
    work_soon(targets)


@transaction.atomic
def retry(delivery: Delivery, *, actor: User) -> None:
    """Have one target follow once more, at once (重新移交)."""
    want(Delivery.objects.filter(pk=delivery.pk))
    audit.record(delivery, actor=actor, action="delivery.retry")
    work_soon([delivery.target])


@transaction.atomic
def confirm_carried(delivery: Delivery, *, actor: User) -> None:
    """Keep that a person has carried the package over to the content system (登记人工移交)."""
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.DELIVERED, delivered_at=clock.now(), attempts=F("attempts") + 1, reason=""
    )
    audit.record(delivery, actor=actor, action="delivery.bring")


@transaction.atomic
def order_all(target: Target, *, actor: User) -> int:
    """Have everything handed over that a target concerns and has not got yet (补交); return how many editions."""
    editions = Edition.objects.public().exclude(deliveries__target=target).order_by("pk")
    if target.department:
        editions = editions.filter(evaluation__department__path__startswith=target.department.path)
    now = clock.now()
    rows = [Delivery(edition=edition, target=target, asked_at=now) for edition in editions.only("pk")]
    Delivery.objects.bulk_create(rows)
    audit.record(target, actor=actor, action="target.fill", comment=f"{len(rows)}个版次")
    work_soon([target])
    return len(rows)
