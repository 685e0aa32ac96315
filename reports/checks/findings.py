"""What a check says, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Protocol
from unicodedata import normalize

from reports.snapshot import Snapshot

from .differing import difference_of

INDICATORS = "indicators"
PROJECTS = "projects"


class Severity(StrEnum):
    """What a finding asks for."""

    BLOCK = "block"
    EXPLAIN = "explain"
    HINT = "hint"

    @property
    def label(self) -> str:
        """Its name on screen."""
        return {"block": "阻断", "explain": "需说明", "hint": "提示"}[self.value]


class Category(StrEnum):
    """What kind of fault a check looks for."""

    COMPLETENESS = "完整性"
    ARITHMETIC = "准确性"
    CONSISTENCY = "一致性"
    DESIGN = "指标设置"
    REASONS = "原因和改进"
    TEXT = "文字"
    DISCLOSURE = "公开"
    SYSTEM = "系统"


class Cost(StrEnum):
    """When a check is asked: at every save and page, or by a worker."""

    FAST = "fast"
    SLOW = "slow"


class Scope(StrEnum):
    """What a check looks at: one evaluation, or a whole round."""

    EVALUATION = "evaluation"
    ROUND = "round"


Span = tuple[int, int]
"""Where a stretch of a field's text begins and ends."""


@dataclass(frozen=True)
class Place:
    """Where to go: the part of the entry screens, its field, the row there, and a name to show.

    `row` is the key of an indicator, the category of a budget line, the source of a project's funds, or the position
    in a list from 0; `project` is the key of the project's self-evaluation, empty for the whole department.
    `input` is the name of the exact input on its screen ("duties-0-text"), `span` a stretch of the text in it.
    """

    part: str
    field: str = ""
    row: str = ""
    label: str = ""
    project: str = ""
    input: str = ""
    span: Span | None = None

    @property
    def key(self) -> str:
        """What tells the place from others and lasts while rows are added, removed and moved around it."""
        is_position = self.row.isdecimal() and not self.is_indicator
        return "/".join((self.part, self.project, self.field, "" if is_position else self.row))

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator of the whole department or of a project."""
        return self.part in (INDICATORS, PROJECTS) and self.row.isdecimal()


@dataclass(frozen=True)
class Fault:
    """What a check yields: the message says what is wrong, where, and what to do.

    Attributes:
        content: what gives offence; an answer holds as long as it stays the same. Else `actual`, else the message.
        replacement: what the span may become at a click, None where a person has to think.
    """

    message: str
    field: str = ""
    row: str = ""
    label: str = ""
    expected: str = ""
    actual: str = ""
    part: str = ""
    project: str = ""
    input: str = ""
    span: Span | None = None
    content: str = ""
    replacement: str | None = None


@dataclass(frozen=True)
class Finding:
    """One fault with the check that found it (校验结果)."""

    check_id: str
    severity: Severity
    title: str
    message: str
    place: Place
    expected: str = ""
    actual: str = ""
    content: str = ""
    replacement: str | None = None
    is_answered: bool = False

    @property
    def difference(self) -> str:
        """By how much what is written is more or less than expected, where both are numbers of one measure."""
        return difference_of(self.expected, self.actual)

    @property
    def fingerprint(self) -> str:
        """What an answer is bound to: editing what gives offence changes it, other edits do not."""
        offending = "".join(normalize("NFKC", self.content or self.actual or self.message).split())
        return sha256("\n".join((self.check_id, self.place.key, offending)).encode()).hexdigest()[:32]

    @property
    def blocks(self) -> bool:
        """Whether it stops submitting, approving and publishing."""
        return self.severity is Severity.BLOCK and not self.is_answered

    @property
    def asks(self) -> bool:
        """Whether it still asks for a written reason, without which nothing is submitted."""
        return self.severity is Severity.EXPLAIN and not self.is_answered

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to do something about it."""
        return self.blocks or self.asks


@dataclass(frozen=True)
class Alike:
    """A paragraph of another report that reads nearly the same; `share` of what both say is the same, 0 to 1."""

    unit: str
    year: int
    text: str
    share: Decimal


class OtherReports(Protocol):
    """The index of other reports, which a paragraph is looked up in."""

    def alike(self, paragraph: str) -> Sequence[Alike]:
        """Return the paragraphs that read nearly the same, the nearest first."""


@dataclass(frozen=True)
class Context:
    """What checks know besides the snapshot, as plain values.

    Attributes:
        today: the business date.
        due: the last day of the round, None where there is none.
        known_names: for each other unit of the same kind all its names; they must not stand in the report.
        previous: last year's snapshot of the same unit, None where there is none.
        official: final accounts as imported, in 元, by category and column of the budget ("basic", "executed").
        others: the index of other reports, None where nobody has made one.
        severities: what the administrator has set for this scheme, kind of unit and year, by check.
    """

    today: date
    due: date | None = None
    known_names: tuple[tuple[str, ...], ...] = ()
    previous: Snapshot | None = None
    official: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    others: OtherReports | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
