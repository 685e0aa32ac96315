"""What the unit published for the year before; what was not published is compared with nothing."""

from departments.models import Evaluation

from ..models import Edition
from ..snapshot import LastYearFacts, from_json, groups_of


def gather_last_year(evaluation: Evaluation) -> LastYearFacts | None:
    """Return last year's published scores, None where there is no edition in force."""
    edition = (
        Edition.objects.current()
        .filter(evaluation__department=evaluation.department_id, evaluation__cycle__year=evaluation.cycle.year - 1)
        .first()
    )
    if edition is None:
        return None
    snapshot = from_json(edition.snapshot)
    return LastYearFacts(snapshot.year, snapshot.total, snapshot.grade, groups_of(snapshot.indicators))
