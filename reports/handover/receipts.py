"""Receipts of a portal (移交回执): entered by a person, or read from the page that the portal shows."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from departments import clock
from departments.models import User
from departments.services import store

from ..models import Delivery, Receipt
from ..portal import write_pages_of
from .delivering import work_soon
from .wanting import pages_of, want


@transaction.atomic
def enter_receipt(receipt: Receipt, *, actor: User) -> Receipt:
    """Store what the portal has answered; its page is read back at once, and our own pages say the number."""
    receipt.entered_by, receipt.entered_at = actor, clock.now()
    store(receipt, actor=actor, fields=("index_number", "received_on", "page_address"))
    Receipt.objects.filter(pk=receipt.pk).update(entered_by=actor, entered_at=receipt.entered_at)
    delivery = Delivery.objects.select_related("target", "edition__evaluation").get(pk=receipt.delivery_id)
    state, again = Delivery.State, timezone.now() if receipt.page_address else None
    if delivery.is_manual and not delivery.is_there:
        Delivery.objects.filter(pk=delivery.pk).update(state=state.DELIVERED, delivered_at=clock.now())
    there = Delivery.objects.filter(pk=delivery.pk, state__in=(state.DELIVERED, state.VERIFIED, state.DIFFERS))
    there.update(state=state.DELIVERED, next_attempt=again, reason="", checks=0)
    transaction.on_commit(partial(write_pages_of, delivery.edition.evaluation), robust=True)
    pages = pages_of(delivery.edition.evaluation)
    work_soon({delivery.target, *(page.target for page in pages.select_related("target"))})
    want(pages)
    return receipt
