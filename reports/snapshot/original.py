"""What an old report says, as it says it: every value with its place in the text. Amounts are 元, points 分.

Lines are counted from 1; `start` and `end` are positions in the line. None is what was not found: nothing is guessed.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Stated:
    """Something that stands in the text: `text` as written, `number` where it is one, `name` what it is said of."""

    text: str
    line: int
    start: int = 0
    end: int = 0
    name: str = ""
    number: Decimal | None = None


@dataclass(frozen=True)
class HeadingFacts:
    """A numbered line: a heading, or an item whose text follows in the same line.

    `kind` is the form of its number ("一、", "(1)"), `ordinal` the number, `level` its depth among the headings.
    """

    kind: str
    ordinal: int
    title: str
    line: int
    level: int
    is_heading: bool = True


@dataclass(frozen=True)
class StatedAmount:
    """An amount of the budget: its line (`category`) and column as in BudgetFigures, and how it is printed."""

    category: str
    column: str
    amount: Decimal
    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class StatedRatio:
    """A printed rate: both sides where they are printed, in `unit`, and the percentage as printed."""

    name: str
    percent: Decimal
    line: int
    start: int
    end: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    denominator_name: str = ""


@dataclass(frozen=True)
class StatedIndicator:
    """A leaf of the printed tree.

    Attributes:
        path: 一级、二级、三级, None for a level that is not printed.
        inferred: the points are those of the parent, whose only child it is.
        score_line: where the score stands; the text about it runs from `line` to `last_line`.
    """

    path: tuple[str | None, ...]
    points: Decimal | None
    score: Decimal | None
    line: int
    score_line: int | None = None
    last_line: int = 0
    inferred: bool = False
    narrative: str = ""
    target: str = ""
    actual: str = ""
    reason: str = ""

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.line, self.last_line + 1)

    @property
    def name(self) -> str:
        """The last level that is printed."""
        return next((name for name in reversed(self.path) if name), "")


@dataclass(frozen=True)
class StatedBranch:
    """A level of the printed tree above the leaves, with its printed points."""

    path: tuple[str, ...]
    points: Decimal | None
    line: int


@dataclass(frozen=True)
class StatedItem:
    """A problem or a measure."""

    title: str
    text: str
    line: int
    last_line: int


@dataclass(frozen=True)
class StatedAuthority:
    """A cited document; `number` as printed, empty where there is none."""

    title: str
    number: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Doubt:
    """What the reader did not understand, or does not want to decide."""

    line: int
    message: str


@dataclass(frozen=True)
class OriginalFacts:
    """An old report as it was read."""

    lines: tuple[str, ...] = ()
    title: Stated | None = None
    department: Stated | None = None
    publisher: Stated | None = None
    year: Stated | None = None
    header: tuple[Stated, ...] = ()
    headings: tuple[HeadingFacts, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    ratios: tuple[StatedRatio, ...] = ()
    execution: StatedIndicator | None = None
    branches: tuple[StatedBranch, ...] = ()
    indicators: tuple[StatedIndicator, ...] = ()
    totals: tuple[Stated, ...] = ()
    grades: tuple[Stated, ...] = ()
    staffing: tuple[Stated, ...] = ()
    authorities: tuple[StatedAuthority, ...] = ()
    problems: tuple[StatedItem, ...] = ()
    measures: tuple[StatedItem, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def line(self, number: int) -> str:
        """Return one line of the text, counted from 1; empty beyond its end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def amount(self, category: str, column: str) -> StatedAmount | None:
        """Return the first amount that is printed for a line and column of the budget."""
        return next((entry for entry in self.amounts if (entry.category, entry.column) == (category, column)), None)
