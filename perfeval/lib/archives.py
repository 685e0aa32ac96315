"""Zip files whose bytes say nothing about when or where they were written."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 (the format knows no time zone)


def packed_anew(archive: bytes, change: Callable[[str, bytes], bytes] = lambda name, content: content) -> bytes:
    """Return the archive with a fixed time on every entry; `change` may alter the content of each by its name."""
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_entry(name), change(name, source.read(name)))
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (STAMP.year, STAMP.month, STAMP.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry
