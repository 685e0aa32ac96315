"""The paragraph styles of the Word file: the type, size and spacing that GB/T 9704-2012 gives to each part."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from docx.shared import Pt

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

XIAOBIAOSONG, FANGSONG, KAITI, HEITI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LINE = Pt(28.95)
BODY_SIZE, CHARACTER = 16, 15.79
"""Points of 3号 type, and what a character of it takes: 28 of them fill 156 mm."""
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Look:
    """One style: type and size in points, alignment, indents in characters, lines of space, outline level from 1.

    `line` is the height of a line in points, None for that of the text, whose grid such lines then follow.
    """

    font: str = FANGSONG
    size: float = BODY_SIZE
    align: WD_ALIGN_PARAGRAPH = JUSTIFY
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float | None = None
    level: int = 0
    keeps_next: bool = False


def _heading(font: str, level: int) -> Look:
    return Look(font, first=2, level=level, keeps_next=True)


LOOKS = {
    "Normal": Look(),
    "Body Text": Look(first=2),
    "Title": Look(XIAOBIAOSONG, 22, CENTER, before=2, after=1),
    "Heading 1": _heading(HEITI, 1),
    "Heading 2": _heading(KAITI, 2),
    "Heading 3": _heading(FANGSONG, 3),
    "Heading 4": _heading(FANGSONG, 4),
    "Cover Title": Look(XIAOBIAOSONG, 26, CENTER, before=6, after=6, line=43),
    "Cover Line": Look(left=3, align=LEFT),
    "Contents Title": Look(XIAOBIAOSONG, 22, CENTER, after=1),
    "toc 1": Look(),
    "toc 2": Look(left=2),
    "Attachments": Look(left=6, first=-1),
    "First Attachment": Look(left=6, first=-4, before=1),
    "Signature": Look(align=RIGHT, right=2, before=1, keeps_next=True),
    "Signing Date": Look(align=RIGHT, right=4),
    "Annex Label": Look(HEITI, align=LEFT, keeps_next=True),
    "Annex Title": Look(XIAOBIAOSONG, 22, CENTER, before=1, after=1, level=1, keeps_next=True),
    "Caption": Look(HEITI, 14, CENTER, keeps_next=True),
    "Unit Note": Look(size=12, align=RIGHT, line=20, keeps_next=True),
    "Table Text": Look(size=12, align=LEFT, line=20),
    "Table Head": Look(HEITI, 12, CENTER, line=20),
    "Dense Text": Look(size=10.5, align=LEFT, line=15),
    "Dense Head": Look(HEITI, 10.5, CENTER, line=15),
    "Table Note": Look(size=12, line=20),
    "Imprint": Look(size=14, left=1, right=1, line=24),
    "Header": Look(size=10.5, align=RIGHT, line=15),
    "Footer": Look(SONG, 14, line=14),
}


def set_looks(word: "WordDocument") -> None:
    """Give the document these styles and no others."""
    styles = word.styles
    kept = {"Normal Table", "Default Paragraph Font", "No List", "Table Grid"}
    for style in list(styles):
        if style.name not in LOOKS and style.name not in kept:
            style.delete()
    names = {style.name for style in styles}
    for name in LOOKS:
        if name not in names:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name, look in LOOKS.items():
        _set(styles[name], look)
    _set_defaults(word)


def _set(style: "ParagraphStyle", look: Look) -> None:
    for old in (style.element.pPr, style.element.rPr, style.element.find(qn("w:link"))):
        if old is not None:
            style.element.remove(old)
    style.quick_style = True
    style.font.size = Pt(look.size)
    set_font(style.font, look.font)
    shape = style.paragraph_format
    shape.alignment = look.align
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(look.line) if look.line else LINE
    if look.line:
        _leave_grid(style)
    shape.space_before, shape.space_after = look.before * LINE, look.after * LINE
    shape.keep_with_next = look.keeps_next or None
    _indent(style, look)
    if look.size == BODY_SIZE:
        _space_characters(style)
    if look.level:
        _outline(style, look.level)


def _indent(style: "ParagraphStyle", look: Look) -> None:
    """Set the indents in points and in characters; Word follows the characters when the size changes."""
    shape = style.paragraph_format
    shape.left_indent, shape.right_indent = Pt(look.left * CHARACTER), Pt(look.right * CHARACTER)
    shape.first_line_indent = Pt(look.first * CHARACTER)
    indent = style.element.pPr.find(qn("w:ind"))
    names = {"w:leftChars": look.left, "w:rightChars": look.right}
    names["w:firstLineChars" if look.first >= 0 else "w:hangingChars"] = abs(look.first)
    for name, characters in names.items():
        indent.set(qn(name), str(round(characters * 100)))


def _leave_grid(style: "ParagraphStyle") -> None:
    """Let lines of another height stand closer than the grid of the text."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.element.pPr.find(qn("w:spacing")).addprevious(snap)


def _space_characters(style: "ParagraphStyle") -> None:
    """Set 28 characters to a line; a grid of characters would do the same, but not every program follows it."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round((CHARACTER - BODY_SIZE) * 20)))
    style.element.rPr.find(qn("w:sz")).addprevious(spacing)


def _outline(style: "ParagraphStyle", level: int) -> None:
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    style.element.pPr.append(outline)


def set_font(font: object, name: str) -> None:
    """Name the typeface for every script; a theme's fonts must not win over it."""
    font.name = name  # type: ignore[attr-defined]
    fonts = font.element.rPr.rFonts  # type: ignore[attr-defined]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)
    for attribute in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[attribute]


def _set_defaults(word: "WordDocument") -> None:
    """Say once that the text is Chinese and whose typeface it has where no style speaks."""
    properties = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(properties):
        properties.remove(child)
    fonts, language = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FANGSONG)
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.extend([fonts, language])
