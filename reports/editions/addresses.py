"""Where things stand below the public root and the archive."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from departments.models import Evaluation
from departments.models.department import CODE

PAGE = "index.html"
STATUS = "status.json"
MANIFEST = "manifest.json"


class UnsafeCode(ValueError):
    """The unit's code cannot be part of an address."""


def landing_folder(evaluation: Evaluation) -> str:
    """Return the stable address of an evaluation's report: year and code of the unit.

    Raises:
        UnsafeCode: the code holds other characters than Latin letters, digits, - and _.
    """
    code = evaluation.department.code
    try:
        CODE(code)
    except ValidationError:
        raise UnsafeCode(
            f"预算编码“{code}”含有字母、数字、-、_ 以外的字符,不能作为公开地址,请联系管理员修改。"
        ) from None
    return f"{evaluation.cycle.year}/{code}"


def edition_folder(evaluation: Evaluation, number: int) -> str:
    """Return the address of one edition."""
    return f"{landing_folder(evaluation)}/{number}"


def next_number(evaluation: Evaluation) -> int:
    """Return a number that no edition of the evaluation has, neither as a row nor as a folder on disk."""
    landing = landing_folder(evaluation)
    used = set(evaluation.editions.values_list("number", flat=True))
    for root in (settings.PUBLIC_ROOT, settings.ARCHIVE_ROOT, orphan_root()):
        used |= _numbers_in(root / landing)
    return max(used, default=0) + 1


def orphan_root() -> Path:
    """Return where folders lie that no row knows."""
    return settings.ARCHIVE_ROOT / "orphans"


def _numbers_in(folder: Path) -> set[int]:
    if not folder.is_dir():
        return set()
    return {int(path.name) for path in folder.iterdir() if path.name.isdecimal()}
