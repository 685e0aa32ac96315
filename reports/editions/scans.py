"""Stamped scans (盖章扫描件) on disk: each a folder of its own beside the edition, with a manifest of its own.

Paper comes back after the report is public, and the files of an edition never change: so a scan is a companion. Its
folder is made from its row and the file that was received, put in place by one rename, and follows its edition into
the archive, or goes there alone when another scan takes its place; what a kill leaves out, sweep does.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from indicators.evidence_kinds import JPEG, PDF, PNG

from ..models import Scan
from .addresses import MANIFEST
from .folders import FolderTaken, discard, move, seal, stage
from .manifest import pretty
from .verifying import Flaw, flaws_of_folder

FORMAT = 1
SUFFIXES = {PDF.content_type: "pdf", PNG.content_type: "png", JPEG.content_type: "jpg"}


def scan_folder(scan: Scan) -> str:
    """Return the address of a scan: below the report, named after its edition."""
    landing, _, number = scan.edition.folder.rpartition("/")
    return f"{landing}/scans/{number}-{scan.number}"


def scan_name(scan: Scan) -> str:
    """Return the name under which everybody finds it."""
    return f"scan.{SUFFIXES[scan.content_type]}"


def scan_manifest(scan: Scan) -> dict[str, Any]:
    """Return what is said of a scan: which edition it is the paper of, when it was added, and its hash."""
    return {
        "format": FORMAT,
        "kind": "stamped-scan",
        "edition": scan.edition.folder,
        "edition_manifest_sha256": scan.edition.manifest_sha256,
        "code": scan.edition.code,
        "added": timezone.localtime(scan.uploaded_at).isoformat(timespec="seconds"),
        "files": [{"name": scan_name(scan), "sha256": scan.sha256, "size": scan.size}],
    }


def follow_scan(scan: Scan) -> bool:
    """Make the disk follow: public beside a public edition, else in the archive. Return whether anything changed."""
    public, archived = (root / scan_folder(scan) for root in (settings.PUBLIC_ROOT, settings.ARCHIVE_ROOT))
    target = public if scan.is_public else archived
    if target.is_dir():
        seal(target)
        return False
    return _put(_made(scan) if scan.is_public or not public.is_dir() else public, target)


def flaws_of_scan(scan: Scan) -> Iterator[Flaw]:
    """Yield what is wrong with a scan on disk."""
    address = scan_folder(scan)
    folder = (settings.PUBLIC_ROOT if scan.is_public else settings.ARCHIVE_ROOT) / address
    manifest = folder / MANIFEST
    if manifest.is_file() and manifest.read_bytes() != pretty(scan_manifest(scan)):
        yield Flaw(address, MANIFEST, "与数据库中登记的扫描件不一致，清单已被改动。")
    yield from flaws_of_folder(folder, address)


def _made(scan: Scan) -> Path:
    with scan.file.open("rb") as file:
        return stage({scan_name(scan): file.read(), MANIFEST: pretty(scan_manifest(scan))})


def _put(folder: Path, target: Path) -> bool:
    try:
        move(folder, target)
    except FolderTaken:  # somebody else was quicker
        discard(folder)
        return False
    return True
