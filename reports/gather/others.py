"""What the other units of a round have written, as an index that a paragraph can be looked up in."""

from departments.models import Evaluation
from indicators.models import Indicator

from ..checks.likeness import Others
from ..similarity import Index, Paragraph


def gather_others(evaluation: Evaluation) -> Others:
    """Return the index of all other units' narratives in the same round, read in one query."""
    index, year = Index(), evaluation.cycle.year
    written = Indicator.objects.filter(evaluation__cycle=evaluation.cycle_id).exclude(narrative="")
    others = written.exclude(evaluation=evaluation).order_by("pk")
    rows = others.values_list("evaluation__department__name", "narrative").iterator(1000)
    index.add(Paragraph(unit, year, text) for unit, text in rows)
    return Others(index, evaluation.department.name)
