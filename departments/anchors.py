"""The external record of the log's seal (外部封存记录): a file that is only added to, outside the database.

Each line holds a moment, the number of sealed entries and the digest of the last. It may lie on another disk or be
copied away; an administrator can make it append-only (`chattr +a`).
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Head:
    """How far the log was sealed at some time: the number of entries and the last digest."""

    count: int
    digest: str


@dataclass(frozen=True)
class Anchor:
    """A head that was written down outside the database, and where."""

    head: Head
    place: str


class UnreadableAnchor(Exception):
    """A line of the file is not one that was written here."""


def append(head: Head) -> None:
    """Write the head down, and wait until it has reached the disk."""
    path: Path = settings.AUDIT_SEAL_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"{timezone.now().isoformat(timespec='seconds')} {head.count} {head.digest}\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def written() -> Iterator[Anchor]:
    """Yield what the file holds, from the first line on; nothing when there is no file.

    Raises:
        UnreadableAnchor: with the line.
    """
    path: Path = settings.AUDIT_SEAL_FILE
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                yield Anchor(_head(line, number), f"外部封存文件第{number}行")


def latest() -> Head | None:
    """Return the head that was written last, None when there is none or its line is damaged."""
    try:
        return next((anchor.head for anchor in reversed(list(written()))), None)
    except UnreadableAnchor:
        return None


def _head(line: str, number: int) -> Head:
    parts = line.split()
    if len(parts) != 3 or not parts[1].isdecimal() or len(parts[2]) != 64:
        raise UnreadableAnchor(f"外部封存文件第{number}行不是本系统写入的格式：{settings.AUDIT_SEAL_FILE}。")
    return Head(int(parts[1]), parts[2])
