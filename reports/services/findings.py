"""What the checks say about an evaluation as it is stored now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter

from departments import clock
from departments.gather import gather_official
from departments.models import Department, Evaluation

from ..checks import Context, Cost, Finding, Severity, official, run
from ..gather import gather
from ..gather.others import gather_others
from ..gather.previous import previous_snapshot
from ..models import CheckSetting, Waiver
from ..snapshot import Snapshot
from .slow_checks import slow_findings


@dataclass(frozen=True)
class Known:
    """What is known of an evaluation at one moment: what was entered, what the checks say of it, and the answers."""

    snapshot: Snapshot
    waivers: Mapping[str, Waiver]
    findings: tuple[Finding, ...]


def known_of(evaluation: Evaluation) -> Known:
    """Return what is known of an evaluation now, for whatever asks more than one thing of it."""
    snapshot, waivers = gather(evaluation), waivers_of(evaluation)
    return Known(snapshot, waivers, findings_of(evaluation, snapshot, waivers))


def findings_of(
    evaluation: Evaluation, snapshot: Snapshot | None = None, waivers: Mapping[str, Waiver] | None = None
) -> tuple[Finding, ...]:
    """Return what the fast checks find now and the slow ones have found last; each knows whether it is answered.

    `snapshot` and `waivers` spare reading them twice.
    """
    given = waivers_of(evaluation) if waivers is None else waivers
    found = (*run(snapshot or gather(evaluation), context_of(evaluation), Cost.FAST), *slow_findings(evaluation))
    return answered(found, given, clock.today())


def context_of(evaluation: Evaluation, *, with_others: bool = False) -> Context:
    """Return what the checks know besides the snapshot; other reports, which slow checks alone ask for, on demand."""
    others = Department.objects.filter(kind=evaluation.department.kind).exclude(pk=evaluation.department_id)
    settings = sorted(CheckSetting.objects.for_evaluation(evaluation), key=attrgetter("particularity"))
    return Context(
        today=clock.today(),
        due=evaluation.due_on,
        known_names=tuple(department.names for department in others),
        previous=previous_snapshot(evaluation) if with_others else None,
        official=_official(evaluation),
        others=gather_others(evaluation) if with_others else None,
        severities={setting.check_id: Severity(setting.severity) for setting in settings},
    )


def waivers_of(evaluation: Evaluation) -> dict[str, Waiver]:
    """Return the latest answer to each finding, by fingerprint."""
    rows = evaluation.waivers.prefetch_related("findings").select_related("given_by", "decided_by").order_by("pk")
    return {finding.fingerprint: waiver for waiver in rows for finding in waiver.findings.all()}


def answers_to(findings: tuple[Finding, ...], waivers: Mapping[str, Waiver]) -> list[Waiver]:
    """Return the answers to what is still found, each once, in the order of the findings."""
    given = (waivers[finding.fingerprint] for finding in findings if finding.fingerprint in waivers)
    return list(dict.fromkeys(given))


def answered(findings: tuple[Finding, ...], waivers: Mapping[str, Waiver], day: date) -> tuple[Finding, ...]:
    """Return the findings, those marked that an answer holds for on `day`."""
    if not waivers:
        return findings
    return tuple(replace(finding, is_answered=_is_answered(finding, waivers, day)) for finding in findings)


def _is_answered(finding: Finding, waivers: Mapping[str, Waiver], day: date) -> bool:
    waiver = waivers.get(finding.fingerprint)
    if waiver is None:
        return False
    return waiver.lifts_block_on(day) if finding.severity is Severity.BLOCK else waiver.explains


def _official(evaluation: Evaluation) -> dict[tuple[str, str], Decimal]:
    """Return what the finance system says, as far as it says anything, by line and column."""
    return {
        (category, column): amount
        for category, line in gather_official(evaluation).items()
        for column in official.COLUMNS
        if (amount := getattr(line, column)) is not None
    }
