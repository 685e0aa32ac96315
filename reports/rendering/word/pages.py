"""Pages of the Word file: size, margins, line grid, and the numbers on the outer side (GB/T 9704-2012, 7.5)."""

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from docx.shared import Mm, Pt

from reports.document.blocks import Orientation
from reports.rendering.word.looks import LEFT, RIGHT

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section, _Footer

LINE_PITCH = 579
"""Twentieths of a point; 22 lines fill 225 mm."""
SHORT, LONG = Mm(210), Mm(297)


def start_section(word: "WordDocument", orientation: Orientation, *, is_first: bool) -> None:
    """Begin a new page with this orientation; the first section is there already."""
    section = word.sections[0] if is_first else word.add_section(WD_SECTION.NEW_PAGE)
    _shape(section, orientation)
    if is_first:
        word.settings.odd_and_even_pages_header_footer = True
        _number(section.footer, RIGHT)
        _number(section.even_page_footer, LEFT)


def mark_margin(word: "WordDocument", text: str) -> None:
    """Print `text` in the top margin of every page."""
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].text = text


def _shape(section: "Section", orientation: Orientation) -> None:
    """Set size and margins; a landscape page is the upright sheet turned: its top is the left edge."""
    section.header_distance, section.footer_distance = Mm(20), Mm(23)
    if orientation == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = LONG, SHORT
        section.top_margin, section.right_margin = Mm(28), Mm(37)
        section.bottom_margin, section.left_margin = Mm(26), Mm(35)
        section.header_distance, section.footer_distance = Mm(15), Mm(14)
    else:
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = SHORT, LONG
        section.top_margin, section.right_margin = Mm(37), Mm(26)
        section.bottom_margin, section.left_margin = Mm(35), Mm(28)
    _set_grid(section)


def _set_grid(section: "Section") -> None:
    properties = section._sectPr  # noqa: SLF001 - python-docx has no other way to the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    properties.append(grid)


def _number(footer: "_Footer", side: object) -> None:
    """Print — 1 — one character in from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the documented way to fields
    paragraph.add_run(" —")
