"""Opening an evaluation together with the tree its scheme prescribes."""

from django.db import transaction

from departments.models import Cycle, Department, Evaluation, User
from departments.services import open_evaluation

from ..models import Goal, Scheme, Scorecard
from .planting import plant


@transaction.atomic
def start_evaluation(department: Department, cycle: Cycle, *, actor: User | None) -> Evaluation:
    """Open the evaluation of a department for a cycle, with goal, schemes and the scheme's first two levels.

    Raises:
        CycleScheme.DoesNotExist: the cycle has no scheme for whole departments yet.
    """
    schemes = cycle.schemes.select_related("scheme")
    scheme = schemes.get(kind=Scheme.Kind.WHOLE).scheme
    of_projects = schemes.filter(kind=Scheme.Kind.PROJECT).first()
    evaluation = open_evaluation(department, cycle, actor=actor)
    Goal.objects.create(evaluation=evaluation)
    Scorecard.objects.create(
        evaluation=evaluation, scheme=scheme, project_scheme=of_projects.scheme if of_projects else None
    )
    plant(evaluation, scheme.spec.levels, [None])
    return evaluation
