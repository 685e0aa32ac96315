"""What remains to be done before an evaluation can be submitted: the findings of the checks, in the order of entry."""

from collections.abc import Iterable
from dataclasses import dataclass

from departments.models import Evaluation
from indicators.parts import PARTS, Part

from .checks import Finding, Place, Severity
from .places import by_part

GRAVEST_FIRST = list(Severity)
RANKS = {part.key: rank for rank, part in enumerate(PARTS)}


@dataclass(frozen=True)
class Subject:
    """One indicator, project or row with what is found about it; the rest of a part has no name."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Remaining:
    """What remains in one part."""

    part: Part
    subjects: tuple[Subject, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of it."""
        return tuple(finding for subject in self.subjects for finding in subject.findings)

    @property
    def open_count(self) -> int:
        """How many findings block."""
        return sum(finding.blocks for finding in self.findings)


def remaining(evaluation: Evaluation, findings: Iterable[Finding]) -> list[Remaining]:
    """Return every part in which something was found, what is about the same thing together, what blocks first."""
    parts = by_part(evaluation, findings)
    return [Remaining(found.part, _subjects(found.findings)) for found in parts if found.findings]


def in_order(evaluation: Evaluation, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order of entry."""
    return [finding for part in remaining(evaluation, findings) for finding in part.findings]


def next_missing(findings: Iterable[Finding], after: Place | None = None) -> Finding | None:
    """Return the first of the ordered findings that blocks and stands on a page behind `after`, or else on any other.

    Only when nothing blocks on another page it is one of the same page; None when nothing blocks at all.
    """
    blocking = [finding for finding in findings if finding.blocks]
    if after is None:
        return next(iter(blocking), None)
    passed = [index for index, finding in enumerate(blocking) if _is_passed(finding.place, after)]
    start = max(passed, default=-1) + 1
    ahead = [*blocking[start:], *blocking[:start]]
    elsewhere = [finding for finding in ahead if _page(finding.place) != _page(after)]
    return next(iter([*elsewhere, *ahead]), None)


def _is_passed(place: Place, after: Place) -> bool:
    """Return whether a place lies on the same page or in a part before it."""
    return _page(place) == _page(after) or RANKS[place.part] < RANKS[after.part]


def _page(place: Place) -> tuple[str, str, str]:
    """Return what tells one page of entry from another."""
    return place.part, place.project, place.row if place.is_indicator else ""


def _subjects(findings: Iterable[Finding]) -> tuple[Subject, ...]:
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_page(finding.place), []).append(finding)
    subjects = [Subject(_name(group), tuple(sorted(group, key=_gravity))) for group in groups.values()]
    return tuple(sorted(subjects, key=lambda subject: _gravity(subject.findings[0])))


def _gravity(finding: Finding) -> int:
    return GRAVEST_FIRST.index(finding.severity)


def _name(findings: list[Finding]) -> str:
    place = findings[0].place
    return place.label if place.is_indicator else ""
