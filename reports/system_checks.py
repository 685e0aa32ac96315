"""System checks of the places where reports are published."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .editions.environment import why_foreign

SEPARATE = "演练环境（TRAINING=1）与正式环境的公开、暂存、档案目录必须分开。"
HINT = "请把 PUBLIC_ROOT、STAGING_ROOT、ARCHIVE_ROOT 设在同一磁盘分区（同一挂载点）内。"


@register("editions")
def folders_share_a_file_system(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Public root, staging and archive lie on one file system: only there a rename is whole or not at all."""
    roots = (settings.PUBLIC_ROOT, settings.STAGING_ROOT, settings.ARCHIVE_ROOT)
    if len({_device(root) for root in roots}) == 1:
        return []
    names = "、".join(map(str, roots))
    message = f"公开目录、暂存目录和档案目录不在同一文件系统：{names}，不能安全公开。"
    return [Error(message, hint=HINT, id="reports.E001")]


@register("editions")
def public_root_is_our_own(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A copy for training has a public root of its own; the real one's is closed to it, and the other way round."""
    reason = why_foreign()
    return [Error(reason, hint=SEPARATE, id="reports.E002")] if reason else []


def _device(folder: Path) -> int:
    """Return the file system of a folder, or of where it would be created."""
    return next(path for path in (folder, *folder.parents) if path.exists()).stat().st_dev
