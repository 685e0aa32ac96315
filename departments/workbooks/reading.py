"""Opening an uploaded table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from .book_xml import BookList, Looks, Relations
from .containers import CSV, recognise
from .csv_files import CsvSheet
from .limits import Limits
from .package import Package
from .problems import refuse
from .sheet_xml import PackedSheet, Shared
from .sheets import Sheet
from .texts import SharedTexts

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"


def open_tables(file: IO[bytes], name: str, limits: Limits) -> Sequence[Sheet]:
    """Return the sheets of a workbook, or the one sheet of a CSV file; rows are read when they are asked for.

    Args:
        file: to be kept open until the rows have been read.
        name: of the file, for messages and to know a CSV file by.
        limits: how much is read at most.

    Raises:
        Unreadable: it is no table, damaged, larger than the limits, or could do harm.
    """
    if recognise(file, name, limits) == CSV:
        return [CsvSheet(file, name, limits)]
    package = Package(file, name, limits)
    book = package.read(BOOK, BookList())
    targets = package.read(RELATIONS, Relations()).targets
    if not book.sheets or len(book.sheets) > limits.sheets:
        raise refuse(f"“{name}”有{len(book.sheets)}张工作表，应为1至{limits.sheets}张。")
    shared = Shared(is_1904=book.is_1904)
    if package.has(STYLES):
        shared.looks = package.read(STYLES, Looks()).looks
    if package.has(TEXTS):
        shared.texts = package.read(TEXTS, SharedTexts(limits.text)).texts
    return [
        PackedSheet(package, targets[entry.relation], entry.name, shared, is_hidden=entry.is_hidden)
        for entry in book.sheets
        if _is_sheet(targets.get(entry.relation, ""))
    ]


def _is_sheet(target: str) -> bool:
    """Return whether it is a sheet of cells, and not a chart of its own."""
    return "chartsheets/" not in target and bool(target)
