"""What the unit said a year ago."""

from departments.models import Evaluation

from ..figures import filled
from ..snapshot import Snapshot, from_json
from . import gather


def previous_snapshot(evaluation: Evaluation) -> Snapshot | None:
    """Return last year's evaluation of the same department, None where there is none.

    What was published then counts, even while a correction is open; without an edition, what is stored now. Its texts
    read as they were printed.
    The number of queries does not grow.
    """
    last = Evaluation.objects.of_year_before(evaluation)
    if last is None:
        return None
    edition = last.editions.current().first()
    return filled(from_json(edition.snapshot) if edition else gather(last))
