"""Embedded fonts without the holes that WeasyPrint leaves in them.

WeasyPrint keeps the number of every glyph and so one empty glyph for each that the report does not need: of a Chinese
font, thousands. In a font that calls its glyphs by number (CID-keyed CFF) they can be taken out, as each that is left
still says its old number. Whatever else a font holds is of no use in a PDF (ISO 32000-1, 9.9).
"""

import ctypes
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.cffLib import CFFFontSet

READ_ONLY = 1
KEEP_OUTLINE_OF_MISSING = 0x40
PROGRAM = int.from_bytes(b"CFF ")

Pointer = ctypes.c_void_p
FUNCTIONS = {
    "hb_blob_create": (ctypes.c_char_p, ctypes.c_uint, ctypes.c_int, Pointer, Pointer),
    "hb_face_create": (Pointer, ctypes.c_uint),
    "hb_subset_input_create_or_fail": (),
    "hb_subset_input_set_flags": (Pointer, ctypes.c_uint),
    "hb_subset_input_glyph_set": (Pointer,),
    "hb_set_add": (Pointer, ctypes.c_uint),
    "hb_subset_or_fail": (Pointer, Pointer),
    "hb_face_reference_table": (Pointer, ctypes.c_uint),
    "hb_blob_get_data": (Pointer, ctypes.POINTER(ctypes.c_uint)),
}


def compact_fonts(document: Any, pdf: Any) -> None:
    """Replace the fonts of a PDF that is about to be written; WeasyPrint calls it."""
    glyphs: dict[int, set[int]] = {}
    for font in document.fonts.values():
        glyphs.setdefault(id(font.file_content), set()).update(font.to_unicode)
    for stream in pdf.objects:
        content = stream.stream[0] if getattr(stream, "extra", {}).get("Subtype") == "/OpenType" else b""
        program = compact(content, glyphs.get(id(content), ()))
        if program:
            stream.stream = [program]
            stream.extra["Subtype"] = "/CIDFontType0C"


def compact(font: bytes, glyphs: Iterable[int]) -> bytes:
    """Return the outlines of `glyphs` alone, each under its old number; empty when the font cannot do that."""
    numbers = sorted(glyphs)
    program = _subset(font, numbers) if numbers else b""
    return program if program and _keeps_numbers(program, {0, *numbers}) else b""


def _keeps_numbers(program: bytes, wanted: set[int]) -> bool:
    """Say whether a program calls its glyphs by the wanted numbers.

    One of several parts (FDArray, as in Noto CJK) is refused: not every reader finds the part of a moved glyph.
    """
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    top = fonts[0]
    if not hasattr(top, "ROS") or len(top.FDArray) > 1:
        return False
    return {0, *(int(name.removeprefix("cid")) for name in top.charset[1:])} <= wanted


def _subset(font: bytes, glyphs: list[int]) -> bytes:
    """Return the CFF table with these glyphs only; the process ends soon, so nothing is given back to HarfBuzz."""
    call = _harfbuzz()
    face = call.hb_face_create(call.hb_blob_create(font, len(font), READ_ONLY, None, None), 0)
    wanted = call.hb_subset_input_create_or_fail()
    call.hb_subset_input_set_flags(wanted, KEEP_OUTLINE_OF_MISSING)
    for glyph in glyphs:
        call.hb_set_add(call.hb_subset_input_glyph_set(wanted), glyph)
    table = call.hb_face_reference_table(call.hb_subset_or_fail(face, wanted), PROGRAM)
    length = ctypes.c_uint()
    return ctypes.string_at(call.hb_blob_get_data(table, length), length.value)


@cache
def _harfbuzz() -> Any:
    """Return HarfBuzz with its functions typed; the library of subsets brings the other one with it."""
    library = ctypes.CDLL("libharfbuzz-subset.so.0")
    for name, arguments in FUNCTIONS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, Pointer
    return library
