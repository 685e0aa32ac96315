"""A composed report as plain text, for tests that look for words."""

from collections.abc import Iterator

from reports.document.blocks import AttachmentList, Block, Document, Heading, Paragraph, Signature, Table


def lines_of(document: Document) -> Iterator[str]:
    """Yield every text that the report prints."""
    yield document.title
    yield document.description
    yield from document.keywords
    for block in document.blocks:
        yield from _texts(block)
    for annex in document.annexes:
        yield annex.title
        for block in annex.blocks:
            yield from _texts(block)


def text_of(document: Document) -> str:
    """Return every text that the report prints, line by line."""
    return "\n".join(lines_of(document))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Table():
            yield block.caption
            yield block.unit_note
            yield block.note
            yield from (column.title for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row.cells)
        case AttachmentList():
            yield from block.titles
        case Signature():
            yield block.name
            yield block.date_text
