"""How much of a table is read at most; more is refused with a message, not cut off."""

from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The bounds of one file.

    Attributes:
        file_bytes: how large the file may be.
        unpacked_bytes: how large all its parts may be, unpacked.
        rows: the last row of a sheet in which something may stand.
        columns: the last column in which something may stand.
        cells: how many cells of the whole file may hold something, and how many empty ones may have a look.
        sheets: how many sheets there may be.
        text: how long the text of one cell may be.
        seconds: how long reading may take.
    """

    file_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 100 * MEGABYTE
    rows: int = 50_000
    columns: int = 256
    cells: int = 1_000_000
    sheets: int = 1_000
    text: int = 32_767
    seconds: float = 30


def site_limits() -> Limits:
    """Return the limits of this installation."""
    return Limits(
        file_bytes=settings.WORKBOOK_MAX_BYTES,
        unpacked_bytes=settings.WORKBOOK_UNPACKED_BYTES,
        rows=settings.WORKBOOK_MAX_ROWS,
        columns=settings.WORKBOOK_MAX_COLUMNS,
        cells=settings.WORKBOOK_MAX_CELLS,
        seconds=settings.WORKBOOK_SECONDS,
    )
