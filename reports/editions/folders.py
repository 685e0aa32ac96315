"""Files and folders that survive a power cut: written aside, synced, moved by one rename."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from stat import S_IMODE
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles import finders

READ_ONLY_FILE = 0o444
READ_ONLY_FOLDER = 0o555
OPEN_FOLDER = 0o755
PRIVATE_FOLDER = 0o700


class FolderTaken(Exception):
    """Something stands already where a folder was to be put; nothing is ever overwritten."""


def stage(files: Mapping[str, bytes]) -> Path:
    """Write `files` into a new folder outside the public root and return it."""
    staged = staging_root() / f"edition-{uuid4().hex}"
    staged.mkdir()
    staged.chmod(OPEN_FOLDER)
    for name, content in files.items():
        _write(staged / name, content)
    sync(staged)
    return staged


def discard(staged: Path) -> None:
    """Remove a staged folder, if it is still there."""
    shutil.rmtree(staged, ignore_errors=True)


def move(folder: Path, target: Path) -> None:
    """Move a whole folder to a place where nothing stands, by one rename, and make it read-only.

    Raises:
        FolderTaken: something stands at `target`.
    """
    if target.exists():
        raise FolderTaken(f"目录 {target} 已存在,未覆盖。")
    make_folders(target.parent)
    folder.chmod(OPEN_FOLDER)
    folder.rename(target)
    sync(folder.parent)
    sync(target.parent)
    seal(target)


def seal(folder: Path) -> None:
    """Make a folder and its files read-only, touching only what is not."""
    modes = dict.fromkeys(folder.iterdir(), READ_ONLY_FILE) | {folder: READ_ONLY_FOLDER}
    for path, mode in modes.items():
        if S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)


def replace_file(path: Path, content: bytes) -> bool:
    """Put `content` at `path` by one rename; return whether anything changed."""
    if path.is_file() and path.read_bytes() == content:
        return False
    make_folders(path.parent)
    aside = staging_root() / f"file-{uuid4().hex}"
    _write(aside, content)
    aside.replace(path)
    sync(path.parent)
    return True


def remove_file(path: Path) -> bool:
    """Remove a file, if it is there; return whether it was."""
    if not path.exists():
        return False
    path.unlink()
    sync(path.parent)
    return True


def make_folders(folder: Path) -> None:
    """Create a folder that a web server can read, with those above it."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(OPEN_FOLDER)
    sync(folder.parent)


def source(name: str) -> bytes:
    """Return one of our own static files as it is in the source.

    Raises:
        FileNotFoundError: there is none.
    """
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def sync(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def staging_root() -> Path:
    """Return the folder in which everything is written first."""
    make_folders(settings.STAGING_ROOT)
    settings.STAGING_ROOT.chmod(PRIVATE_FOLDER)
    return settings.STAGING_ROOT


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(READ_ONLY_FILE)
