"""The checks that take long or look at other reports: done by a worker, kept with the time and the content they saw."""

import json
from dataclasses import replace
from hashlib import sha256

from departments import clock
from departments.models import Evaluation

from ..checks import Context, Cost, Finding, Place, Severity, run
from ..gather import gather
from ..models import CheckRun
from ..snapshot import Snapshot, to_json


def check_slowly(evaluation: Evaluation, context: Context) -> CheckRun:
    """Run the slow checks on the evaluation as it is now and keep what they find."""
    snapshot = gather(evaluation)
    found = run(snapshot, context, Cost.SLOW)
    values = {"finished_at": clock.now(), "content": content_of(snapshot), "findings": to_json(found)}
    return CheckRun.objects.update_or_create(evaluation=evaluation, defaults=values)[0]


def slow_findings(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Return what the slow checks have found the last time, nothing when they have never been asked."""
    latest = CheckRun.objects.filter(evaluation=evaluation).first()
    return tuple(map(_read, latest.findings)) if latest else ()


def is_stale(latest: CheckRun, snapshot: Snapshot) -> bool:
    """Return whether anything has changed since the slow checks have looked."""
    return latest.content != content_of(snapshot)


def content_of(snapshot: Snapshot) -> str:
    """Return what tells one content of an evaluation from another."""
    return sha256(json.dumps(to_json(snapshot), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read(kept: dict) -> Finding:
    span = kept["place"]["span"]
    place = Place(**(kept["place"] | {"span": tuple(span) if span else None}))
    return replace(Finding(**(kept | {"place": place})), severity=Severity(kept["severity"]))
