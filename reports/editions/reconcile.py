"""Making the disk follow the database: what a kill has left behind is finished or moved away."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from departments.models import Evaluation

from ..models import Edition, Scan, Schedule
from ..portal import rows
from .addresses import MANIFEST, orphan_root
from .environment import claim_root
from .folders import move, seal, staging_root
from .manifest import sha256
from .scans import follow_scan
from .withdrawn import conceal, holds_edition

STALE_AFTER = timedelta(hours=1)
PREVIEWS_KEPT = timedelta(days=7)


@dataclass
class Outcome:
    """What was done, and which public editions are not what the database says (by address)."""

    stale: int = 0
    orphans: list[str] = field(default_factory=list)
    concealed: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def reconcile(*, stale_after: timedelta = STALE_AFTER) -> Outcome:
    """Clear what was staged and left, move away what no row knows, finish withdrawals, name what is damaged.

    Raises:
        ForeignRoot: the public root belongs to another copy of the system, whose editions are none of ours to move.
    """
    claim_root()
    outcome = Outcome(stale=_clear_staging(stale_after) + _clear_previews())
    for edition in rows.editions():
        _follow(edition, outcome)
    for scan in Scan.objects.select_related("edition").exclude(edition__status=Edition.Status.WITHDRAWN):
        follow_scan(scan)
    outcome.orphans = [address for address in _addresses_on_disk() if _move_away(address)]
    return outcome


def _follow(edition: Edition, outcome: Outcome) -> None:
    if edition.status == Edition.Status.WITHDRAWN:
        if conceal(edition):
            outcome.concealed.append(edition.folder)
        return
    folder = settings.PUBLIC_ROOT / edition.folder
    if not holds_edition(folder) or sha256((folder / MANIFEST).read_bytes()) != edition.manifest_sha256:
        outcome.damaged.append(edition.folder)
    else:
        seal(folder)


def _addresses_on_disk() -> Iterator[str]:
    """Yield the address of every folder in the public root that is an edition."""
    for manifest in sorted(settings.PUBLIC_ROOT.glob(f"[0-9]*/*/[0-9]*/{MANIFEST}")):
        yield str(manifest.parent.relative_to(settings.PUBLIC_ROOT))


def _move_away(address: str) -> bool:
    """Move a folder without a row into the archive, unless its publisher is just about to commit."""
    if Edition.objects.filter(folder=address).exists():
        return False
    year, code, _ = address.split("/")
    with transaction.atomic():
        _wait_for_publisher(int(year), code)
        if Edition.objects.filter(folder=address).exists():
            return False
        move(settings.PUBLIC_ROOT / address, orphan_root() / address)
    return True


def _wait_for_publisher(year: int, code: str) -> None:
    evaluations = Evaluation.objects.select_for_update(of=("self",)).order_by("pk")
    list(evaluations.filter(cycle__year=year, department__code=code))


def _clear_staging(stale_after: timedelta) -> int:
    stale = [path for path in staging_root().glob("edition-*") if _is_older(path, stale_after)]
    stale += [path for path in staging_root().glob("file-*") if _is_older(path, stale_after)]
    waiting = {planned.folder for planned in Schedule.objects.waiting().only("key")}
    stale += [
        path for path in staging_root().glob("scheduled-*") if path not in waiting and _is_older(path, stale_after)
    ]
    for path in stale:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return len(stale)


def _clear_previews() -> int:
    if not settings.PREVIEW_ROOT.is_dir():
        return 0
    old = [path for path in settings.PREVIEW_ROOT.iterdir() if _is_older(path, PREVIEWS_KEPT)]
    for path in old:
        path.unlink()
    return len(old)


def _is_older(path: Path, age: timedelta) -> bool:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    return changed <= timezone.now() - age
