"""The yearly round: its dates, stages and scheme, and the evaluations that start with it."""

from collections.abc import Iterable

from django.db import transaction

from departments.models import Cycle, Department, Evaluation, User
from departments.services import store

from ..models import Scheme
from .opening import start_evaluation
from .schemes import choose_scheme


class CycleInUse(Exception):
    """Year and scheme stay as they are once an evaluation has started."""

    def __init__(self) -> None:
        super().__init__("该年度已有单位开始自评，不能再改年度和指标体系方案。")


@transaction.atomic
def save_cycle(cycle: Cycle, *, scheme: Scheme, actor: User | None) -> Cycle:
    """Store a round and the scheme that its evaluations are scored by.

    Raises:
        CycleInUse: year or scheme would change under evaluations that have started.
    """
    stored = Cycle.objects.select_for_update().filter(pk=cycle.pk).first()
    chosen = stored and stored.schemes.filter(kind=Scheme.Kind.WHOLE).values_list("scheme", flat=True).first()
    if stored and stored.evaluations.exists() and (stored.year, chosen) != (cycle.year, scheme.pk):
        raise CycleInUse
    store(cycle, actor=actor)
    if chosen != scheme.pk:
        choose_scheme(cycle, scheme, actor=actor)
    return cycle


@transaction.atomic
def start_evaluations(cycle: Cycle, departments: Iterable[Department], *, actor: User) -> list[Evaluation]:
    """Start the evaluations of `departments`; one that has started already is left alone."""
    started = set(Evaluation.objects.filter(cycle=cycle).values_list("department", flat=True))
    return [
        start_evaluation(department, cycle, actor=actor) for department in departments if department.pk not in started
    ]
