"""What the checks say about an evaluation as it is stored now."""

from departments import clock
from departments.models import Department, Evaluation

from ..checks import Context, Cost, Finding, run
from ..gather import gather
from ..snapshot import Snapshot


def findings_of(evaluation: Evaluation, snapshot: Snapshot | None = None) -> tuple[Finding, ...]:
    """Return the findings of all fast checks; `snapshot` spares reading it twice."""
    return run(snapshot or gather(evaluation), context_of(evaluation), Cost.FAST)


def context_of(evaluation: Evaluation) -> Context:
    """Return what checks know besides the snapshot."""
    others = Department.objects.filter(kind=evaluation.department.kind).exclude(pk=evaluation.department_id)
    return Context(
        today=clock.today(),
        due=evaluation.due_on,
        known_names=tuple(department.names for department in others),
    )
