"""What is shown of an indicator's proofs: those that are there, those that were removed, those in quarantine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from departments.models import AuditEntry, User

from .models import Evidence, Indicator, QuarantinedFile


@dataclass(frozen=True)
class Removed:
    """The trace of a proof that was taken away."""

    name: str
    size: int
    sha256: str
    actor: User | None
    at: datetime
    reason: str


@dataclass(frozen=True)
class Proofs:
    """Everything that was ever uploaded for one indicator."""

    kept: Sequence[Evidence]
    quarantined: Sequence[QuarantinedFile]
    removed: Sequence[Removed]


def load_proofs(indicator: Indicator) -> Proofs:
    """Return the proofs of one indicator, in three queries."""
    return Proofs(
        list(indicator.evidence.select_related("uploaded_by")),
        list(indicator.quarantined_files.select_related("uploaded_by")),
        [_trace(entry) for entry in _removals(indicator)],
    )


def _removals(indicator: Indicator) -> Sequence[AuditEntry]:
    entries = AuditEntry.objects.filter(evaluation=indicator.evaluation_id, action="evidence.remove")
    return list(entries.filter(changes__indicator__0=indicator.pk).select_related("actor"))


def _trace(entry: AuditEntry) -> Removed:
    name, size, sha256 = (entry.changes[field][0] for field in ("name", "size", "sha256"))
    return Removed(name, size, sha256, entry.actor, entry.at, entry.comment)
