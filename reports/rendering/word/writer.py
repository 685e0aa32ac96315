"""Walking the document: each block becomes paragraphs and tables with the styles of the standard."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from reports.document.blocks import (
    TEXT_WIDTH_MM,
    AttachmentList,
    Block,
    Chart,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Signature,
    Table,
)
from reports.document.titles import title_lines
from reports.rendering.parts import AnnexPart, HeadingPart, Part, annex_parts, body_parts, contents
from reports.rendering.word.contents import write_contents
from reports.rendering.word.looks import set_looks
from reports.rendering.word.package import pack
from reports.rendering.word.pages import mark_margin, start_section
from reports.rendering.word.tables import write_table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def render_docx(document: Document, imprint: Sequence[tuple[str, str]] = (), mark: str = "") -> bytes:
    """Return the document as a docx file; the same document always gives the same bytes.

    Args:
        document: what is written.
        imprint: labels and values of the publication (公开信息), which close the last page.
        mark: what the top margin of every page says, such as 草稿.
    """
    import docx

    word = docx.Document()
    set_looks(word)
    _describe(word, document)
    start_section(word, document.orientation, is_first=True)
    _write_front(word, document)
    _title(word, "Title", title_lines(document.title))
    _Writer(word, document.orientation, is_annex=False).write(body_parts(document))
    for annex in annex_parts(document):
        _write_annex(word, annex)
    for label, value in imprint:
        if value:
            word.add_paragraph(f"{label}：{value}", "Imprint")
    if mark:
        mark_margin(word, mark)
    return pack(word)


def _describe(word: "WordDocument", document: Document) -> None:
    properties = word.core_properties
    properties.title = "".join(title_lines(document.title))
    properties.author, properties.language = document.publisher, document.language
    properties.subject, properties.keywords = document.description[:255], ",".join(document.keywords)


def _write_front(word: "WordDocument", document: Document) -> None:
    """Write cover and contents, each on pages of its own."""
    if document.cover:
        _title(word, "Cover Title", title_lines(document.title))
        for label, value in document.cover:
            word.add_paragraph(f"{label}：{value}", "Cover Line")
        word.add_page_break()
    if document.has_contents:
        word.add_paragraph("目录", "Contents Title")
        write_contents(word, contents(document))
        word.add_page_break()


def _title(word: "WordDocument", style: str, lines: Iterable[str]) -> None:
    """Write a title whose lines break by meaning as one paragraph."""
    first, *others = lines
    paragraph = word.add_paragraph(first, style)
    for line in others:
        paragraph.add_run().add_break()
        paragraph.add_run(line)


def _write_annex(word: "WordDocument", annex: AnnexPart) -> None:
    start_section(word, annex.annex.orientation, is_first=False)
    word.add_paragraph(annex.label, "Annex Label")
    _title(word, "Annex Title", annex.title_lines)
    _Writer(word, annex.annex.orientation, is_annex=True).write(annex.parts)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the blocks of one section; tables of annexes and of landscape pages are set densely."""

    word: "WordDocument"
    orientation: Orientation
    is_annex: bool

    def write(self, parts: Iterable[Part]) -> None:
        """Write every block."""
        for part in parts:
            WRITERS[type(part.block)](self, part)

    def heading(self, part: Part) -> None:
        """Write number and text in the heading style of its level."""
        numbered = cast("HeadingPart", part)
        block = cast("Heading", part.block)
        self.word.add_paragraph(f"{numbered.number}{block.text}", f"Heading {block.level}")

    def paragraph(self, part: Part) -> None:
        """Write a paragraph of the text."""
        self.word.add_paragraph(cast("Paragraph", part.block).text, "Body Text")

    def table(self, part: Part) -> None:
        """Write a table over the width of the text."""
        is_dense = self.is_annex or self.orientation == "landscape"
        width = TEXT_WIDTH_MM[self.orientation]
        write_table(self.word, cast("Table", part.block), width_mm=width, is_dense=is_dense)

    def chart(self, part: Part) -> None:
        """Leave the picture out: Word keeps its own charts, and the table that follows has the same figures."""

    def attachments(self, part: Part) -> None:
        """Write the list of annexes, numbered where there are several."""
        titles = cast("AttachmentList", part.block).titles
        for position, title in enumerate(titles, start=1):
            label = "附件：" if position == 1 else ""
            number = f"{position}." if len(titles) > 1 else ""
            self.word.add_paragraph(f"{label}{number}{title}", "Attachments" if position > 1 else "First Attachment")

    def signature(self, part: Part) -> None:
        """Write the signing unit over the date."""
        block = cast("Signature", part.block)
        self.word.add_paragraph(block.name, "Signature")
        self.word.add_paragraph(block.date_text, "Signing Date")


WRITERS: dict[type[Block], Callable[[_Writer, Part], None]] = {
    AttachmentList: _Writer.attachments,
    Chart: _Writer.chart,
    Heading: _Writer.heading,
    Paragraph: _Writer.paragraph,
    Signature: _Writer.signature,
    Table: _Writer.table,
}
