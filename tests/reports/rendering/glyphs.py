"""What stands where in a PDF, measured from the PDF itself."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    """A visible character: its origin, its box, its font; points from the lower left corner."""

    character: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    font: str
    size: float
    angle: int


@dataclass(frozen=True)
class Page:
    """A page: its width and height in points and its characters in the order of the text."""

    width: float
    height: float
    glyphs: list[Glyph]

    @property
    def number(self) -> list[Glyph]:
        """The page number with its dashes."""
        return [glyph for glyph in self.glyphs if glyph.font == "FandolSong"]

    @property
    def body(self) -> list[Glyph]:
        """Everything but the page number."""
        return [glyph for glyph in self.glyphs if glyph.font != "FandolSong"]

    @property
    def lines(self) -> list[list[Glyph]]:
        """The characters on each base line, from top to bottom, without the page number."""
        ordered = sorted(self.body, key=lambda glyph: (-round(glyph.y, 1), glyph.x))
        return [list(line) for _, line in groupby(ordered, key=lambda glyph: round(glyph.y, 1))]

    @property
    def texts(self) -> list[str]:
        """The text of each line."""
        return [text_of(line) for line in self.lines]


def text_of(glyphs: list[Glyph]) -> str:
    """Return the characters of `glyphs`."""
    return "".join(glyph.character for glyph in glyphs)


def find(pages: list[Page], text: str) -> tuple[int, list[Glyph]]:
    """Return the page number and the characters of the first line that holds `text`."""
    return next(
        (number, line) for number, page in enumerate(pages, start=1) for line in page.lines if text in text_of(line)
    )


def read_pages(pdf: bytes) -> list[Page]:
    """Return the pages of a PDF with all their visible characters."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [Page(*page.get_size(), list(_glyphs(page.get_textpage()))) for page in document]


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    for index in range(text.count_chars()):
        character = _character(text, index)
        if not character.strip() or pdfium.FPDFText_IsGenerated(text, index):
            continue
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        size = round(pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.a, matrix.b), 2)
        angle = round(math.degrees(pdfium.FPDFText_GetCharAngle(text, index)))
        yield Glyph(character, x.value, y.value, text.get_charbox(index), _font(text, index), size, angle)


def _character(text: pypdfium2.PdfTextPage, index: int) -> str:
    """Return the character, and nothing for the second half of a surrogate pair."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if 0xDC00 <= code < 0xE000:
        return ""
    if 0xD800 <= code < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(text, index + 1)
        return chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00)
    return chr(code)


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, index, buffer, len(buffer), flags)
    return buffer.value.decode().partition("+")[2]
