"""What the page of a read report shows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from departments import clock
from departments.models import Department
from departments.wording import wan
from perfeval.lib.decimals import ZERO, plain

from .checks import Context, Severity
from .reader.proofread import Proof, Remark
from .reader.showing.as_html import stretches
from .snapshot import OriginalFacts
from .snapshot.original import Doubt, StatedIndicator

AMOUNTS = {
    "年初预算数": ("total", "initial"),
    "全年预算数": ("total", "adjusted"),
    "全年执行数": ("total", "executed"),
    "公用经费执行数": ("operating", "executed"),
    "“三公”经费执行数": ("three_public", "executed"),
    "结转结余": ("carryover", "executed"),
}
UNKNOWN = "没有读到"


def knowing_other_units(text: str) -> Context:
    """Return what checks know of an old report here: the names of units of the kind that it names most often.

    The unit it is about is the one whose full name, else whose short name, stands in the text most often; its own
    names and those of units above it are no leftovers.
    """
    units = list(Department.objects.all())
    counts = {unit.pk: (text.count(unit.name), text.count(unit.short_name or unit.name)) for unit in units}
    own = max(units, key=lambda unit: counts[unit.pk], default=None)
    if own is None or not any(counts[own.pk]):
        return Context(clock.today())
    others = (unit for unit in units if unit.kind == own.kind and unit.pk != own.pk)
    others = (unit for unit in others if not own.path.startswith(unit.path))
    names = ((name for name in unit.names if name not in own.names) for unit in others)
    return Context(clock.today(), known_names=tuple(map(tuple, names)))


@dataclass(frozen=True)
class MarkedLine:
    """A line of the report in stretches, each with whether it is marked, and what is said of it."""

    number: int
    stretches: Sequence[tuple[str, bool]]
    remarks: Sequence[Remark]


@dataclass(frozen=True)
class Fact:
    """Something that was read, in words, and its line (0: nowhere)."""

    name: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class Reading:
    """The whole page."""

    name: str
    original: OriginalFacts
    lines: Sequence[MarkedLine]
    general: Sequence[Remark]
    facts: Sequence[Fact]
    indicators: Sequence[StatedIndicator]
    reached: Decimal
    doubts: Sequence[Doubt]
    counts: Sequence[tuple[Severity, int]]

    @classmethod
    def of(cls, name: str, proof: Proof) -> "Reading":
        """Return what is shown of a proofread report."""
        original = proof.original
        remarks: dict[int, list[Remark]] = defaultdict(list)
        for finding in proof.findings:
            remarks[finding.line].append(finding)
        block = original.execution
        blocks = [*([block] if block else []), *original.indicators]
        counts = Counter(finding.severity for finding in proof.findings)
        return cls(
            name,
            original,
            [
                MarkedLine(number, stretches(line, remarks[number]), remarks[number])
                for number, line in enumerate(original.lines, start=1)
                if line.strip()
            ],
            remarks[0],
            _facts(original),
            blocks,
            sum((leaf.score or ZERO for leaf in blocks), ZERO),
            original.doubts,
            [(severity, counts[severity]) for severity in Severity],
        )


def _facts(original: OriginalFacts) -> list[Fact]:
    stated = {"标题": original.title, "单位": original.department, "发布机构": original.publisher}
    stated["评价年度"] = original.year
    facts = [Fact(name, entry.text, entry.line) if entry else Fact(name, UNKNOWN) for name, entry in stated.items()]
    facts += [Fact("总得分", f"{plain(total.number or ZERO)}分", total.line) for total in original.totals]
    facts += [Fact("等级", grade.text, grade.line) for grade in original.grades]
    for name, place in AMOUNTS.items():
        amount = original.amount(*place)
        facts.append(Fact(name, f"{wan(amount.amount)}万元", amount.line) if amount else Fact(name, UNKNOWN))
    return facts
