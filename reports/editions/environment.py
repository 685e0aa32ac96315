"""Whose public root it is: a copy for training never writes where the real one publishes, nor the other way round.

The root carries a mark of the environment that publishes into it. A root without one that holds anything is a real one.
"""

from pathlib import Path

from django.conf import settings

from departments.environment import REAL as REAL_ONE
from departments.environment import TRAINING, environment

from .folders import FolderTaken, replace_file

MARK = ".environment"
NAMES = {one.key: one.name for one in (REAL_ONE, TRAINING)}


class ForeignRoot(FolderTaken):
    """The public root belongs to another copy of the system; the text says what to do."""


def owner_of(root: Path) -> str:
    """Return the key of the environment that publishes into `root`, empty where nobody has done so yet."""
    try:
        return (root / MARK).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return REAL_ONE.key if root.is_dir() and any(root.iterdir()) else ""


def why_foreign() -> str:
    """Return why nothing may be published into the public root, empty when it is this copy's own."""
    owner, mine = owner_of(settings.PUBLIC_ROOT), environment()
    if owner in ("", mine.key):
        return ""
    whose = NAMES.get(owner, "其他系统")
    return (
        f"本系统是{mine.name}，公开目录 {settings.PUBLIC_ROOT} 属于{whose}，不能写入。"
        "请管理员为本系统另设 PUBLIC_ROOT、STAGING_ROOT 和 ARCHIVE_ROOT。"
    )


def claim_root() -> None:
    """Mark the public root as this copy's own, before anything is written into it.

    Raises:
        ForeignRoot: it belongs to another copy.
    """
    if reason := why_foreign():
        raise ForeignRoot(reason)
    if not (settings.PUBLIC_ROOT / MARK).exists():
        replace_file(settings.PUBLIC_ROOT / MARK, f"{environment().key}\n".encode())
