"""The whole history of an evaluation, as far as somebody may read it, and its versions."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from departments.models import Evaluation, Role
from departments.models.audit import AuditEntryQuerySet
from departments.workflow import Status

from .gather import gather
from .snapshot import Snapshot, from_json

REVIEW_ONLY = ("indicators.StageScore", "departments.StageDecision")
"""What a unit does not read while its review is under way."""


def chronicle_of(evaluation: Evaluation, roles: Collection[str]) -> AuditEntryQuerySet:
    """Return every entry of the log about the evaluation that somebody with `roles` may read, the latest first."""
    entries = evaluation.audit_entries.with_seal().select_related("actor", "on_behalf_of", "department")
    if evaluation.status == Status.SUBMITTED and not {Role.REVIEWER, Role.AUDITOR} & set(roles):
        entries = entries.exclude(object_type__in=REVIEW_ONLY)
    return entries.order_by("-pk")


@dataclass(frozen=True)
class VersionChoice:
    """One version that can be compared, named for people."""

    key: str
    title: str


NOW = VersionChoice("now", "现在")


def versions_of(evaluation: Evaluation) -> list[VersionChoice]:
    """Return what can be compared, in the order of time: every submission, every edition, and how it is now."""
    found = [
        (row.at, VersionChoice(f"v{row.number}", f"第{row.number}次送审（{_moment(row.at)}）"))
        for row in evaluation.versions.defer("snapshot")
    ]
    found += [
        (row.published_at, VersionChoice(f"e{row.number}", f"公开第{row.number}版（{_moment(row.published_at)}）"))
        for row in evaluation.editions.defer("snapshot")
    ]
    return [choice for _, choice in sorted(found, key=lambda one: one[0])] + [NOW]


def snapshot_of(evaluation: Evaluation, key: str) -> Snapshot:
    """Return one of the versions that `versions_of` names."""
    if key == NOW.key:
        return gather(evaluation)
    rows = evaluation.versions if key.startswith("v") else evaluation.editions
    return from_json(rows.get(number=int(key[1:])).snapshot)


def _moment(at: object) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")  # type: ignore[arg-type]
