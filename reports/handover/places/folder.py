"""A folder of this machine, or one that it shares with the portal's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from ...editions.folders import OPEN_FOLDER, sync
from ...models import Target
from .aside import aside_of, is_aside
from .place import HandoverFailed

READABLE = 0o644


@contextmanager
def open_folder(target: Target) -> Iterator["Folder"]:
    """Open a folder that the installation allows.

    Raises:
        HandoverFailed: it is not allowed, or not there; a mount that is missing must not be filled by us.
    """
    root = Path(target.path)
    if not is_allowed(root):
        raise HandoverFailed(f"目录 {root} 不在允许移交的范围（HANDOVER_ROOTS）内，请管理员核对。")
    if not root.is_dir():
        raise HandoverFailed(f"目录 {root} 不存在，请管理员建立目录或检查共享是否已挂载。")
    try:
        yield Folder(root)
    except OSError as error:
        why = error.strerror or error
        raise HandoverFailed(f"目录 {root} 未能写入（{why}），请检查磁盘空间和目录权限。") from error


def is_allowed(folder: Path) -> bool:
    """Whether a target may lie there: only below what the installation names, links followed."""
    found = folder.resolve()
    return folder.is_absolute() and any(found.is_relative_to(root) for root in settings.HANDOVER_ROOTS)


class Folder:
    """Files below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, address: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        path = self.root / address
        return path.read_bytes() if path.is_file() else None

    def is_empty(self) -> bool:
        """Whether nothing lies there yet; a file that never arrived is nothing."""
        return all(is_aside(path.name) for path in self.root.iterdir())

    def holds(self, address: str, content: bytes) -> bool:
        """Whether a file with this very content is there."""
        path = self.root / address
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content

    def put(self, address: str, content: bytes) -> None:
        """Put a file in place by one rename."""
        path = self.root / address
        self._make(path.parent)
        aside = self.root / aside_of(address, content)
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(READABLE)
        aside.replace(path)
        sync(path.parent)

    def tidy(self, folder: str) -> None:
        """Remove from a folder what a hand-over that was cut off has left on its way."""
        for path in (self.root / folder).glob(".*"):
            if is_aside(path.name):
                path.unlink(missing_ok=True)

    def remove(self, address: str) -> None:
        """Remove a file, if it is there."""
        (self.root / address).unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make(folder.parent)
            folder.mkdir(exist_ok=True)
            folder.chmod(OPEN_FOLDER)
