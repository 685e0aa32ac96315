"""The frozen values. Amounts are 元, points 分; None is not known, an empty text is not written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from departments.figures import BudgetFigures
from departments.ratios import Ratio

from .carried import CarriedFacts
from .free import FreeFigureFacts
from .groups import LastYearFacts
from .indicators import ApprovalFacts, GoalFacts, IndicatorFacts, LineFacts
from .notes import NotesFacts
from .original import OriginalFacts
from .projects import ProjectFacts


@dataclass(frozen=True)
class DepartmentFacts:
    """The unit, as it is named and as it publishes."""

    name: str
    short_name: str
    code: str
    kind: str
    aliases: tuple[str, ...] = ()
    index_code: str = ""


@dataclass(frozen=True)
class SchemeFacts:
    """The scheme's identity and its whole content (TOML), so that the snapshot can be read without the database."""

    name: str
    version: int
    title: str
    content: str


@dataclass(frozen=True)
class AuthorityFacts:
    """One cited regulation or notice."""

    title: str
    number: str = ""
    issuer: str = ""
    valid_from: int | None = None
    valid_until: int | None = None


@dataclass(frozen=True)
class DutyFacts:
    """One main duty."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class OfficeFacts:
    """One internal office."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class StaffingFacts:
    """Posts and people on a day."""

    as_of: date | None = None
    administrative_quota: int | None = None
    administrative_actual: int | None = None
    institution_quota: int | None = None
    institution_actual: int | None = None
    worker_quota: int | None = None
    worker_actual: int | None = None
    retired: int | None = None
    hired: int | None = None

    @property
    def quota(self) -> int | None:
        """All approved posts (编制数)."""
        return _sum(self.administrative_quota, self.institution_quota, self.worker_quota)

    @property
    def actual(self) -> int | None:
        """All people on approved posts (实有人数)."""
        return _sum(self.administrative_actual, self.institution_actual, self.worker_actual)


@dataclass(frozen=True)
class TaskFacts:
    """One task of the year."""

    title: str
    result: str = ""


@dataclass(frozen=True)
class ManagementFacts:
    """One point of a budget-management checklist."""

    topic: str
    topic_name: str
    text: str
    is_met: bool | None = None
    proof: str = ""


@dataclass(frozen=True)
class MeasureFacts:
    """One measure against a problem."""

    text: str
    office: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class ProblemFacts:
    """One problem with the indicators that show it (by path) and the measures against it."""

    title: str
    text: str
    indicators: tuple[tuple[str, ...], ...] = ()
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True)
class RectificationFacts:
    """One measure of the year before, and what became of it (上年整改情况); `state` is open, doing, done or dropped."""

    problem: str
    measure: str
    office: str = ""
    due_on: date | None = None
    state: str = "open"
    done_on: date | None = None
    progress: str = ""
    proof: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it has been carried out."""
        return self.state == "done"


@dataclass(frozen=True)
class AttachmentFacts:
    """One file that was sent because a scheme (整体 or 项目) asks for it; never published."""

    kind: str
    key: str
    title: str
    name: str
    sha256: str


@dataclass(frozen=True)
class FinalFacts:
    """What the last review stage says, where the scheme lets it count (复核得分)."""

    stage_name: str
    total: Decimal
    grade: str


@dataclass(frozen=True)
class Snapshot:
    """One evaluation at one moment.

    `original` is the text of an old report that it was read from, else None; `notes` is what is published beside the
    report (说明和提示), None where that is switched off and everywhere but in what an edition is made from.
    """

    year: int
    department: DepartmentFacts
    scheme: SchemeFacts
    authorities: tuple[AuthorityFacts, ...] = ()
    duties: tuple[DutyFacts, ...] = ()
    offices: tuple[OfficeFacts, ...] = ()
    staffing: StaffingFacts = StaffingFacts()
    goal: GoalFacts = field(default_factory=GoalFacts)
    approval: ApprovalFacts | None = None
    tasks: tuple[TaskFacts, ...] = ()
    budget: BudgetFigures = field(default_factory=BudgetFigures)
    ratios: tuple[Ratio, ...] = ()
    management: tuple[ManagementFacts, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    raw_total: Decimal | None = None
    total: Decimal | None = None
    grade: str = ""
    final: FinalFacts | None = None
    last_year: LastYearFacts | None = None
    project_scheme: SchemeFacts | None = None
    projects: tuple[ProjectFacts, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    absences: dict[str, str] = field(default_factory=dict)
    problems: tuple[ProblemFacts, ...] = ()
    rectifications: tuple[RectificationFacts, ...] = ()
    attachments: tuple[AttachmentFacts, ...] = ()
    carried: tuple[CarriedFacts, ...] = ()
    free_figures: tuple[FreeFigureFacts, ...] = ()
    filled_by: str = ""
    head: str = ""
    phone: str = ""
    completed_on: date | None = None
    notes: NotesFacts | None = None
    original: OriginalFacts | None = None
    format: int = 1

    def leaves(self) -> Iterator[IndicatorFacts]:
        """Yield the scored indicators in reading order."""
        return iter(self._leaves)

    @cached_property
    def _leaves(self) -> tuple[IndicatorFacts, ...]:
        return tuple(node for root in self.indicators for node in root.walk() if node.is_leaf)

    def ratio(self, name: str) -> Ratio | None:
        """Return one ratio by its name."""
        return next((ratio for ratio in self.ratios if ratio.name == name), None)


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
