"""Whose target it is: the same question that is asked of a public root, asked of the target itself."""

from departments.environment import REAL, environment

from ..editions.environment import MARK, NAMES
from ..models import Target
from .places import HandoverFailed, Place


def require_own(target: Target) -> None:
    """Refuse a target that was set up in another environment, as in a copy of the database.

    Raises:
        HandoverFailed: it was.
    """
    mine = environment()
    if target.environment != mine.key:
        raise HandoverFailed(
            f"本系统是{mine.name}，移交目标“{target}”是{NAMES[target.environment]}设置的，不能移交。"
            "请管理员停用该目标，需要时另设本环境自己的目标。"
        )


def claim(target: Target, place: Place) -> None:
    """Mark what lies at the target as this environment's, before anything is sent there.

    What holds anything without a mark is real: it may be the county's portal.

    Raises:
        HandoverFailed: it belongs to another environment.
    """
    mine, found = environment(), place.read(MARK)
    owner = found.decode(errors="replace").strip() if found is not None else ""
    if not owner and not place.is_empty():
        owner = REAL.key
    if owner not in ("", mine.key):
        raise HandoverFailed(
            f"本系统是{mine.name}，移交目标“{target}”所在位置属于{NAMES.get(owner, '其他系统')}，不能移交。"
            "请管理员为本环境另设位置。"
        )
    if found is None:
        place.put(MARK, f"{mine.key}\n".encode())
