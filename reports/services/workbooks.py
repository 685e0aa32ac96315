"""Storing an entry workbook: all of it or nothing, through the same service as the screens."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files import File
from django.db import transaction

from departments.models import Evaluation, User
from departments.services import open_for_entry
from departments.workbooks import site_limits
from indicators.models import EntryUpload
from indicators.services import keep_upload, save_and_rescore

from ..workbooks.comparing import Comparison, compare
from ..workbooks.pending import Pending
from ..workbooks.reading import Entry, read_entry
from .foreign import read_foreign


class PreviewOutdated(Exception):
    """What would be stored is not what the person has seen."""

    def __init__(self) -> None:
        super().__init__("预览后，系统中的内容又有变化，或还有错误、冲突没有处理。请核对下面最新的预览后再确认。")


def read_pending(pending: Pending, evaluation: Evaluation) -> Entry:
    """Return what the file says; a table in another layout as it was mapped.

    Raises:
        NotOurs: it is no entry workbook, and nobody has mapped it yet.
        Unreadable: it is damaged, or could do harm.
    """
    if pending.mapping:
        return read_foreign(pending, evaluation)
    with pending.path.open("rb") as file:
        return read_entry(file, pending.name, site_limits())


def preview_workbook(
    evaluation: Evaluation, entry: Entry, *, actor: User, decisions: Mapping[str, str] | None = None
) -> Comparison:
    """Return what confirming would do; nothing is stored."""
    versions = known_versions(evaluation, entry.meta.download)
    return compare(evaluation, entry, actor=actor, versions=versions, decisions=decisions)


@transaction.atomic
def accept_workbook(
    evaluation: Evaluation, pending: Pending, *, actor: User, seen: str, decisions: Mapping[str, str] | None = None
) -> EntryUpload:
    """Store what the person has seen, and the original with its hash.

    Args:
        evaluation: the one it was uploaded for.
        pending: the file.
        actor: who confirms.
        seen: the mark of the preview that was confirmed.
        decisions: of clashes.

    Raises:
        Locked: the evaluation is not open for changes.
        PreviewOutdated: something has changed since the preview, or is still wrong; nothing is stored.
        Collision, StaleRows, GoalsApproved, ProjectFilledIn: as the screens' service does; nothing is stored.
    """
    current = open_for_entry(evaluation)
    entry = read_pending(pending, current)
    versions = known_versions(current, entry.meta.download)

    def compared(decided: Mapping[str, str]) -> Comparison:
        return compare(current, entry, actor=actor, versions=versions, decisions=decided, is_rehearsed=False)

    shown = compared({})
    comparison = compared(decisions) if shown.clashes and decisions else shown
    if shown.digest != seen or not comparison.can_be_confirmed:
        raise PreviewOutdated
    save_and_rescore(current, comparison.writes, actor=actor)
    with pending.path.open("rb") as file:
        return keep_upload(
            current,
            File(file),
            pending.name,
            download=entry.meta.download,
            versions=versions | comparison.versions(),
            change_count=len(comparison.changes),
            actor=actor,
        )


def known_versions(evaluation: Evaluation, download: str) -> dict[str, int]:
    """Return the versions of rows that earlier uploads of the same workbook have stored."""
    last = evaluation.uploads.filter(download=download).last()
    return dict(last.versions) if last else {}
