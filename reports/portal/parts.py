"""A part of the portal: files that are made together, and a fingerprint of everything that they are made from.

The fingerprint is asked before anything is made, so it costs rows and the looks of files, never their content.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db.models import Model

from departments.environment import environment
from departments.models import SiteConfiguration

from ..editions.addresses import MANIFEST
from ..editions.content import DATA
from ..models import Edition
from .numbers import number_of

File = tuple[str, bytes | None]
Stamp = tuple[int, int]

SOURCES = ("departments", "indicators", "perfeval", "reports", "static", "templates")


@dataclass(frozen=True)
class Part:
    """Files that are made together; `made_from` holds all that decides their content, `make` yields them."""

    name: str
    made_from: Any
    make: Callable[[], Iterator[File]]

    @property
    def fingerprint(self) -> str:
        """What `made_from` says, in one short text."""
        return _digest(self.made_from)


def stamp(path: Path) -> Stamp | None:
    """Return size and time of change (which no program can set) of a file; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_ctime_ns


def facts(row: Edition) -> list[Any]:
    """Return all that a page can say of an edition: its row, those around it, and whether its files are there."""
    evaluation = row.evaluation
    root = settings.ARCHIVE_ROOT if row.withdrawn_at else settings.PUBLIC_ROOT
    files = [stamp(root / row.folder / name) for name in (DATA, MANIFEST)]
    around = (evaluation.department, evaluation.cycle)
    return [fields(row), *map(fields, around), number_of(row), files]


def fields(row: Model) -> dict[str, Any]:
    """Return the fields of a row that have been read."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


class Told:
    """What can be said of each edition, in one short text; asked for by several parts, it is found out once."""

    def __init__(self) -> None:
        self.known: dict[int, str] = {}

    def of(self, rows: Collection[Edition]) -> list[str]:
        """Return the text of each."""
        for row in rows:
            if row.pk not in self.known:
                self.known[row.pk] = _digest(facts(row))
        return [self.known[row.pk] for row in rows]


def surroundings(site: SiteConfiguration) -> str:
    """Return what every page is made with: the portal's configuration, this program, and where it publishes."""
    where = (str(settings.PUBLIC_ROOT), environment().key, settings.TIME_ZONE, settings.LANGUAGE_CODE)
    return _digest([fields(site), where, _program()])


@cache
def _program() -> str:
    """Return what differs as soon as a file of the program does; a running process keeps what it has read."""
    files = sorted(
        path for name in SOURCES for path in (settings.BASE_DIR / name).rglob("*.*") if path.suffix != ".pyc"
    )
    return _digest([django.__version__, [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
