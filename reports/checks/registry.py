"""The register of checks: one check is one function, one entry of the manual and one test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reports.figures import filled
from reports.snapshot import ProjectFacts, Snapshot, of_project

from .edits import Edit, unchanged
from .findings import INDICATORS, PROJECTS, Category, Context, Cost, Fault, Finding, Place, Scope, Severity

__all__ = ["CHECKS", "Category", "Check", "Context", "Cost", "Fault", "Finding", "Place", "Severity", "check", "run"]

FAILED = "SYS001"
KEPT = "seen_alone"

Function = Callable[[Snapshot, Context], Iterator[Fault]]


def _same(context: Context) -> Context:
    return context


@dataclass(frozen=True)
class Check:
    """A registered check with everything the manual says about it.

    Attributes:
        title: what holds when nothing is found; the function's docstring.
        part: the entry screen where its findings belong.
        basis: 依据, the regulation, or the practice that asks for it.
        explanation: why it matters.
        remedy: how to put it right.
        bad: turns a faultless snapshot into one with just this fault.
        good: turns it into one that looks similar and is right.
        since, until: the first and last year evaluated to which it applies, None without a limit.
        cost: whether it is asked at every save, or by a worker.
        of_originals: whether it is also asked of an old report as it was read.
        knowing: what the bad example has to know besides the sample's context; the examples alone use it.
    """

    id: str
    severity: Severity
    title: str
    function: Function
    part: str
    category: Category
    basis: str
    explanation: str
    remedy: str
    bad: Edit
    good: Edit = unchanged
    since: int | None = None
    until: int | None = None
    cost: Cost = Cost.FAST
    scope: Scope = Scope.EVALUATION
    of_originals: bool = False
    knowing: Callable[[Context], Context] = _same

    def holds_in(self, year: int) -> bool:
        """Whether it applies to the evaluation of `year`."""
        return (self.since or year) <= year <= (self.until or year)

    def applies_to(self, snapshot: Snapshot) -> bool:
        """Whether it can be asked: of a read report only what says so, because little of it has a form."""
        return (self.of_originals or snapshot.original is None) and self.holds_in(snapshot.year)

    def findings(self, snapshot: Snapshot, context: Context) -> Iterator[Finding]:
        """Yield what it finds; a check of indicators is asked of the whole department and of each of its projects.

        Checks see texts as they are printed, with bound figures in words; `Text` leads back to what was typed.
        """
        snapshot = filled(snapshot)
        yield from self._found(snapshot, context)
        if self.part == INDICATORS:
            for project, seen in _seen_alone(snapshot):
                for finding in self._found(seen, context):
                    yield _about(project, finding)

    def _found(self, snapshot: Snapshot, context: Context) -> Iterator[Finding]:
        severity = context.severities.get(self.id, self.severity)
        for fault in self.function(snapshot, context):
            yield finding_of(self.id, severity, self.title, self.part, fault)


def finding_of(check_id: str, severity: Severity, title: str, part: str, fault: Fault) -> Finding:
    """Return what a check says of one fault, at the fault's place or in the check's own part."""
    where = (fault.part or part, fault.field, fault.row, fault.label, fault.project, fault.input, fault.span)
    values = (fault.expected, fault.actual, fault.content, fault.replacement)
    return Finding(check_id, severity, title, fault.message, Place(*where), *values)


def _about(project: ProjectFacts, finding: Finding) -> Finding:
    """Return the finding about a project's tree with the project named."""
    place = replace(finding.place, part=PROJECTS, project=str(project.pk))
    return replace(finding, message=f"项目“{project.name}”：{finding.message}", place=place)


def _seen_alone(snapshot: Snapshot) -> tuple[tuple[ProjectFacts, Snapshot], ...]:
    """Return each project with the snapshot that shows it alone: made once, as some forty checks ask for it."""
    kept = vars(snapshot)
    if KEPT not in kept:
        kept[KEPT] = tuple((project, of_project(snapshot, project)) for project in snapshot.projects)
    seen: tuple[tuple[ProjectFacts, Snapshot], ...] = kept[KEPT]
    return seen


CHECKS: dict[str, Check] = {}


def check(identifier: str, severity: Severity, **description: Any) -> Callable[[Function], Function]:
    """Register a function as the check `identifier`; its docstring is the title.

    Raises:
        ValueError: the identifier is taken.
    """

    def register(function: Function) -> Function:
        if identifier in CHECKS:
            raise ValueError(f"There already is a check {identifier!r}.")
        title = (function.__doc__ or "").strip()
        CHECKS[identifier] = Check(identifier, severity, title, function, **description)
        return function

    return register


def run(snapshot: Snapshot, context: Context, cost: Cost | None = None) -> tuple[Finding, ...]:
    """Return what all checks of the year find, or those of one `cost`.

    A check that fails is itself a blocking finding and hides no other.
    """
    asked = (entry for entry in CHECKS.values() if entry.applies_to(snapshot) and cost in (None, entry.cost))
    return tuple(finding for entry in asked for finding in _outcome(entry, snapshot, context))


def _outcome(entry: Check, snapshot: Snapshot, context: Context) -> tuple[Finding, ...]:
    try:
        return tuple(entry.findings(snapshot, context))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the report has not been checked
        message = f"校验“{entry.id} {entry.title}”没有完成（{type(error).__name__}），请联系系统管理员处理后重新校验。"
        return (Finding(FAILED, Severity.BLOCK, "所有校验都已完成。", message, Place(entry.part), content=entry.id),)
