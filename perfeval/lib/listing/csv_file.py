"""A list as CSV (UTF-8 with a byte order mark, as Excel and WPS expect it)."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .columns import Listing, Value
from .formulas import harmless

BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_file(listing: Listing, rows: Iterable[Any]) -> Iterator[bytes]:
    """Yield the lines of the file."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK.encode()
    yield _encoded(writer.writerow(listing.titles))
    for values in listing.lines(rows):
        yield _encoded(writer.writerow(map(_written, values)))


def _encoded(line: str) -> bytes:
    return line.encode("utf-8", "replace")


def _written(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value.replace("\0", ""))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
