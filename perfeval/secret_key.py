"""The signing key of an installation that was given none."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def embedded_secret_key(path: Path) -> str:
    """Return the key stored in `path`; the first process to ask creates it, readable by its owner only."""
    if not path.exists():
        _create(path)
    return path.read_text(encoding="ascii")


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as complete:
        complete.write(get_random_secret_key())
        complete.flush()
        try:
            os.link(complete.name, path)
        except FileExistsError:
            return  # another process was faster: its key is the key
