"""The contents page as a field that Word brings up to date; until then it lists the chapters without their pages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement

from reports.rendering.parts import Entry

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

INSTRUCTION = 'TOC \\o "1-2" \\h \\z \\u'


def write_contents(word: "WordDocument", entries: Iterable[Entry]) -> None:
    """Write one line for each entry, all of them inside the field."""
    paragraphs = [word.add_paragraph(entry.text, f"toc {entry.level}") for entry in entries]
    if not paragraphs:
        return
    start, instruction, separator, end = (OxmlElement("w:r") for _ in range(4))
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = INSTRUCTION
    instruction.append(text)
    for run, kind in ((start, "begin"), (separator, "separate"), (end, "end")):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run.append(mark)
    _put_first(paragraphs[0], start, instruction, separator)
    paragraphs[-1]._p.append(end)  # noqa: SLF001 - the documented way to fields


def _put_first(paragraph: "WordParagraph", *runs: object) -> None:
    first = paragraph.runs[0]._r  # noqa: SLF001
    for run in runs:
        first.addprevious(run)
