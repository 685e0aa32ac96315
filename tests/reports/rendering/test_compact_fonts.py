"""A font in the PDF holds the glyphs of the report and nothing else."""

from io import BytesIO

import pypdfium2
import pytest
import weasyprint
from fontTools.cffLib import CFFFontSet

from reports.rendering.fonts import compact, compact_fonts
from reports.rendering.worker import OPTIONS

pytestmark = pytest.mark.pdf

STYLE = "<style>p {{ font-family: {family}; font-size: 20pt }}</style>"
PAGE = f'<html lang="zh-CN"><title>页</title>{STYLE}<p>{{text}}</p></html>'
TEXT = "公园街道2022年度自评得分96分，“优”。"
ONE_PART, SEVERAL_PARTS = "FandolFang", "Noto Serif CJK SC"


def layout(family, text=TEXT):
    return weasyprint.HTML(string=PAGE.format(family=family, text=text)).render(**OPTIONS)


def font_of(family, text=TEXT):
    """Return the font as WeasyPrint embeds it and the numbers of its glyphs in use."""
    document = layout(family, text)
    document.write_pdf(**OPTIONS)
    [font] = document.fonts.values()
    return font.file_content, set(font.to_unicode)


def read(program):
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    return fonts[0]


def test_glyphs_keep_their_numbers_and_no_hole_is_left():
    whole, glyphs = font_of(ONE_PART)

    top = read(compact(whole, glyphs))

    assert {int(name.removeprefix("cid")) for name in top.charset[1:]} == glyphs
    assert len(top.CharStrings) == len(glyphs) + 1 == len(set(TEXT)) + 1


def test_outlines_stay_as_they_are():
    whole, glyphs = font_of(ONE_PART)

    before, after = read(whole[whole.index(b"\x01\x00\x04") :]), read(compact(whole, glyphs))

    for glyph in glyphs:
        name = f"cid{glyph:05d}"
        assert after.CharStrings[name].bytecode == before.CharStrings[name].bytecode


@pytest.mark.parametrize(
    ("font", "glyphs"),
    [
        pytest.param(b"", {1}, id="no font"),
        pytest.param(b"\x00\x01\x00\x00 no font", {1}, id="no outlines"),
        pytest.param(b"OTTO", (), id="no glyph in use"),
    ],
)
def test_what_cannot_be_compacted_is_left_alone(font, glyphs):
    assert compact(font, glyphs) == b""


def test_font_of_several_parts_is_left_alone():
    assert compact(*font_of(SEVERAL_PARTS)) == b""


@pytest.mark.parametrize("family", [ONE_PART, SEVERAL_PARTS])
def test_page_looks_and_reads_the_same(family):
    whole = layout(family).write_pdf(**OPTIONS)
    compacted = layout(family).write_pdf(finisher=compact_fonts, **OPTIONS)

    before, after = (pypdfium2.PdfDocument(pdf)[0] for pdf in (whole, compacted))
    shades = zip(before.render(scale=1).buffer, after.render(scale=1).buffer, strict=True)
    assert max(abs(one - other) for one, other in shades) < 64
    assert after.get_textpage().get_text_range() == before.get_textpage().get_text_range() == TEXT


def test_pdf_is_smaller():
    sizes = [len(layout(ONE_PART).write_pdf(finisher=finisher, **OPTIONS)) for finisher in (None, compact_fonts)]

    assert sizes[1] < sizes[0] * 0.75
