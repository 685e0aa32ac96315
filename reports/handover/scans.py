"""Stamped scans (盖章扫描件) travel with their edition; one that was exchanged or withdrawn is taken away."""

from collections.abc import Iterator

from ..editions.addresses import MANIFEST
from ..editions.manifest import pretty, sha256
from ..editions.scans import scan_folder, scan_manifest, scan_name
from ..models import Edition, Scan
from ..portal.parts import File
from .fetching import fetch
from .places import HandoverFailed


def public_scans(edition: Edition) -> list[Scan]:
    """Return the scans that stand beside an edition."""
    return [scan for scan in edition.scans.all() if scan.is_public]


def scan_files(edition: Edition) -> Iterator[File]:
    """Yield address and content of what lies beside an edition, None where nothing must be any more.

    Raises:
        HandoverFailed: a file is not what was received.
    """
    for scan in edition.scans.all():
        content = content_of(scan) if scan.is_public else None
        yield f"{scan_folder(scan)}/{scan_name(scan)}", content
        yield f"{scan_folder(scan)}/{MANIFEST}", content and pretty(scan_manifest(scan))


def content_of(scan: Scan) -> bytes:
    """Return what was received.

    Raises:
        HandoverFailed: it is missing or altered; nothing false is handed over.
    """
    try:
        with scan.file.open("rb") as file:
            content: bytes = file.read()
    except OSError as error:
        raise HandoverFailed(f"盖章扫描件“{scan.name}”读不出（{error.strerror}），请管理员从备份恢复。") from error
    if sha256(content) != scan.sha256:
        raise HandoverFailed(f"盖章扫描件“{scan.name}”与上传时不一致，没有移交，请管理员从备份恢复。")
    return content


def differing_scans(edition: Edition, base: str) -> Iterator[str]:
    """Yield which scans can be read below `base` that must not, and which cannot, or with another content."""
    for scan in edition.scans.all():
        address = f"{scan_folder(scan)}/{scan_name(scan)}"
        found = fetch(f"{base}{address}")
        if found is None and scan.is_public:
            yield f"盖章扫描件 {address} 不存在。"
        elif found is not None and not scan.is_public:
            yield f"盖章扫描件 {address} 已更换或撤回，但仍能读到。"
        elif found is not None and sha256(found) != scan.sha256:
            yield f"盖章扫描件 {address} 的内容不同（应为 SHA-256 {scan.sha256}，网站上为 {sha256(found)}）。"


def differing_links(edition: Edition, found: set[str]) -> Iterator[str]:
    """Yield in which scans a page differs that offers files with the hashes `found`."""
    for scan in edition.scans.all():
        if scan.is_public and scan.sha256 not in found:
            yield f"网页上没有内容一致的盖章扫描件（第{scan.number}份，SHA-256 {scan.sha256}）。"
        elif not scan.is_public and scan.sha256 in found:
            yield f"网页上仍有已更换的盖章扫描件（第{scan.number}份，SHA-256 {scan.sha256}）。"
