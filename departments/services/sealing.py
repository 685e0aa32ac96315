"""Sealing the log: entries are written without a hash, so that nobody waits; here they are chained in order."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .. import anchors, chain
from ..anchors import Head
from ..models import AuditEntry, Seal
from ..models.audit import AuditEntryQuerySet

AT_ONCE = 1000
CONTENT = (
    *(
        "id",
        "at",
        "actor_id",
        "on_behalf_of_id",
        "action",
        "object_type",
        "object_pk",
        "object_label",
        "object_version",
    ),
    *("department_id", "evaluation_id", "changes", "comment"),
)


def key() -> bytes:
    """Return the key of the chain, which no database holds."""
    return settings.AUDIT_KEY.encode()


def unsealed() -> AuditEntryQuerySet:
    """Return the entries that no seal knows yet, the oldest first."""
    return AuditEntry.objects.exclude(Exists(Seal.objects.filter(entry_pk=OuterRef("pk")))).order_by("pk")


def log_head() -> Head:
    """Return how far the log is sealed."""
    last = Seal.objects.order_by("-position").first()
    return Head(last.position, last.digest) if last else Head(0, chain.genesis(key()))


def seal_log() -> int:
    """Seal what is not sealed yet and write the head down outside the database; return how many entries.

    An entry that is committed late, with a lower number than others that are sealed, takes the next place of the chain.
    """
    sealed = 0
    while step := _seal_some():
        sealed += step
    head = log_head()
    if head.count and anchors.latest() != head:
        anchors.append(head)
    return sealed


@transaction.atomic
def _seal_some() -> int:
    """Add the next links; the first one is the lock under which only one process does so."""
    if not unsealed().exists():
        return 0
    Seal.objects.get_or_create(position=0, defaults={"sealed_at": timezone.now(), "digest": chain.genesis(key())})
    Seal.objects.select_for_update().get(position=0)
    last, now = log_head(), timezone.now()
    seals = []
    for content in unsealed().values(*CONTENT)[:AT_ONCE]:
        last = Head(last.count + 1, chain.link(key(), last.digest, last.count + 1, now, content))
        seals.append(Seal(position=last.count, entry_pk=content["id"], sealed_at=now, digest=last.digest))
    Seal.objects.bulk_create(seals)
    return len(seals)
