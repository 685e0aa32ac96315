"""The number that the portal's page shows becomes part of the receipt (索引号回读)."""

from functools import partial

from django.db import transaction

from departments.services import store

from ..models import Receipt
from ..portal import write_pages_of
from .wanting import pages_of, want


@transaction.atomic
def take_number(receipt: Receipt, number: str) -> None:
    """Keep the number that was read, and let our pages say it."""
    receipt.index_number = number
    store(receipt, actor=None, fields=("index_number",))
    want(pages_of(receipt.delivery.edition.evaluation))
    transaction.on_commit(partial(write_pages_of, receipt.delivery.edition.evaluation), robust=True)
