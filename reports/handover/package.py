"""The package (移交包) for a content system: page fragment, attachments, metadata in one zip, always the same bytes."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from departments.environment import environment
from departments.models import SiteConfiguration

from ..editions.addresses import PAGE
from ..editions.content import TITLES
from ..editions.header import Pairs, column_tags, edition_tags, header_block
from ..editions.manifest import pretty, sha256
from ..editions.plan import Plan
from ..editions.replaying import plan_of
from ..editions.scans import SUFFIXES
from ..models import Edition, Scan
from .metadata_xml import as_xml

FORMAT = 1
FRAGMENT, ATTACHMENTS, SCAN = "page.html", "attachments", "scan-"
_MAIN = re.compile(rb"<main [^>]*>\n(.*)</main>", re.DOTALL)
_LINK_UP = re.compile(r'<a href="\.\./index\.html[^"]*">(.*?)</a>')


def package_of(
    edition: Edition, files: Mapping[str, bytes], scans: Sequence[tuple[Scan, bytes]], *, with_xml: bool
) -> tuple[str, bytes]:
    """Return name and content of the package of a public edition that consists of `files`, with its stamped scans."""
    plan = plan_of(edition)
    fragment = fragment_of(files[PAGE], plan.landing_address)
    attached = {f"{ATTACHMENTS}/{name}": content for name, content in files.items() if name != PAGE}
    attached |= {_scan_name(scan): content for scan, content in scans}
    said = {
        **_common(edition),
        "action": "correct" if plan.supersedes else "publish",
        "supersedes": plan.supersedes,
        "change_note": plan.change_note,
        "index_number": plan.index_number,
        "score": str(edition.score),
        "grade": edition.grade,
        "landing_address": plan.landing_address,
        "tags": _pairs(edition_tags(plan)),
        "header": _pairs(header_block(plan)),
        "files": [_entry(name, content) for name, content in {FRAGMENT: fragment, **attached}.items()],
        "scans": [_scan(scan) for scan, _ in scans],
    }
    return package_name(edition), _zip({FRAGMENT: fragment, **attached}, said, with_xml, plan.published_at)


def package_of_withdrawal(edition: Edition, *, with_xml: bool) -> bytes:
    """Return the package that asks a content system to take a report away: it says so and carries no file."""
    said = {
        **_common(edition),
        "action": "withdraw",
        "withdrawn": edition.withdrawn_at.isoformat(timespec="seconds") if edition.withdrawn_at else "",
        "reason": edition.withdrawal_reason,
        "tags": _pairs(column_tags(SiteConfiguration.current())),
        "files": [],
    }
    return _zip({}, said, with_xml, edition.withdrawn_at or edition.published_at)


def package_name(edition: Edition) -> str:
    """Return the name of an edition's package: another one with each scan that is added or exchanged."""
    return _names(edition)[-1]


def earlier_names(edition: Edition) -> list[str]:
    """Return the names of packages that must not be taken in any more, should they still lie there."""
    return [] if edition.withdrawn_at else _names(edition)[:-1]


def _names(edition: Edition) -> list[str]:
    stem = edition.folder.replace("/", "-")
    numbers = sorted(scan.number for scan in edition.scans.all())
    return [f"{stem}.zip", *(f"{stem}-scans-{number}.zip" for number in numbers)]


def withdrawal_name(edition: Edition) -> str:
    """Return the name of the package that withdraws an edition."""
    return f"{edition.folder.replace('/', '-')}-withdrawal.zip"


def fragment_of(page: bytes, landing_address: str) -> bytes:
    """Return what a content system puts into its own page: the published text, its links leading to the attachments."""
    found = _MAIN.search(page)
    text = found[1].decode() if found else ""
    for name in (*TITLES, "manifest.json"):
        text = text.replace(f'href="{name}"', f'href="{ATTACHMENTS}/{name}"')
    up = rf'<a href="{landing_address}">\1</a>' if landing_address else r"\1"
    return f'<article lang="zh-CN">\n{_LINK_UP.sub(up, text)}</article>\n'.encode()


def _common(edition: Edition) -> dict[str, Any]:
    plan: Plan = plan_of(edition)
    return {
        "format": FORMAT,
        "environment": environment().key,
        "title": edition.title,
        "publisher": plan.publisher,
        "department": plan.department_code,
        "year": plan.year,
        "edition": edition.number,
        "code": edition.code,
        "published": plan.published_at.isoformat(timespec="seconds"),
        "manifest_sha256": edition.manifest_sha256,
    }


def _pairs(pairs: Pairs) -> list[dict[str, str]]:
    return [{"name": name, "content": content} for name, content in pairs]


def _scan_name(scan: Scan) -> str:
    return f"{ATTACHMENTS}/{SCAN}{scan.number}.{SUFFIXES[scan.content_type]}"


def _scan(scan: Scan) -> dict[str, Any]:
    """Return what is said of a scan; a content system takes away what `replaces` names."""
    replaced = getattr(scan, "replaced", None)
    return {
        "name": _scan_name(scan),
        "number": scan.number,
        "added": scan.uploaded_at.isoformat(timespec="seconds"),
        "replaces": replaced.number if replaced else None,
    }


def _entry(name: str, content: bytes) -> dict[str, Any]:
    own = name.rpartition("/")[2]
    title = "盖章扫描件" if own.startswith(SCAN) else TITLES.get(own, "")
    return {"name": name, "title": title, "size": len(content), "sha256": sha256(content)}


def _zip(files: Mapping[str, bytes], said: Mapping[str, Any], with_xml: bool, moment: datetime) -> bytes:  # noqa: FBT001
    metadata = {"metadata.json": pretty(said)} | ({"metadata.xml": as_xml(said)} if with_xml else {})
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in (metadata | dict(files)).items():
            archive.writestr(_member(name, moment), content)
    return written.getvalue()


def _member(name: str, moment: datetime) -> ZipInfo:
    """Describe a member by what never changes, so that the same edition is the same package at every attempt."""
    info = ZipInfo(name, moment.timetuple()[:6])
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    return info
