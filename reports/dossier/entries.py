"""The log of one evaluation exactly as it was sealed, so that whoever has the key can prove each entry."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from departments.models import Evaluation, Seal
from departments.services.sealing import CONTENT


def sealed_entries(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Yield every entry with its place in the chain, its moment of sealing and its digest, if it is sealed."""
    entries = list(evaluation.audit_entries.order_by("pk").values(*CONTENT))
    seals = {seal.entry_pk: seal for seal in Seal.objects.filter(entry_pk__in=[row["id"] for row in entries])}
    for row in entries:
        seal = seals.get(row["id"])
        kept = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        yield kept | {
            "seal_position": seal and seal.position,
            "sealed_at": seal and seal.sealed_at.isoformat(),
            "seal_digest": seal and seal.digest,
        }
