"""Scoring a whole round again (重新计分), some evaluations at a time so that memory and transactions stay small."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from departments.models import Cycle, Evaluation, User
from departments.models.evaluation import EvaluationQuerySet

from .rescoring import SIGNED, Comparison, compare, store_scores

AT_ONCE = 100
RESCORED = "scorecard.rescore"


def rescorable(cycle: Cycle) -> EvaluationQuerySet:
    """Return the evaluations whose scores may still change: what has been approved stays as it was signed."""
    return Evaluation.objects.filter(cycle=cycle).exclude(status__in=SIGNED)


def differences(cycle: Cycle) -> Iterator[Comparison]:
    """Yield the evaluations of a round whose stored scores are not those that follow now, in the order of their units.

    The signed ones are among them, though they will not change.
    """
    keys = Evaluation.objects.filter(cycle=cycle).order_by("department__code").values_list("pk", flat=True)
    everything = list(keys)
    for start in range(0, len(everything), AT_ONCE):
        yield from differing(everything[start : start + AT_ONCE])


def differing(evaluations: Sequence[int]) -> Iterator[Comparison]:
    """Yield those of the evaluations whose stored scores are not those that follow now."""
    return (comparison for comparison in compare(evaluations) if comparison.is_changed)


@transaction.atomic
def rescore_some(cycle: Cycle, *, after: int, actor: User | None, keep: Callable[[int, int], None]) -> int:
    """Store the scores of the next evaluations after the key `after`; return how many there were, 0 at the end.

    `keep` is told the last key and the number inside the transaction, so that both are stored or none.
    """
    waiting = rescorable(cycle).filter(pk__gt=after).order_by("pk").select_for_update()
    keys = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        with _without_collector():
            store_scores(compare(keys), actor=actor, action=RESCORED)
        keep(keys[-1], len(keys))
    return len(keys)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let the search for cycles rest: scoring makes none, and looking for them costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
