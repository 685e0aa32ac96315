"""The same workbook as the same bytes, whenever it is written."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

CORE = "docProps/core.xml"
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 (the format knows no time zone)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def pack(workbook: Workbook) -> bytes:
    """Return the file; nothing in it says when or where it was written."""
    workbook.properties.created = STAMP
    written = BytesIO()
    workbook.save(written)
    packed = BytesIO()
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_entry(name), _without_time(name, source.read(name)))
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (STAMP.year, STAMP.month, STAMP.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _without_time(name: str, content: bytes) -> bytes:
    """Take out the time that openpyxl stamps on saving."""
    return MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content) if name == CORE else content
