"""A document's blocks as the templates want them: numbered and addressed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from reports.document.blocks import (
    Annex,
    AttachmentList,
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from reports.document.numbering import NumberingStyle, Path, annex_label, number, paths
from reports.document.titles import title_lines
from reports.rendering.charts import picture
from reports.rendering.tables import PlacedRow, body_rows, column_shares, head_rows

LISTED_LEVELS = 2
TEMPLATES: dict[type[Block], str] = {
    AttachmentList: "document/attachment_list.html",
    Chart: "document/chart.html",
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

    @property
    def level(self) -> int:
        """The level of the heading in the outline."""
        return self._heading.level

    @property
    def text(self) -> str:
        """The heading without its number."""
        return self._heading.text

    @property
    def _heading(self) -> Heading:
        return cast("Heading", self.block)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChartPart(Part):
    """A chart with its picture, an address that holds all of it."""

    picture: str


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
    return _parts(document.blocks, prefix="section", top_rank=2, style=document.numbering)


def contents(document: Document) -> tuple[Entry, ...]:
    """Return what the contents page lists: the upper two levels of the text, then the annexes."""
    headings = [part for part in body_parts(document) if isinstance(part, HeadingPart)]
    entries = [
        Entry(part.level, f"{part.number}{part.text}", part.anchor) for part in headings if part.level <= LISTED_LEVELS
    ]
    annexes = (Entry(1, f"{part.label}\u3000{part.annex.title}", part.anchor) for part in annex_parts(document))
    return (*entries, *annexes)


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


def _parts(
    blocks: tuple[Block, ...], *, prefix: str, top_rank: int, style: NumberingStyle = "official"
) -> tuple[Part, ...]:
    places = paths(block.level for block in blocks if isinstance(block, Heading))
    return tuple(_part(block, places, prefix, top_rank, style) for block in blocks)


def _part(block: Block, places: Iterator[Path], prefix: str, top_rank: int, style: NumberingStyle) -> Part:
    match block:
        case Heading():
            path = next(places)
            anchor = block.anchor or "-".join([prefix, *map(str, path)])
            return HeadingPart(block, number(path, style), anchor, top_rank - 1 + block.level)
        case Table():
            return TablePart(block, column_shares(block), head_rows(block), body_rows(block))
        case Chart():
            return ChartPart(block, picture(block))
        case _:
            return Part(block)
