"""A list as a workbook (xlsx), written while it is read: no row is kept, nothing goes through a file on disk.

openpyxl writes a sheet to disk before it packs it, and numbers through float; here every amount stands as it is known.
A text is always stored as a text (`inlineStr`), and one that looks like a formula is marked as text besides, so that
editing the cell does not make it one. More rows than a sheet has room for go on in the next sheet.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from .cells import LONGEST_TEXT, cell
from .columns import Listing, Value
from .parts import CONTENT_TYPES, RELATIONS, STYLES, book, book_relations, sheet_head, sheet_tail

__all__ = ["LONGEST_TEXT", "workbook"]

MOST_ROWS = 1_048_576
ROWS_AT_ONCE = 200


class _Outlet:
    """A file that cannot go back, from which what was written is taken away."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, content: bytes, /) -> int:
        self.written.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Do nothing: what is written is taken, not kept."""

    def close(self) -> None:
        """Do nothing: there is no file behind it."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        content = b"".join(self.written)
        self.written.clear()
        return content


def workbook(listing: Listing, rows: Iterable[Any], *, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """Yield the bytes of the file; `most_rows` is how many rows a sheet takes, its head included."""
    outlet, lines = _Outlet(), listing.lines(rows)
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("xl/styles.xml", STYLES)
        sheets = 0
        for number in count(1):
            first = next(lines, None)
            if first is None and number > 1:
                break
            part = islice(chain([first] if first else [], lines), most_rows - 1)
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                for written in _sheet(listing, part):
                    sheet.write(written.encode())
                    yield outlet.taken()
            sheets = number
        archive.writestr("xl/workbook.xml", book(listing, sheets))
        archive.writestr("xl/_rels/workbook.xml.rels", book_relations(sheets))
    yield outlet.taken()


def _sheet(listing: Listing, lines: Iterator[tuple[Value, ...]]) -> Iterator[str]:
    """Yield the text of a sheet, some rows at a time."""
    yield sheet_head(listing)
    looks = [column.look for column in listing.columns]
    written = 1
    while block := list(islice(lines, ROWS_AT_ONCE)):
        yield "".join(
            f"<row>{''.join(cell(value, look) for value, look in zip(values, looks, strict=True))}</row>"
            for values in block
        )
        written += len(block)
    yield sheet_tail(listing, written)
