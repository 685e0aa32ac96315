"""What an edition was made with: the same snapshot with the same versions gives the same bytes."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from perfeval import __version__

RULES = "indicators.scoring"
LIBRARIES = ("weasyprint", "python-docx", "openpyxl", "segno")
"""What writes the files of an edition."""


def versions(fonts: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the versions of software, scoring rules, libraries and typefaces."""
    return {
        "software": {"name": "perfeval", "version": __version__},
        "rules_sha256": rules_sha256(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "fonts": [{"family": family, "version": said} for family, said in sorted(fonts)],
    }


@cache
def rules_sha256() -> str:
    """Return the hash of the scoring rules' source: whoever changes a rule changes it."""
    total = hashlib.sha256()
    for name, source in sorted(_sources(files(RULES), "")):
        total.update(f"{name}\0".encode() + source + b"\0")
    return total.hexdigest()


def _sources(folder: Traversable, path: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{path}{entry.name}", entry.read_bytes()
