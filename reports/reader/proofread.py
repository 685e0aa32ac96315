"""An old report read and checked: the findings with their lines in the original. Needs no database."""

from dataclasses import dataclass

from reports.checks import Context, Finding, Severity, run
from reports.snapshot import OriginalFacts, Snapshot

from .reading import read
from .snapshots import to_snapshot

ORIGINAL = "original"
LONGEST_QUOTE = 40


@dataclass(frozen=True)
class Remark:
    """A finding with the line that it is about, counted from 1 (0: the report as a whole), and the words there.

    `start` and `end` are positions in the line; they are equal where the whole line is meant.
    """

    id: str
    severity: Severity
    title: str
    message: str
    line: int
    quote: str
    expected: str = ""
    actual: str = ""
    start: int = 0
    end: int = 0

    @property
    def words(self) -> str:
        """The message where its line is shown beside it."""
        return self.message.removeprefix(f"第{self.line}行：")


@dataclass(frozen=True)
class Proof:
    """What was read, and what is to be said of it, in the order of the lines."""

    snapshot: Snapshot
    original: OriginalFacts
    findings: tuple[Remark, ...]

    @property
    def blocks(self) -> bool:
        """Whether something stands in the way of publication."""
        return any(finding.severity is Severity.BLOCK for finding in self.findings)


def proofread(text: str, context: Context) -> Proof:
    """Read a report and ask every check that can be asked of one.

    Raises:
        TooLong: the text is longer than any report.
    """
    original = read(text)
    snapshot = to_snapshot(original)
    silent = _unanswerable(original)
    remarks = [_remark(finding, original) for finding in run(snapshot, context) if finding.check_id not in silent]
    return Proof(snapshot, original, tuple(sorted(remarks, key=lambda remark: (remark.line, remark.start, remark.id))))


def _unanswerable(original: OriginalFacts) -> set[str]:
    """Return the checks that need what was not read: the year, or all points of the tree."""
    silent: set[str] = set()
    if original.year is None:
        silent |= {"K02-notice", "K02-text"}
    if (
        not original.indicators
        or original.execution is None
        or any(leaf.points is None for leaf in original.indicators)
    ):
        silent.add("A01")
    return silent


def _remark(finding: Finding, original: OriginalFacts) -> Remark:
    line, start, end = place_of(finding, original)
    quote = original.line(line)[start:end] or original.line(line).strip()[:LONGEST_QUOTE]
    said = (finding.check_id, finding.severity, finding.title, finding.message)
    return Remark(*said, line, quote, finding.expected, finding.actual, start, end)


def place_of(finding: Finding, original: OriginalFacts) -> tuple[int, int, int]:
    """Return the line that a finding is about, 0 for the whole report, and the stretch of it, empty for all of it."""
    place = finding.place
    if place.part == ORIGINAL or place.is_indicator:
        start, end = place.span or (0, 0)
        return int(place.row or 0), start, end
    rows = {
        "problems": [(item.line, 0, 0) for item in original.problems],
        "authorities": [(cited.line, cited.start, cited.end) for cited in original.authorities],
    }.get(place.field, [])
    return rows[int(place.row)] if place.row.isdecimal() and int(place.row) < len(rows) else (0, 0, 0)
