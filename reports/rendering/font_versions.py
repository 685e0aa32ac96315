"""Which version of each typeface a PDF was set in, as the font file itself states it."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import Document

VERSION_NAME = 5
"""The number of the version string in a font's table of names (OpenType, name ID 5)."""


def font_versions(document: "Document") -> tuple[tuple[str, str], ...]:
    """Return family and version of every typeface of a document, each once, sorted."""
    return tuple(sorted({(font.family, _version(font)) for font in document.fonts.values()}))


def _version(font: object) -> str:
    from fontTools.ttLib import TTFont
    from weasyprint.text.fonts import get_hb_object_data

    content = BytesIO(get_hb_object_data(font.hb_face))  # type: ignore[attr-defined]
    opened = TTFont(content, fontNumber=font.index, lazy=True)  # type: ignore[attr-defined]
    return opened["name"].getDebugName(VERSION_NAME) or ""
