"""Opening an evaluation together with the tree its scheme prescribes."""

from collections.abc import Sequence

from django.db import transaction

from departments.models import Cycle, Department, Evaluation, User
from departments.services import open_evaluation

from ..models import Goal, Indicator, Scheme, Scorecard
from ..schemes import Level


@transaction.atomic
def start_evaluation(department: Department, cycle: Cycle, *, actor: User | None) -> Evaluation:
    """Open the evaluation of a department for a cycle, with goal, scorecard and the scheme's first two levels.

    Raises:
        CycleScheme.DoesNotExist: the cycle has no scheme for whole departments yet.
    """
    scheme = cycle.schemes.select_related("scheme").get(kind=Scheme.Kind.WHOLE).scheme
    evaluation = open_evaluation(department, cycle, actor=actor)
    Goal.objects.create(evaluation=evaluation)
    Scorecard.objects.create(evaluation=evaluation, scheme=scheme)
    _plant(evaluation, scheme.spec.levels, None)
    return evaluation


def _plant(evaluation: Evaluation, levels: Sequence[Level], parent: Indicator | None) -> None:
    for position, level in enumerate(levels):
        row = Indicator.objects.create(
            evaluation=evaluation,
            parent=parent,
            position=position,
            name=level.name,
            points=level.points,
            rule=level.rule,
            is_leaf=bool(level.rule),
        )
        _plant(evaluation, level.children, row)
