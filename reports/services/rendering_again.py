"""Making an edition once more and comparing it with what was published (可复现)."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ..editions.addresses import MANIFEST
from ..editions.content import edition_files, embedded_files, source_files
from ..editions.replaying import plan_of
from ..editions.verifying import Flaw
from ..editions.versions import versions
from ..models import Edition
from .printing import print_report

MADE_WITH = ("software", "rules_sha256", "libraries", "fonts")


def differences_of(edition: Edition) -> Iterator[Flaw]:
    """Yield every file that comes out differently now, or why that cannot be said: other versions are at work."""
    root = settings.ARCHIVE_ROOT if edition.status == Edition.Status.WITHDRAWN else settings.PUBLIC_ROOT
    folder = root / edition.folder
    plan = plan_of(edition)
    sources = source_files(plan)
    rendered = print_report(plan, report=_silent, is_final=True, embedded=embedded_files(sources))
    if other := _other_versions(folder, versions(rendered.fonts)):
        yield Flaw(edition.folder, MANIFEST, f"由其他版本生成，不能逐字节比对（{'、'.join(other)}不同）。")
        return
    for name, content in edition_files(plan, sources, rendered).items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            yield Flaw(edition.folder, name, "用同一快照重新生成的内容与已公开的不同。")


def _other_versions(folder: Path, now: dict[str, object]) -> list[str]:
    then = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return [name for name in MADE_WITH if then.get(name) != now[name]]


def _silent(percent: int, message: str) -> None:
    """Tell nobody."""
