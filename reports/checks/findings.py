"""What a check says, and where."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True)
class Place:
    """Where to go: the part of the entry screens, its field, the row there, and a name to show.

    `row` is the key of an indicator, the category of a budget line, the source of a project's funds, or the position
    in a list from 0; `project` is the key of the project's self-evaluation, empty for the whole department.
    """

    part: str
    field: str = ""
    row: str = ""
    label: str = ""
    project: str = ""

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator of the whole department or of a project."""
        return self.part in (INDICATORS, PROJECTS) and self.row.isdecimal()


@dataclass(frozen=True)
class Fault:
    """What a check yields: the message says what is wrong, where, and what to do."""

    message: str
    field: str = ""
    row: str = ""
    label: str = ""
    expected: str = ""
    actual: str = ""
    part: str = ""
    project: str = ""


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

    @property
    def blocks(self) -> bool:
        """Whether it stops submitting, approving and publishing."""
        return self.severity is Severity.BLOCK


@dataclass(frozen=True)
class Context:
    """What checks know besides the snapshot, as plain values.

    Attributes:
        today: the business date.
        due: the last day of the round, None where there is none.
        known_names: for each other unit of the same kind all its names; they must not stand in the report.
    """

    today: date
    due: date | None = None
    known_names: tuple[tuple[str, ...], ...] = ()
