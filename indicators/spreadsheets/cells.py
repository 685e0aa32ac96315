"""Writing values into cells so that a number is a number and a text can never become a formula."""

import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from indicators.spreadsheets.formulas import Formula
from perfeval.lib.listing import FORMULA_STARTS, LONGEST_TEXT

Value = str | int | Decimal | Formula | None

TEXT = "@"
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would take for a character that XML cannot hold."""
SONG, TITLE = "仿宋", "方正小标宋简体"
LINE = Side(style="thin", color="FF000000")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
INPUT = PatternFill("solid", fgColor="FFFFF8DC")
SHADE = PatternFill("solid", fgColor="FFEDEDED")

STYLES: WeakKeyDictionary[Workbook, dict[Any, Any]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Look:
    """How a cell is printed."""

    size: float = 10.5
    font: str = SONG
    is_bold: bool = False
    align: str = "center"
    has_border: bool = True
    number: str = "General"
    is_input: bool = False
    is_head: bool = False
    is_shrunk: bool = False
    is_wrapped: bool = True
    vertical: str = "center"


def put(cell: Cell, value: Value, look: Look) -> None:
    """Write one value."""
    if isinstance(value, str):
        _put_text(cell, value)
    elif isinstance(value, Formula):
        cell.value = f"={value.text}"
    else:
        cell.value = value
    dress(cell, look)


def _put_text(cell: Cell, text: str) -> None:
    """Write a text as a text, whatever it looks like."""
    cell.value = ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]) or None
    if cell.value is not None:
        cell.data_type = "s"


def dress(cell: Cell, look: Look) -> None:
    """Give a cell its look; cells that look the same share one style, because making one is slow."""
    text = cell.value if isinstance(cell.value, str) and cell.data_type == "s" else None
    kind = (look, text is not None, text is not None and text.startswith(FORMULA_STARTS))
    styles = STYLES.setdefault(cell.parent.parent, {})
    if kind not in styles:
        _style(cell, *kind)
        styles[kind] = copy(cell._style)  # noqa: SLF001 (openpyxl has no public way to share a style)
    cell._style = copy(styles[kind])  # noqa: SLF001


def _style(cell: Cell, look: Look, is_text: bool, is_marked: bool) -> None:  # noqa: FBT001
    """Set the style of a cell; a marked text is shown to be one, so that editing it cannot make it a formula."""
    cell.font = Font(name=look.font, size=look.size, bold=look.is_bold)
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical=look.vertical,
        wrap_text=look.is_wrapped and not look.is_shrunk,
        shrink_to_fit=look.is_shrunk,
    )
    cell.number_format = TEXT if is_text else look.number
    cell.quotePrefix = is_marked
    cell.protection = Protection(locked=not look.is_input)
    if look.has_border:
        cell.border = BORDER
    if look.is_input or look.is_head:
        cell.fill = INPUT if look.is_input else SHADE


def places(decimals: int) -> str:
    """Return the number format with so many decimals.

    >>> places(2), places(0)
    ('0.00', '0')
    """
    return f"0.{'0' * decimals}" if decimals else "0"


def literal(text: str) -> str:
    """Return a text as it stands inside a number format.

    >>> literal('个"')
    '"个"'
    """
    bare = text.replace('"', "").replace("\\", "")[:50]
    return f'"{bare}"' if bare else ""
