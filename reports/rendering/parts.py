"""A document's blocks as the templates want them: numbered and addressed."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.document.blocks import (
    Annex,
    AttachmentList,
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from reports.document.numbering import Path, annex_label, number, paths
from reports.document.titles import title_lines
from reports.rendering.tables import PlacedRow, body_rows, column_shares, head_rows

TEMPLATES: dict[type[Block], str] = {
    AttachmentList: "document/attachment_list.html",
    Heading: "document/heading.html",
    Paragraph: "document/paragraph.html",
    Signature: "document/signature.html",
    Table: "document/table.html",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One block and the template that prints it."""

    block: Block

    @property
    def template(self) -> str:
        """The template of this kind of block."""
        return TEMPLATES[type(self.block)]


@dataclass(frozen=True, slots=True)
class HeadingPart(Part):
    """A heading with its number, its address in the page and its HTML level."""

    number: str
    anchor: str
    rank: int


@dataclass(frozen=True, slots=True)
class TablePart(Part):
    """A table with its columns' shares of the line."""

    shares: tuple[str, ...]
    head: tuple[PlacedRow, ...]
    body: tuple[PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """An annex with its label and address."""

    annex: Annex
    label: str
    anchor: str
    parts: tuple[Part, ...]

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title, as it breaks where it is too long for one line."""
        return title_lines(self.annex.title)


def body_parts(document: Document) -> tuple[Part, ...]:
    """Return the parts of the text before the annexes."""
    return _parts(document.blocks, prefix="section", top_rank=2)


def annex_parts(document: Document) -> tuple[AnnexPart, ...]:
    """Return the annexes; the headings of each are numbered anew."""
    return tuple(
        AnnexPart(
            annex=annex,
            label=annex_label(position, len(document.annexes)),
            anchor=f"annex-{position}",
            parts=_parts(annex.blocks, prefix=f"annex-{position}", top_rank=3),
        )
        for position, annex in enumerate(document.annexes, start=1)
    )


def _parts(blocks: tuple[Block, ...], *, prefix: str, top_rank: int) -> tuple[Part, ...]:
    places = paths(block.level for block in blocks if isinstance(block, Heading))
    return tuple(_part(block, places, prefix, top_rank) for block in blocks)


def _part(block: Block, places: Iterator[Path], prefix: str, top_rank: int) -> Part:
    match block:
        case Heading():
            path = next(places)
            anchor = block.anchor or "-".join([prefix, *map(str, path)])
            return HeadingPart(block, number(path), anchor, top_rank - 1 + block.level)
        case Table():
            return TablePart(block, column_shares(block), head_rows(block), body_rows(block))
        case _:
            return Part(block)
