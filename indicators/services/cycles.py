"""The yearly round: its dates, stages and scheme, and the evaluations that start with it."""

from collections.abc import Collection, Iterable

from django.db import transaction

from departments.models import Cycle, Department, Evaluation, User
from departments.services import store

from ..models import Scheme
from .opening import start_evaluation
from .schemes import choose_schemes


class CycleInUse(Exception):
    """Year and scheme stay as they are once an evaluation has started."""

    def __init__(self) -> None:
        super().__init__("该年度已有单位开始自评，不能再改年度和指标体系方案。")


@transaction.atomic
def save_cycle(cycle: Cycle, *, schemes: Collection[Scheme], actor: User | None) -> Cycle:
    """Store a round and the schemes that its evaluations are scored by, at most one of each kind.

    Raises:
        CycleInUse: year or schemes would change under evaluations that have started.
    """
    stored = Cycle.objects.select_for_update().filter(pk=cycle.pk).first()
    chosen = set(stored.schemes.values_list("scheme", flat=True)) if stored else set()
    wanted = {scheme.pk for scheme in schemes}
    if stored and stored.evaluations.exists() and (stored.year, chosen) != (cycle.year, wanted):
        raise CycleInUse
    store(cycle, actor=actor)
    if chosen != wanted:
        choose_schemes(cycle, schemes, actor=actor)
    return cycle


@transaction.atomic
def start_evaluations(cycle: Cycle, departments: Iterable[Department], *, actor: User) -> list[Evaluation]:
    """Start the evaluations of `departments`; one that has started already is left alone."""
    started = set(Evaluation.objects.filter(cycle=cycle).values_list("department", flat=True))
    return [
        start_evaluation(department, cycle, actor=actor) for department in departments if department.pk not in started
    ]
