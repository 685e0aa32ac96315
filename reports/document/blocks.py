"""The vocabulary of a report: a `Document` is a title, blocks and annexes.

A block says what stands there, never how it looks or how it is numbered: page and Word get
numbers from `reports.document.numbering` and looks from their own style sheets.

>>> Document("2022年度自评报告", year=2022, publisher="某街道", blocks=(Paragraph("正文。"),)).title
'2022年度自评报告'
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reports.document.characters import one_line, printable
from reports.document.errors import MalformedDocument
from reports.document.grid import check_grid
from reports.document.numbering import NumberingStyle

Align = Literal["left", "center", "right"]
Orientation = Literal["portrait", "landscape"]
RowKind = Literal["header", "body", "group", "total"]
HeadingLevel = Literal[1, 2, 3, 4]

TEXT_WIDTH_MM = {"portrait": 156, "landscape": 225}


def _normalise(block: object, *names: str) -> None:
    for name in names:
        object.__setattr__(block, name, one_line(getattr(block, name)))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline without its number; `anchor` is its address in the page."""

    level: HeadingLevel
    text: str
    anchor: str = ""

    def __post_init__(self) -> None:
        _normalise(self, "text")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of body text."""

    text: str

    def __post_init__(self) -> None:
        _normalise(self, "text")


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return one paragraph for each line of a free text that is not empty."""
    return tuple(Paragraph(line) for line in printable(text).split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; without `align` it follows its column, a header cell is centred."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    align: Align | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; rows of kind "header" come first and are repeated on each page.

    `is_kept` says that it stays on one page with the row below.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = "body"
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; widths are in millimetres and stretched to fill the line."""

    title: str
    width_mm: float
    align: Align = "left"

    def __post_init__(self) -> None:
        _normalise(self, "title")


@dataclass(frozen=True, slots=True)
class Table:
    """A table; where columns have titles they make the header row; `note` stands below it.

    Raises:
        MalformedDocument: a row leaves a gap or does not fit.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit_note: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _normalise(self, "caption", "unit_note", "note")
        check_grid(self)

    @property
    def width_mm(self) -> float:
        """The widths of all columns together."""
        return sum(column.width_mm for column in self.columns)

    @property
    def has_titles(self) -> bool:
        """Whether any column has a title."""
        return any(column.title for column in self.columns)


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """The note below the text that names the annexes (附件说明)."""

    titles: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "titles", tuple(map(one_line, self.titles)))


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing unit (署名) over the date of the document (成文日期), without a seal."""

    name: str
    date_text: str

    def __post_init__(self) -> None:
        _normalise(self, "name", "date_text")


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of what could be had was reached: `value` of `full`, None where it is not known; both in points."""

    value: Decimal | None
    full: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: a measure for each of the chart's series."""

    label: str
    measures: tuple[Measure, ...]

    def __post_init__(self) -> None:
        _normalise(self, "label")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of shares reached; the same figures stand in a table beside it. `text` says what it shows."""

    caption: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    text: str

    def __post_init__(self) -> None:
        _normalise(self, "caption", "text")


Block = Heading | Paragraph | Table | Chart | AttachmentList | Signature


def check_widths(blocks: tuple[Block, ...], orientation: Orientation) -> None:
    """Refuse a table that is wider than its page's text.

    Raises:
        MalformedDocument: it names the table and both widths.
    """
    widest = TEXT_WIDTH_MM[orientation]
    for block in blocks:
        if isinstance(block, Table) and block.width_mm > widest:
            raise MalformedDocument(
                f"表格“{block.caption}”各列合计宽{block.width_mm:g}毫米，超出版心宽度{widest}毫米。"
            )


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (附件): its own pages, upright or landscape."""

    title: str
    blocks: tuple[Block, ...]
    orientation: Orientation = "portrait"

    def __post_init__(self) -> None:
        _normalise(self, "title")
        check_widths(self.blocks, self.orientation)


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report; a line end in the title is a break by meaning, as 公文 asks for.

    `orientation` is that of the text before the annexes; `cover` are labels and values of a cover, which stands before
    the text when there are any, and `has_contents` asks for a contents page behind it.
    """

    title: str
    year: int
    publisher: str
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    language: str = "zh-CN"
    description: str = ""
    keywords: tuple[str, ...] = field(default=())
    orientation: Orientation = "portrait"
    numbering: NumberingStyle = "official"
    cover: tuple[tuple[str, str], ...] = ()
    has_contents: bool = False

    def __post_init__(self) -> None:
        _normalise(self, "publisher", "description")
        object.__setattr__(self, "title", printable(self.title))
        check_widths(self.blocks, self.orientation)
