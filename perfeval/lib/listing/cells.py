"""One value as a cell of a sheet."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from ..characters import typed
from .columns import Look, Value
from .formulas import FORMULA_STARTS

LONGEST_TEXT = 32_767
CUT = "……（以下从略）"
TEXT, MARKED, DAY, MOMENT = 2, 3, 8, 9
NUMBERS = {Look.PLAIN: 4, Look.POINTS: 5, Look.MONEY: 6, Look.PERCENT: 7}

_START = datetime(1899, 12, 30)  # noqa: DTZ001 (a sheet knows no time zone)
_FIRST_DAY = date(1900, 3, 1)
_A_DAY = timedelta(days=1)
_UNUSUAL = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell(value: Value, look: Look = Look.PLAIN) -> str:
    """Return the cell; the place follows from the order."""
    if value is None or value == "":
        return f'<c s="{TEXT}"/>'
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, date):
        return _day(value)
    number = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f'<c s="{NUMBERS[look]}"><v>{number}</v></c>'


def text_cell(text: str, style: int | None = None) -> str:
    """Return a text as a text, whatever it looks like."""
    style = style or (MARKED if text.startswith(FORMULA_STARTS) else TEXT)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{written(text)}</t></is></c>'


def written(text: str) -> str:
    """Return the text as it stands in XML: what cannot be stored left out, what is too long cut and said so."""
    if _UNUSUAL.search(text):
        text = typed(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - len(CUT)] + CUT
    return escape(_LOOKS_ESCAPED.sub("_x005F_", text))


def _day(value: date) -> str:
    """Return a day, or a moment, as the number that sheets count with; what lies before their calendar is a text."""
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
        if moment.date() < _FIRST_DAY:
            return text_cell(f"{moment:%Y-%m-%d %H:%M:%S}")
        seconds = Decimal(round((moment - _START).total_seconds())) / 86400
        return f'<c s="{MOMENT}"><v>{seconds:.10f}</v></c>'
    if value < _FIRST_DAY:
        return text_cell(value.isoformat())
    return f'<c s="{DAY}"><v>{(value - _START.date()) // _A_DAY}</v></c>'
