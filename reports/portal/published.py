"""What editions say of themselves: read from their files, which never change; a file that is gone says nothing."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from ..editions.addresses import MANIFEST
from ..editions.content import DATA, TITLES
from ..models import Edition

ORDER = tuple(TITLES)


def data_of(edition: Edition) -> dict[str, Any] | None:
    """Return the public data of an edition that everybody can read."""
    return None if edition.withdrawn_at else _read(settings.PUBLIC_ROOT / edition.folder / DATA)


def files_of(edition: Edition) -> list[dict[str, Any]]:
    """Return name, size and hash of an edition's files, of a withdrawn one too."""
    for root in (settings.PUBLIC_ROOT, settings.ARCHIVE_ROOT):
        if manifest := _read(root / edition.folder / MANIFEST):
            return sorted(manifest["files"], key=_place)
    return []


def _place(file: dict[str, Any]) -> int:
    """Return where a file is listed: what people download first, the rest as the manifest has it."""
    return ORDER.index(file["name"]) if file["name"] in ORDER else len(ORDER)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return content
