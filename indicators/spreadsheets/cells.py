"""Writing values into cells so that a number is a number and a text can never become a formula."""

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from indicators.spreadsheets.formulas import Formula

Value = str | int | Decimal | Formula | None

TEXT = "@"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_TEXT = 32_767
SONG, TITLE, BLACK = "仿宋", "方正小标宋简体", "黑体"
LINE = Side(style="thin", color="FF000000")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
INPUT = PatternFill("solid", fgColor="FFFFF8DC")
SHADE = PatternFill("solid", fgColor="FFEDEDED")


@dataclass(frozen=True)
class Look:
    """How a cell is printed."""

    size: float = 10.5
    font: str = SONG
    is_bold: bool = False
    align: str = "center"
    has_border: bool = True
    number: str = "General"
    fill: PatternFill | None = None
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
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT] or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)


def dress(cell: Cell, look: Look) -> None:
    """Give a cell its look."""
    cell.font = Font(name=look.font, size=look.size, bold=look.is_bold)
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical=look.vertical,
        wrap_text=look.is_wrapped and not look.is_shrunk,
        shrink_to_fit=look.is_shrunk,
    )
    cell.number_format = TEXT if isinstance(cell.value, str) and cell.data_type == "s" else look.number
    if look.has_border:
        cell.border = BORDER
    if look.fill:
        cell.fill = look.fill


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
