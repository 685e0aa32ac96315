"""What the sweep has written: a part that is made from the same, and whose files lie as they were left, is left alone.

It is only ever believed together with the disk: killed before it is stored, lost, or with files that somebody has
replaced or removed meanwhile, the parts concerned are made again and compared.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from ..editions.folders import replace_file, staging_root
from .parts import Part, stamp

NAME = "pages.json"


class Memory:
    """For each part: its fingerprint, and every file with its size and time of change (None where none may stand)."""

    def __init__(self, surroundings: str) -> None:
        self.surroundings = surroundings
        stored = _read(_place())
        self.known: dict[str, Any] = stored["parts"] if stored.get("surroundings") == surroundings else {}
        self.kept: dict[str, Any] = {}

    def holds(self, part: Part) -> bool:
        """Whether the part stands as it was written, made from the same; then it is kept in mind."""
        known = self.known.get(part.name)
        if not known or known["fingerprint"] != part.fingerprint or known["files"] != _stamps(known["files"]):
            return False
        self.kept[part.name] = known
        return True

    def keep(self, part: Part, addresses: list[str]) -> None:
        """Remember a part that has just been written."""
        self.kept[part.name] = {"fingerprint": part.fingerprint, "files": _stamps(addresses)}

    def store(self) -> None:
        """Write down what was kept, if it is another than before."""
        content = {"surroundings": self.surroundings, "parts": self.kept}
        replace_file(_place(), json.dumps(content).encode())


def _stamps(addresses: Any) -> dict[str, list[int] | None]:
    return {address: _as_stored(stamp(settings.PUBLIC_ROOT / address)) for address in addresses}


def _as_stored(value: tuple[int, int] | None) -> list[int] | None:
    return None if value is None else list(value)


def _read(path: Path) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = json.loads(path.read_bytes())
        return stored if isinstance(stored["parts"], dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _place() -> Path:
    return staging_root() / NAME
