"""Measuring how complete evaluations are, some at a time; sweep calls it every minute."""

from collections import Counter

from django.db.models import Max

from departments.models import Evaluation

from ..models import Standing
from ..models.standing import NEVER
from .findings import findings_of

AT_ONCE = 100


def refresh_standings(limit: int = AT_ONCE) -> int:
    """Measure the evaluations that have changed; return how many."""
    outdated = list(Standing.objects.outdated().select_related("department", "cycle", "scorecard__scheme")[:limit])
    for evaluation in outdated:
        measure(evaluation)
    return len(outdated)


def measure(evaluation: Evaluation) -> Standing:
    """Store what blocks in each part now; what changes meanwhile is measured next time."""
    last_entry = evaluation.audit_entries.aggregate(last=Max("pk"))["last"] or 0
    last_typed = evaluation.visit_changes.aggregate(last=Max("at"))["last"]
    blocking = Counter(finding.place.part for finding in findings_of(evaluation) if finding.blocks)
    values = {"open_parts": dict(blocking), "entry_pk": last_entry, "changed_at": last_typed or NEVER}
    return Standing.objects.update_or_create(evaluation=evaluation, defaults=values)[0]
