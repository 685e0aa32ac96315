"""Which editions the portal's pages speak of; each question is one query."""

from collections.abc import Iterable
from itertools import groupby

from departments.models import Evaluation

from ..models import Edition
from ..models.edition import EditionQuerySet


def editions() -> EditionQuerySet:
    """Return all editions with what pages say about them, the latest of each evaluation first."""
    related = Edition.objects.select_related("evaluation__department", "evaluation__cycle", "evaluation__index_number")
    return related.defer("snapshot").order_by("-evaluation__cycle__year", "evaluation__department__code", "-number")


def by_evaluation(rows: Iterable[Edition]) -> list[tuple[Evaluation, list[Edition]]]:
    """Return the rows of `editions` grouped."""
    grouped = groupby(rows, key=lambda edition: edition.evaluation_id)
    lists = [list(group) for _, group in grouped]
    return [(group[0].evaluation, group) for group in lists]
